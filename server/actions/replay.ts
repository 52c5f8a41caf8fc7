// Takes kept raw items in once more, as if their source showed them now: after a fault was mended, or to see how something came about.
import type { Collector } from '../../collectors/collector.ts'
import { collectorOf } from '../../collectors/list.ts'
import { withBelievedDates } from '../../collectors/news.ts'
import type { RawItem, Source } from '#domain/source.ts'
import { act, byMachine } from './act.ts'
import { eachOf } from './each-of.ts'
import { intakeStarts, takeIn } from './intake.ts'
import { understand, type UnderstoodPost } from './understand.ts'
import type { World } from './world.ts'

/** A raw item with the source that it came from. */
export interface RawLine { network: string, url: string, key: string, raw: string }
export interface Replayed { new: number, edited: number, same: number, bad: number }

const atOnce = 50

/** All raw items of a source, oldest first. */
export async function* rawLinesOf(world: World, { id, network, url }: Source): AsyncGenerator<RawLine & Pick<RawItem, 'at'>> {
  for await (const { key, raw, at } of eachOf(world.store.read, 'rawItem', { where: { sourceId: id }, order: { by: 'at', direction: 'asc' } })) yield { network, url, key, raw, at }
}

const keep = (world: World, { id: sourceId, network, organisationIds }: Source, { parserVersion }: Collector, posts: UnderstoodPost[]) =>
  act(world, byMachine, { name: 'replay', input: { sourceId }, ...intakeStarts(network, posts) }, async (tx) => {
    const taken = await takeIn(tx, world, { network, sourceId, organisationIds: () => organisationIds, posts, parserVersion })
    const { new: fresh, edited, deleted, same } = taken
    tx.append({ type: 'posts-collected', sourceId, new: fresh, edited, deleted, same, dead: 0, fresh: taken.fresh, tones: taken.tones })
    return { new: fresh, edited, same }
  })

/** Items of sources that this desk does not have, and what cannot be read, are told to `onBad` and passed over. */
export const replay = async (world: World, lines: AsyncIterable<{ line: number, item: RawLine }>, onBad: (line: number, error: string) => Promise<void>): Promise<Replayed> => {
  const sum: Replayed = { new: 0, edited: 0, same: 0, bad: 0 }
  const waiting = new Map<string, { source: Source, collector: Collector, posts: UnderstoodPost[] }>()
  const flush = async (url: string) => {
    const batch = waiting.get(url)
    waiting.delete(url)
    if (!batch) return
    const kept = await keep(world, batch.source, batch.collector, batch.posts)
    for (const code of ['new', 'edited', 'same'] as const) sum[code] += kept[code]
  }
  const bad = (line: number, error: string) => {
    sum.bad += 1
    return onBad(line, error)
  }
  for await (const { line, item: { network, url, key, raw } } of lines) {
    const id = `${network} ${url}`
    const [collector, source] = [collectorOf(network), waiting.get(id)?.source ?? await world.store.read.find('source', 'url', [network, url])]
    if (!collector || !source) {
      await bad(line, `no source of ${network} is read at this address`)
      continue
    }
    const item = collector.reread(raw, { url, zone: source.zone, now: world.now() })
    if (!('post' in item)) {
      await bad(line, item.problem)
      continue
    }
    const batch = waiting.get(id) ?? { source, collector, posts: [] }
    waiting.set(id, batch)
    batch.posts.push({ ...understand(world, withBelievedDates({ ...item.post, key }, world.now()), source), given: raw })
    if (batch.posts.length === atOnce) await flush(id)
  }
  for (const id of [...waiting.keys()]) await flush(id)
  return sum
}
