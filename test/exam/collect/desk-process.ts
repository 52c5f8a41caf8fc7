// The desk that is killed while it collects: a real store, a real world and the real collectors in a process of their own.
import { setTimeout as pause } from 'node:timers/promises'
import { isStream } from '../../../collectors/list.ts'
import type { Source } from '#domain/source.ts'
import { toInstant, toMs } from '#domain/time.ts'
import { byMachine } from '../../../server/actions/act.ts'
import { collectSource } from '../../../server/actions/collect.ts'
import { takeLease } from '../../../server/actions/lease.ts'
import { keepListening, type OpenStreams } from '../../../server/actions/listen.ts'
import { deskStems, makeLog, makeWorld } from '../../../server/make-world.ts'
import { openStore } from '../../../server/store/open.ts'
import { lookCursorFirst, withFault, withoutDeepLook } from './faults.ts'
import type { DeskArguments, FromDesk } from './protocol.ts'

// Only the exam starts it, with what it is told here.
const { folder, fetchAllow, fault, aheadMs } = JSON.parse(process.argv[2] ?? '') as DeskArguments
const store = await openStore({ folder, stems: deskStems })
const now = () => toInstant(Date.now() + aheadMs)
const world = makeWorld({ store: withFault(store, fault), config: { fetchAllow, contact: '' }, log: makeLog('silent'), now, fetchGapMs: 20 })
const lookAtMostMs = 50_000
const restMs = 50

const say = (message: FromDesk) => void process.send?.(message)

/** A source that is well is looked at again at once; one that was asked to wait, or failed, waits for its time. */
const waits = ({ health, nextRunAt }: Source) => fault !== 'impatient' && health.failures > 0 && nextRunAt !== null && toMs(nextRunAt) > toMs(world.now())

const look = async (source: Source) => {
  const signal = AbortSignal.timeout(lookAtMostMs)
  if (fault === 'cursor-first') return await lookCursorFirst(world, source, signal)
  await collectSource(world, byMachine, fault === 'no-deep-look' ? await withoutDeepLook(world, source) : source, signal)
}

const fence = await takeLease(world, 'jobs', 'exam')
if (!fence) throw new Error('nobody else leads, and this desk does not')
const open: OpenStreams = new Map()

/** A stream is open all the time: its looks are moments of it. */
const hear = async ({ id }: Source) => {
  await keepListening(world, new AbortController().signal, fence, open)
  const after = await store.read.get('source', id)
  if (after) say({ looked: id, deep: false, reason: after.health.reason, waits: waits(after) })
  if (open.has(id)) say({ looking: id })
}

const lookAround = async () => {
  const { items } = await store.read.list('source', { where: {}, order: { by: 'nextRunAt', direction: 'asc' }, limit: 10 })
  for (const source of items) {
    if (isStream(source) && fault !== 'cursor-first') {
      await hear(source)
      continue
    }
    if (waits(source)) continue
    say({ looking: source.id })
    await look(source)
    const after = await store.read.get('source', source.id)
    if (after) say({ looked: source.id, deep: after.deepAt !== source.deepAt, reason: after.health.reason, waits: waits(after) })
  }
}

process.on('disconnect', () => process.exit(0))
say({ open: true })
try {
  for (;;) {
    await lookAround()
    await pause(restMs)
  }
} catch (error) {
  say({ bug: error instanceof Error ? error.stack ?? error.message : String(error) })
}
