// Reads one source: each page is one unit of work (raw items, posts, one trail line, health, then the cursor). A crash repeats a page; nothing is lost or doubled.
import type { Collector, PollContext } from '../../collectors/collector.ts'
import type { CollectedPage } from '../../collectors/page.ts'
import { collectorOf } from '../../collectors/list.ts'
import { pageOfFailure } from '../../collectors/page-failure.ts'
import type { InputOf } from '#domain/contract-inputs.ts'
import { Refusal } from '#domain/refusal.ts'
import { can } from '#domain/rights.ts'
import type { Source } from '#domain/source.ts'
import { toMs, type Instant } from '#domain/time.ts'
import { act, found, type Caller } from './act.ts'
import { keepPage, type KeptPage, type Look } from './keep-page.ts'
import { demandLease, type Fence } from './lease.ts'
import { rereadDeadLetters } from './reread.ts'
import { holdsWord } from './wanted.ts'
import type { World } from './world.ts'

const counts = ['new', 'edited', 'deleted', 'same', 'late', 'dead'] as const
/** `reread`: dead letters of an older parser that became posts. */
export type Collected = KeptPage & { sourceId: string, reread: number }

/** A "not modified" hides deletions and back-dated posts: once a day none is believed. */
const deepEveryMs = 24 * 3_600_000
/** A look that took too long is followed by a shallow one: a slow site is read at all before it is read in depth. A clock that was put back makes it due. */
const isDeepDue = ({ deepAt, createdAt, health }: Source, now: Instant) => {
  const sinceMs = toMs(now) - toMs(deepAt ?? createdAt)
  return (sinceMs > deepEveryMs || (deepAt !== undefined && sinceMs < 0)) && health.reason !== 'timeout'
}

const markDeep = ({ world, caller, fence, source: { id } }: Look) =>
  act(world, caller, { name: 'collect-deep', input: { sourceId: id }, starts: [['source', id]] }, async (tx) => {
    await demandLease(tx, fence)
    await tx.put('source', { ...found(await tx.get('source', id), 'source'), deepAt: tx.now })
    return null
  })

export const measure = ({ world: { meters }, source: { network } }: Pick<Look, 'world' | 'source'>, sum: KeptPage, gaps: number): void => {
  meters.add('polls', { network, result: sum.health.reason })
  if (gaps > 0) meters.add('gaps', { network }, gaps)
  for (const result of counts) if (sum[result] > 0) meters.add('items', { network, result }, sum[result])
}

/** What a collector hears the world with. */
export const hearingOf = ({ fetchFor, listen, logins, now }: World, { network, budget }: Pick<Collector, 'network' | 'budget'>): Pick<PollContext, 'fetch' | 'listen' | 'logins' | 'now'> =>
  ({ fetch: fetchFor(network, budget), listen, logins, now })

const keepInto = async (sum: Collected, look: Look, page: CollectedPage): Promise<void> => {
  const { world: { log }, source: { id: sourceId } } = look
  if (page.problem) log.warn({ sourceId, reason: page.reason, detail: page.detail }, page.problem)
  for await (const kept of keepPage(look, page, sum.new + sum.edited)) {
    for (const code of counts) sum[code] += kept[code]
    sum.health = kept.health
  }
}

const isTimeOver = ({ aborted, reason }: AbortSignal): boolean => aborted && reason instanceof Error && reason.name === 'TimeoutError'

const tooLong = ({ url }: Source): Refusal => {
  const { host } = new URL(url)
  return new Refusal('fetch-failed', `A look at ${host} took too long and brought nothing`, { host, reason: 'timeout' })
}

/** Reads the source from its cursor to its end. What fails is told on the source in words, never thrown. */
export const collectSource = async (world: World, caller: Caller, source: Source, signal: AbortSignal, fence?: Fence): Promise<Collected> => {
  const collector = collectorOf(source.network)
  if (!collector) throw new Refusal('bad-input', 'this source is not polled', { field: 'sourceId', problem: 'not-polled' })
  const look: Look = { world, caller, fence, source, collector, jitter: Math.random() }
  const deep = isDeepDue(source, world.now())
  const reread = await rereadDeadLetters(world, source, collector, fence)
  const sum: Collected = { sourceId: source.id, new: 0, edited: 0, deleted: 0, same: 0, late: 0, dead: 0, health: source.health, reread }
  let [gaps, failed, pages] = [0, false, 0]
  for await (const page of collector.poll({ source, ...hearingOf(world, collector), signal, deep, once: true, wanted: post => holdsWord(source, post) })) {
    if (signal.aborted) break
    gaps += page.gap ? 1 : 0
    failed ||= page.state === 'error' || page.state === 'blocked'
    pages += 1
    await keepInto(sum, look, page)
  }
  // A desk that stops says nothing about the source; a look that took too long for a single page does.
  if (pages === 0 && isTimeOver(signal)) await keepInto(sum, look, pageOfFailure(tooLong(source), source.cursor))
  if (deep && !failed && !signal.aborted) await markDeep(look)
  measure(look, sum, gaps)
  return sum
}

/** "Run now" by a person. The caller's key is left out: a look is many acts, and looking twice doubles nothing. */
export const collectNow = async (world: World, { by }: Caller, { sourceId }: InputOf<'collect-now'>): Promise<Collected> => {
  const source = found(await world.store.read.get('source', sourceId), 'source')
  await act(world, { by }, { name: 'collect-now', input: { sourceId } }, async (tx, who) => {
    for (const organisationId of source.organisationIds) {
      const akimat = found(await tx.get('organisation', organisationId), 'organisation')
      if (who.isMachine || can(who, 'manage-sources', akimat)) return null
    }
    throw new Refusal('no-right', 'this person may not do this here', { act: 'manage-sources' })
  })
  return collectSource(world, { by }, source, AbortSignal.timeout(60_000))
}
