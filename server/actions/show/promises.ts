// Promised days as controlled items: what is promised by which day, what has passed unsaid, what was kept and what not.
import type { InputOf } from '#domain/contract-inputs.ts'
import type { ResultOf } from '#domain/contract.ts'
import { isPassed, type PromisedDay } from '#domain/promise.ts'
import { dayOf, type Day } from '#domain/time.ts'
import type { World } from '../world.ts'
import { reach, type Viewer } from './viewer.ts'

type Promises = ResultOf<'promises'>

const rowOf = (promise: PromisedDay, today: Day): Promises['items'][number] => {
  const { id, ticketId, number, organisationId, bodyId, of, firstOn, promisedOn, moves, state, madeAt, settledAt, settledBy, keptOn } = promise
  return { id, ticketId, number, organisationId, bodyId, of, firstOn, promisedOn, moves, state, passed: isPassed(promise, today), madeAt, settledAt, settledBy, keptOn }
}

/** What waits comes by its day, the longest passed first; what is settled, latest day first. */
export const showPromises = async (world: World, viewer: Viewer, { view, organisationId, bodyId, after, limit }: InputOf<'promises'>): Promise<Promises> => {
  const { akimatIds, bodyIds } = reach(viewer, 'read-tickets', bodyId ?? organisationId)
  if (!akimatIds.length && !bodyIds.length) return { items: [], next: null, total: 0 }
  const today = dayOf(world.now())
  const isSettled = view === 'kept' || view === 'broken'
  const query = {
    where: { ...akimatIds.length ? { organisationId: akimatIds } : { bodyId: bodyIds }, state: isSettled ? view : 'open' },
    order: { by: 'promisedOn', direction: isSettled ? 'desc' : 'asc' }, ...view === 'passed' && { to: today },
  } as const
  const page = await world.store.read.list('promise', { ...query, after, limit })
  return { items: page.items.map(promise => rowOf(promise, today)), next: page.next, total: await world.store.read.count('promise', query) }
}
