// A newer parser reads again what an older one could not: dead letters become posts, and sources that were given up are asked once more.
import type { Collector } from '../../collectors/collector.ts'
import { collectorOf } from '../../collectors/list.ts'
import { withBelievedDates } from '../../collectors/news.ts'
import type { DeadLetter, Source } from '#domain/source.ts'
import type { Instant } from '#domain/time.ts'
import { act, byMachine, found } from './act.ts'
import { eachOf } from './each-of.ts'
import { intakeStarts, takeIn } from './intake.ts'
import { demandLease, isFarAhead, type Fence } from './lease.ts'
import { understand, type UnderstoodPost } from './understand.ts'
import type { World } from './world.ts'

const atOnce = 50

interface Reread { letter: DeadLetter, post: UnderstoodPost | null, problem: string }

const keepReread = (world: World, { id: sourceId, network }: Source, parserVersion: number, rereads: Reread[], fence: Fence | undefined): Promise<number> => {
  const posts = rereads.flatMap(({ post }) => post ?? [])
  return act(world, byMachine, { name: 'reread', input: { sourceId }, ...intakeStarts(network, posts) }, async (tx) => {
    await demandLease(tx, fence)
    const source = found(await tx.get('source', sourceId), 'source')
    const taken = await takeIn(tx, world, { network, sourceId, organisationIds: () => source.organisationIds, posts, parserVersion })
    for (const { letter, post, problem } of rereads) {
      const kept = await tx.get('deadLetter', letter.id)
      if (!kept) continue
      if (post) await tx.remove('deadLetter', kept)
      else await tx.put('deadLetter', { ...kept, problem, parserVersion })
    }
    const { new: fresh, edited, deleted, same } = taken
    if (posts.length) tx.append({ type: 'posts-collected', sourceId, new: fresh, edited, deleted, same, dead: 0, fresh: taken.fresh, tones: taken.tones })
    return fresh
  })
}

/** The dead letters of a source, once for each version of its parser; how many became new posts. */
export const rereadDeadLetters = async (world: World, source: Source, collector: Collector, fence?: Fence): Promise<number> => {
  if (source.parserVersion === collector.parserVersion) return 0
  const now = world.now()
  let revived = 0
  let waiting: Reread[] = []
  const keep = async () => {
    if (waiting.length) revived += await keepReread(world, source, collector.parserVersion, waiting, fence)
    waiting = []
  }
  const letters = await Array.fromAsync(eachOf(world.store.read, 'deadLetter', { where: { sourceId: source.id }, order: { by: 'at', direction: 'asc' } }))
  for (const letter of letters.filter(({ parserVersion }) => parserVersion !== collector.parserVersion)) {
    const item = collector.reread(letter.raw, { url: source.url, zone: source.zone, now })
    const post = 'post' in item ? { ...understand(world, withBelievedDates(item.post, now), source), given: item.raw } : null
    waiting.push({ letter, post, problem: 'post' in item ? '' : item.problem })
    if (waiting.length === atOnce) await keep()
  }
  await keep()
  return revived
}

/** Nothing of it was understood, and now another parser is there. */
const waitsForParser = ({ network, nextRunAt, health, parserVersion, paused }: Source): boolean =>
  nextRunAt === null && paused === undefined && health.reason === 'none-parsed' && collectorOf(network) !== undefined && parserVersion !== collectorOf(network)?.parserVersion

/** It was read at a time that is still to come: the clock of the machine was put back. */
const waitsForClock = ({ nextRunAt, health: { lastTriedAt } }: Source, now: Instant): boolean =>
  nextRunAt !== null && nextRunAt > now && lastTriedAt !== null && isFarAhead(lastTriedAt, now)

/** Sources that would wait in vain are due at once. How many. */
export const wakeSources = async (world: World, fence?: Fence): Promise<number> => {
  let woken = 0
  for await (const source of eachOf(world.store.read, 'source', { where: {}, order: { by: 'id', direction: 'asc' } })) {
    const { id } = source
    if (!waitsForParser(source) && !waitsForClock(source, world.now())) continue
    await act(world, byMachine, { name: 'wake-source', input: { sourceId: id }, starts: [['source', id]] }, async (tx) => {
      await demandLease(tx, fence)
      const source = found(await tx.get('source', id), 'source')
      await tx.put('source', { ...source, nextRunAt: tx.now })
      return null
    })
    woken += 1
  }
  return woken
}
