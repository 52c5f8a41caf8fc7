// Reads one source: each page is one unit of work (posts, one trail line, health, then the cursor). A crash repeats a page; nothing is lost or doubled.
import type { CollectedPage } from '../../collectors/collector.ts'
import { healthAfter, nextRunAfter } from '../../collectors/health.ts'
import { collectorOf } from '../../collectors/list.ts'
import type { InputOf } from '#domain/contract-inputs.ts'
import { Refusal } from '#domain/refusal.ts'
import { can } from '#domain/rights.ts'
import type { Source } from '#domain/source.ts'
import type { Tx } from '../store/store.ts'
import { act, found, type Caller } from './act.ts'
import { clean, intakeStarts, takeIn, understand, type Taken } from './intake.ts'
import { demandLease, type Fence } from './lease.ts'
import type { World } from './world.ts'

export interface Collected { sourceId: string, new: number, edited: number, deleted: number, same: number, dead: number, health: Source['health'] }

type Page = Pick<Taken, 'new' | 'edited' | 'deleted' | 'same' | 'fresh'> & { dead: number, health: Source['health'] }

/** Larger pages are kept in parts, so that one source never holds up the desk; the cursor goes with the last part. */
const partSize = 50

interface Part {
  source: Source
  page: CollectedPage
  posts: ReturnType<typeof understand>[]
  dead: { raw: string, key: string | null, problem: string }[]
  isLast: boolean
  /** New and edited posts of the pages before. */
  news: number
  parserVersion: number
  jitter: number
}

/** Where a source goes on: at its new address, unless another source is read there already. */
const newAddress = async (tx: Tx, { network, url }: Source, movedTo: string | undefined): Promise<string> =>
  movedTo === undefined || await tx.find('source', 'url', [network, movedTo]) ? url : movedTo

const keepPart = (world: World, caller: Caller, fence: Fence | undefined, part: Part): Promise<Page> => {
  const { source: { id: sourceId, network }, page, posts, dead, isLast, parserVersion, jitter } = part
  const { starts = [], startKeys } = intakeStarts(network, posts)
  return act(world, caller, { name: 'collect', input: { sourceId }, starts: [['source', sourceId], ...starts], startKeys }, async (tx) => {
    await demandLease(tx, fence)
    const source = found(await tx.get('source', sourceId), 'source')
    const taken = await takeIn(tx, world, { network, sourceId, organisationIds: () => source.organisationIds, posts, deleted: isLast ? page.deleted : [] })
    for (const { raw, key, problem } of dead) {
      await tx.insert('deadLetter', { id: tx.newId(), sourceId, key, raw: clean(raw), problem, parserVersion, at: tx.now })
    }
    const { new: fresh, edited, deleted, same } = taken
    if (posts.length || dead.length || deleted) tx.append({ type: 'posts-collected', sourceId, new: fresh, edited, deleted, same, dead: dead.length, fresh: taken.fresh, tones: taken.tones })
    const health = healthAfter(source.health, page, tx.now)
    if (isLast) {
      if (health.state !== source.health.state) tx.append({ type: 'source-health', sourceId, state: health.state, reason: health.reason })
      const schedule = nextRunAfter({ intervalMinutes: source.intervalMinutes, news: part.news + fresh + edited, outcome: page, failures: health.failures, jitter, now: tx.now })
      await tx.put('source', { ...source, ...schedule, health, cursor: page.cursor, url: await newAddress(tx, source, page.movedTo) })
    }
    return { new: fresh, edited, deleted, same, fresh: taken.fresh, dead: dead.length, health }
  })
}

/** Dead letters that are kept already are not kept again: a feed shows its broken item at every look. */
const newDead = async (world: World, sourceId: string, dead: Part['dead']): Promise<Part['dead']> => {
  if (!dead.length) return []
  const known = await world.store.read.list('deadLetter', { where: { sourceId }, order: { by: 'at', direction: 'desc' }, limit: 200 })
  const raws = new Set(known.items.map(({ raw }) => raw))
  return dead.filter(({ raw }) => !raws.has(clean(raw)))
}

async function* partsOf(world: World, source: Source, page: CollectedPage, parserVersion: number): AsyncGenerator<Omit<Part, 'news'>> {
  const posts = page.items.flatMap(item => 'post' in item ? [item.post] : [])
  const dead = await newDead(world, source.id, page.items.flatMap(item => 'post' in item ? [] : [item]))
  const jitter = Math.random()
  for (let from = 0; from === 0 || from < posts.length; from += partSize) {
    const isLast = from + partSize >= posts.length
    const part = posts.slice(from, from + partSize).map(post => understand(world, post, source))
    yield { source, page, posts: part, dead: isLast ? dead : [], isLast, parserVersion, jitter }
  }
}

/** Reads the source from its cursor to its end. What fails is told on the source in words, never thrown. */
export const collectSource = async (world: World, caller: Caller, source: Source, signal: AbortSignal, fence?: Fence): Promise<Collected> => {
  const collector = collectorOf(source.network)
  if (!collector) throw new Refusal('bad-input', 'this source is not polled', { field: 'sourceId', problem: 'not-polled' })
  const sum: Collected = { sourceId: source.id, new: 0, edited: 0, deleted: 0, same: 0, dead: 0, health: source.health }
  for await (const page of collector.poll({ source, fetch: world.fetch, now: world.now, signal })) {
    // What was stopped says nothing about the source.
    if (signal.aborted) break
    if (page.problem) world.log.warn({ sourceId: source.id, reason: page.reason, detail: page.detail }, page.problem)
    for await (const part of partsOf(world, source, page, collector.parserVersion)) {
      const kept = await keepPart(world, caller, fence, { ...part, news: sum.new + sum.edited })
      for (const code of ['new', 'edited', 'deleted', 'same', 'dead'] as const) sum[code] += kept[code]
      sum.health = kept.health
    }
  }
  return sum
}

/** "Run now" by a person. */
export const collectNow = async (world: World, caller: Caller, { sourceId }: InputOf<'collect-now'>): Promise<Collected> => {
  const source = found(await world.store.read.get('source', sourceId), 'source')
  await act(world, caller, { name: 'collect-now', input: { sourceId } }, async (tx, who) => {
    for (const organisationId of source.organisationIds) {
      const akimat = found(await tx.get('organisation', organisationId), 'organisation')
      if (who.isMachine || can(who, 'manage-sources', akimat)) return null
    }
    throw new Refusal('no-right', 'this person may not do this here', { act: 'manage-sources' })
  })
  return collectSource(world, caller, source, AbortSignal.timeout(60_000))
}
