// Says what became of a promised day: kept, broken, or moved to a later one. Until somebody does, it stands on the list of control.
import type { InputOf } from '#domain/contract-inputs.ts'
import type { PromisedDay } from '#domain/promise.ts'
import { Refusal } from '#domain/refusal.ts'
import { dayOf, type Day } from '#domain/time.ts'
import { aboutOf } from './about.ts'
import { found, type Caller } from './act.ts'
import { noteText } from './note-text.ts'
import { onTicket, type Scene, type TicketAnswer } from './on-ticket.ts'
import { openPromise, settled } from './promising.ts'
import type { World } from './world.ts'

type Input = InputOf<'promise'>

const demandReason = ({ outcome, reason }: Input) => {
  if (outcome !== 'kept' && !reason?.trim()) throw new Refusal('reason-needed', 'a promise is broken or moved with a reason', { field: 'reason' })
}

const wrongDay = (problem: string) => new Refusal('bad-input', 'this day does not fit the promise', { field: 'on', problem })

const demandLater = (on: Day | undefined, promise: PromisedDay, today: Day): Day => {
  if (on === undefined) throw wrongDay('missing')
  if (on <= promise.promisedOn) throw wrongDay('not-later')
  if (on < today) throw wrongDay('past')
  return on
}

const afterOutcome = ({ tx, who }: Scene, promise: PromisedDay, { outcome, on }: Input): PromisedDay => {
  const today = dayOf(tx.now)
  if (outcome === 'broken') return settled(tx, who, promise, 'broken')
  if (outcome === 'moved') {
    const promisedOn = demandLater(on, promise, today)
    return { ...promise, promisedOn, moves: promise.moves + 1, remindOn: promisedOn }
  }
  if (on !== undefined && (on > today || on < dayOf(promise.madeAt))) throw wrongDay(on > today ? 'future' : 'past')
  return settled(tx, who, promise, 'kept', on ?? today)
}

export const promise = (world: World, caller: Caller, input: Input): Promise<TicketAnswer> =>
  onTicket(world, caller, 'promise', input, async (scene) => {
    const { tx, ticket, who } = scene
    const open = found(await openPromise(tx, ticket) ?? undefined, 'promise')
    demandReason(input)
    const after = await tx.put('promise', afterOutcome(scene, open, input))
    const { id: promiseId, promisedOn } = after
    return {
      to: ticket.state, set: after.state === 'open' ? { promisedOn } : { promiseId: undefined, promisedOn: null },
      facts: { promiseId, outcome: input.outcome, promisedOn, ...await noteText(tx, who, aboutOf(ticket), input.reason) },
    }
  })
