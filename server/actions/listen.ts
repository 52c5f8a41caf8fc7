// Listens to the sources that are streams, one connection each, as long as this process leads: what comes is kept page by page, as of any source.
import { collectorOf, isStream } from '../../collectors/list.ts'
import { Refusal } from '#domain/refusal.ts'
import type { Source } from '#domain/source.ts'
import { byMachine } from './act.ts'
import { hearingOf, measure } from './collect.ts'
import { eachOf } from './each-of.ts'
import { keepPage } from './keep-page.ts'
import type { Fence } from './lease.ts'
import { rereadDeadLetters } from './reread.ts'
import { holdsWord } from './wanted.ts'
import type { World } from './world.ts'

/** Until the stream breaks, is stopped, or its source is paused. Words that are changed meanwhile count from the next page on. */
const listenTo = async (world: World, source: Source, signal: AbortSignal, fence: Fence): Promise<void> => {
  const collector = collectorOf(source.network)
  if (!collector) return
  await rereadDeadLetters(world, source, collector, fence)
  let current = source
  const context = { source, ...hearingOf(world, collector), signal, deep: false, once: false, wanted: (post: Parameters<typeof holdsWord>[1]) => holdsWord(current, post) }
  for await (const page of collector.poll(context)) {
    if (signal.aborted) return
    if (page.problem) world.log.warn({ sourceId: source.id, reason: page.reason, detail: page.detail }, page.problem)
    const now = await world.store.read.get('source', source.id)
    if (!now || now.paused || now.url !== source.url) return
    current = now
    const look = { world, caller: byMachine, fence, source: current, collector, jitter: Math.random() }
    // A stream has no looks: each page is judged by itself.
    for await (const kept of keepPage(look, page, 0)) measure(look, kept, page.gap ? 1 : 0)
  }
}

/** Streams that are open, by source; each settles when it is closed. */
export type OpenStreams = Map<string, Promise<void>>

/** One that broke is opened again after the pause that its failures call for, one that did not at once. */
const isDue = ({ nextRunAt, health }: Source, now: string) => nextRunAt !== null && (health.failures === 0 || nextRunAt <= now)

/** Opens every stream that is not open and should be. `stop` closes them all. */
export const keepListening = async (world: World, stop: AbortSignal, fence: Fence, open: OpenStreams): Promise<void> => {
  for await (const source of eachOf(world.store.read, 'source', { where: {}, order: { by: 'id', direction: 'asc' } })) {
    if (stop.aborted || open.has(source.id) || !isStream(source) || !isDue(source, world.now())) continue
    const closed = listenTo(world, source, stop, fence).catch((error: unknown) => {
      if (error instanceof Refusal && error.code === 'lease-lost') return
      world.log.error({ err: error, sourceId: source.id }, `the stream ${source.name} could not be kept`)
    })
    open.set(source.id, closed.finally(() => open.delete(source.id)))
  }
}
