// Keeps one page of a source in units of work: raw items, posts with their versions, one trail line, health, then the cursor.
import { createHash } from 'node:crypto'
import type { Collector } from '../../collectors/collector.ts'
import type { CollectedItem, CollectedPage } from '../../collectors/page.ts'
import { healthAfter, nextRunAfter } from '../../collectors/health.ts'
import { inTurns } from '../../collectors/in-turns.ts'
import { backfillAfter, headAfter, lateBefore, newsAfter, quietOf, withBelievedDates } from '../../collectors/news.ts'
import { holdsToken, redact } from '../../collectors/redact.ts'
import type { Source } from '#domain/source.ts'
import type { Tx } from '../store/store.ts'
import { act, found, type Caller } from './act.ts'
import { intakeStarts, takeIn, type Taken } from './intake.ts'
import { demandLease, type Fence } from './lease.ts'
import { putAsideOwnWords, speakerOf } from './own-words.ts'
import { isForUs } from './wanted.ts'
import { clean, understand, type UnderstoodPost } from './understand.ts'
import type { World } from './world.ts'

export type KeptPage = Pick<Taken, 'new' | 'edited' | 'deleted' | 'same' | 'late'> & { dead: number, health: Source['health'] }

/** A look at a source: `source` is as it was when the look began. */
export interface Look { world: World, caller: Caller, fence?: Fence, source: Source, collector: Pick<Collector, 'parserVersion' | 'isBehind'>, jitter: number }

/** Larger pages are kept in parts, so that one source never holds up the desk; the cursor goes with the last part. */
const partSize = 50

interface Part {
  page: CollectedPage
  posts: UnderstoodPost[]
  dead: { raw: string, key: string | null, problem: string }[]
  isLast: boolean
  /** Keys; the last part says what is gone. */
  deleted: string[]
  /** Words of ours, of which some may have been taken in before they were known for ours; with the last part. */
  own: { key: string, organisationId: string }[]
  /** New and edited posts of the look before this part. */
  news: number
}

/** Where a source goes on: at its new address, unless another source is read there already, or the address holds somebody's token. */
const newAddress = async (tx: Tx, { network, url }: Source, movedTo: string | undefined): Promise<string> =>
  movedTo === undefined || holdsToken(movedTo) || await tx.find('source', 'url', [network, movedTo]) ? url : movedTo

/** What the source is after the page. Everything is counted from the beginning of the look, so that ten pages do not halve the interval ten times. */
const sourceAfter = async (tx: Tx, { source: before, collector, jitter }: Look, current: Source, { page, posts }: Part, news: number): Promise<Source> => {
  const outcome = { ...page, ...quietOf(before, news, tx.now) }
  const health = healthAfter(current.health, outcome, tx.now)
  if (health.state !== current.health.state) tx.append({ type: 'source-health', sourceId: current.id, state: health.state, reason: health.reason })
  if (page.gap) tx.append({ type: 'source-gap', sourceId: current.id, why: page.gap })
  const schedule = nextRunAfter({ intervalMinutes: before.intervalMinutes, news, outcome, failures: health.failures, jitter, now: tx.now })
  const raws = posts.map(({ raw }) => raw)
  return {
    ...current, ...current.paused === undefined && schedule, ...newsAfter(before, news, tx.now),
    health, cursor: page.cursor, url: await newAddress(tx, current, page.movedTo), parserVersion: collector.parserVersion,
    headAt: headAfter(current.headAt, raws, tx.now),
    backfill: backfillAfter(current.backfill, raws, collector.isBehind?.(page.cursor) ?? false), ...page.gap && { gap: { at: tx.now, why: page.gap } },
  }
}

/** The same item of a source is one dead letter, however often it is shown. */
const deadLetterId = (sourceId: string, raw: string): string => createHash('sha256').update(JSON.stringify([sourceId, raw])).digest('hex')

const keepPart = (look: Look, part: Part): Promise<KeptPage> => {
  const { world, caller, fence, collector: { parserVersion }, source: { id: sourceId, network, headAt } } = look
  const { page, posts, dead, deleted, own, isLast } = part
  const { starts = [], startKeys } = intakeStarts(network, posts, deleted)
  return act(world, caller, { name: 'collect', input: { sourceId }, starts: [['source', sourceId], ...starts], startKeys }, async (tx, who) => {
    await demandLease(tx, fence)
    const source = found(await tx.get('source', sourceId), 'source')
    const taken = await takeIn(tx, world, {
      network, sourceId, organisationIds: () => source.organisationIds, posts, parserVersion,
      deleted, lateBefore: page.backfill ? undefined : lateBefore(headAt, tx.now),
    })
    for (const words of own) await putAsideOwnWords(tx, who, { ...words, network })
    let unread = 0
    for (const { raw, key, problem } of dead) {
      const id = deadLetterId(sourceId, raw)
      // A feed shows its broken item at every look.
      if (await tx.get('deadLetter', id)) continue
      await tx.insert('deadLetter', { id, sourceId, key, raw: clean(raw), problem: redact(problem), parserVersion, at: tx.now })
      unread += 1
    }
    const { new: fresh, edited, same, late } = taken
    if (posts.length || unread || taken.deleted) {
      tx.append({ type: 'posts-collected', sourceId, new: fresh, edited, deleted: taken.deleted, same, dead: unread, fresh: taken.fresh, tones: taken.tones, ...late > 0 && { late } })
    }
    const after = isLast ? await tx.put('source', await sourceAfter(tx, look, source, part, part.news + fresh + edited)) : source
    return { new: fresh, edited, deleted: taken.deleted, same, late, dead: unread, health: after.health }
  })
}

type CollectedPost = Extract<CollectedItem, { post: unknown }>
interface Sorted { wanted: CollectedPost[], own: Part['own'] }

const isPost = (item: CollectedItem): item is CollectedPost => 'post' in item

/** Nobody sorts what the akimat wrote: our own answers are left out. */
const sortOut = async (world: World, source: Source, items: readonly CollectedItem[]): Promise<Sorted> => {
  const sorted: Sorted = { wanted: [], own: [] }
  for await (const some of inTurns(items.filter(isPost), partSize)) {
    const speakers = await Promise.all(some.map(({ post }) => speakerOf(world, source.network, post)))
    const wanted = await Promise.all(some.map(({ post }, i) => speakers[i] === null && isForUs(world, source, post)))
    sorted.wanted.push(...some.filter((_, i) => wanted[i]))
    sorted.own.push(...some.flatMap(({ post: { key } }, i) => speakers[i] ? [{ key, organisationId: speakers[i] }] : []))
  }
  return sorted
}

/** Of what the network took away, what is here, or comes with the last part: a stream tells of everybody's. */
const goneOf = async ({ store: { read } }: World, { network }: Source, deleted: readonly string[], posts: readonly UnderstoodPost[]): Promise<string[]> => {
  const coming = new Set(posts.map(({ raw }) => raw.key))
  const gone: string[][] = []
  for await (const keys of inTurns(deleted, partSize)) gone.push(...await Promise.all(keys.map(async key => coming.has(key) || await read.find('post', 'key', [network, key]) ? [key] : [])))
  return gone.flat()
}

/** All of the page, part after part; `news`: new and edited posts of the pages before. */
export async function* keepPage(look: Look, page: CollectedPage, news: number): AsyncGenerator<KeptPage> {
  const { world, source } = look
  const { wanted: items, own } = await sortOut(world, source, page.items)
  const dead = page.items.flatMap(item => 'post' in item ? [] : [item])
  let before = news
  for (let from = 0; from === 0 || from < items.length; from += partSize) {
    const isLast = from + partSize >= items.length
    const posts = items.slice(from, from + partSize).map(({ raw, post, isAgain }) => ({ ...understand(world, withBelievedDates(post, world.now()), source), given: raw, isAgain }))
    const deleted = isLast ? await goneOf(world, source, page.deleted ?? [], posts) : []
    const kept = await keepPart(look, { page, posts, dead: isLast ? dead : [], own: isLast ? own : [], deleted, isLast, news: before })
    before += kept.new + kept.edited
    yield kept
  }
}
