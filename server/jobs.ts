// The clock door: once a minute the one leader reads due sources, fetches the media of evidence and warns of terms.
import { randomUUID } from 'node:crypto'
import { schedule } from 'node-cron'
import { Refusal } from '#domain/refusal.ts'
import { isStream } from '../collectors/list.ts'
import type { Source } from '#domain/source.ts'
import { collectSource } from './actions/collect.ts'
import { collectThreads } from './actions/collect-threads.ts'
import { byMachine } from './actions/act.ts'
import { fetchEvidence } from './actions/fetch-evidence.ts'
import { keepListening, type OpenStreams } from './actions/listen.ts'
import { takeLease, type Fence } from './actions/lease.ts'
import { moveTerms } from './actions/move-terms.ts'
import { passOnAll } from './actions/pass-on.ts'
import { registerByRules } from './actions/register-by-rules.ts'
import { wakeSources } from './actions/reread.ts'
import { carryOutErasures } from './actions/carry-out-erasures.ts'
import { forgetOld } from './actions/forget-old.ts'
import { remindErasures } from './actions/remind-erasures.ts'
import { remindOffice } from './actions/remind-office.ts'
import { remindPromises } from './actions/remind-promises.ts'
import { warnCalendar } from './actions/warn-calendar.ts'
import { warnTerms } from './actions/warn-terms.ts'
import type { World } from './actions/world.ts'

const atOnce = 4
const dueAtMost = 100
const roundAtMostMs = 50_000
/** Shorter than a round: who is first in the next one has all of it, and a source that needs more is told so. */
const lookAtMostMs = 40_000

const dueSources = async (world: World): Promise<Source[]> => {
  const page = await world.store.read.list('source', { where: {}, order: { by: 'nextRunAt', direction: 'asc' }, to: world.now(), limit: dueAtMost })
  return page.items.filter(source => !isStream(source))
}

const collectDue = async (world: World, fence: Fence, signal: AbortSignal) => {
  const waiting = await dueSources(world)
  const worker = async () => {
    for (let source = waiting.shift(); source && !signal.aborted; source = waiting.shift()) {
      const { id, name } = source
      try {
        await collectSource(world, byMachine, source, AbortSignal.any([signal, AbortSignal.timeout(lookAtMostMs)]), fence)
      } catch (error) {
        if (error instanceof Refusal && error.code === 'lease-lost') return
        world.log.error({ err: error, sourceId: id }, `source ${name} could not be read`)
      }
    }
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
}

/** One after the other: a file is never removed while it is being kept anew. */
const keepAndErase = async (world: World, fence: Fence, signal: AbortSignal) => {
  await fetchEvidence(world, signal, fence)
  await carryOutErasures(world, signal, fence)
  await forgetOld(world, signal, fence)
}

/** One round of all jobs, if this process leads. Streams stay open after it. */
export const runJobs = async (world: World, holder: string, stop: AbortSignal, open: OpenStreams = new Map()): Promise<void> => {
  const fence = await takeLease(world, 'jobs', holder)
  if (!fence) return
  await wakeSources(world, fence)
  const end = new AbortController()
  setTimeout(() => end.abort(), roundAtMostMs).unref()
  const signal = AbortSignal.any([stop, end.signal])
  await Promise.all([
    moveTerms(world, fence), warnCalendar(world, fence),
    collectDue(world, fence, signal), keepListening(world, stop, fence, open), collectThreads(world, signal, fence), keepAndErase(world, fence, signal),
    warnTerms(world, fence), remindOffice(world, fence), remindPromises(world, fence), passOnAll(world, fence),
    registerByRules(world, fence), remindErasures(world, fence),
  ])
}

export interface Jobs { close: () => Promise<void> }

export const startJobs = (world: World): Jobs => {
  const holder = randomUUID()
  const stop = new AbortController()
  const open: OpenStreams = new Map()
  let running: Promise<void> = Promise.resolve()
  const round = () => {
    running = runJobs(world, holder, stop.signal, open).catch((error: unknown) => {
      if (!(error instanceof Refusal && error.code === 'lease-lost')) world.log.error({ err: error }, 'a round of jobs failed')
    })
    return running
  }
  const task = schedule('* * * * *', round, { noOverlap: true })
  void round()
  return {
    close: async () => {
      stop.abort()
      await task.destroy()
      await running
      await Promise.all(open.values())
    },
  }
}
