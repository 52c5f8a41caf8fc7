// The desk that is killed: a real store and a real world in a process of their own, driven by the exam over the channel between them.
import { Refusal } from '#domain/refusal.ts'
import { later, type Instant } from '#domain/time.ts'
import { carryOut } from '../../../server/actions/verbs.ts'
import { makeLog, makeWorld } from '../../../server/make-world.ts'
import { openStore } from '../../../server/store/open.ts'
import { withFault } from './faults.ts'
import { follow } from './follower.ts'
import type { DeskArguments, FromDesk, FromExam, Question } from './protocol.ts'

// Only the exam starts it, with what it is told here.
const { folder, mongodbUrl, fault, from } = JSON.parse(process.argv[2] ?? '') as DeskArguments
const store = await openStore({ folder, mongodbUrl })
let clock: Instant = '2026-11-02T03:00:00.000Z'
const world = makeWorld({
  store: withFault(store, fault, folder), config: { fetchAllow: [], contact: '' }, log: makeLog('silent'), now: () => clock,
})

const say = (message: FromDesk) => void process.send?.(message)

const answerTo = async (question: Question): Promise<unknown> => {
  if ('head' in question) return await store.read.head()
  if ('read' in question) return await store.read.get(question.read, question.id) ?? null
  const { now, by, key, name, input } = question.act
  clock = later(clock, now)
  // The exam gives each verb its own input; the channel does not know that.
  return await carryOut(world, { by, key }, name, input as never)
}

process.on('message', ({ id, question }: FromExam) => {
  answerTo(question).then(answer => say({ id, answer }), (error: unknown) => {
    if (error instanceof Refusal) say({ id, refusal: { code: error.code, message: error.message, details: error.details } })
    else say({ id, bug: error instanceof Error ? error.stack ?? error.message : String(error) })
  })
})
process.on('disconnect', () => process.exit(0))
follow(store, from, told => say({ told }))
say({ open: true })
