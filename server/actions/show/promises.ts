// Promised days as controlled items: what is promised by which day, what has passed unsaid, what was kept and what not.
import type { InputOf } from '#domain/contract-inputs.ts'
import type { ResultOf } from '#domain/contract.ts'
import { isPassed, type PromisedDay } from '#domain/promise.ts'
import type { Page } from '../../store/store.ts'
import { dayOf, type Day } from '#domain/time.ts'
import type { World } from '../world.ts'
import { excerptOfText } from './post-view.ts'
import { ticketRows, type TicketRow } from './ticket-row.ts'
import { reach, type Viewer } from './viewer.ts'

type Promises = ResultOf<'promises'>

const rowOf = (promise: PromisedDay, said: string | undefined, ticket: TicketRow | undefined, today: Day): Promises['items'][number] => {
  const { id, ticketId, number, organisationId, bodyId, of, firstOn, promisedOn, moves, state, madeAt, settledAt, settledBy, keptOn } = promise
  return {
    id, ticketId, number, organisationId, bodyId, of, firstOn, promisedOn, moves, state, passed: isPassed(promise, today), madeAt, settledAt, settledBy, keptOn,
    officerId: ticket?.officerId ?? null, said: excerptOfText(said ?? ''), excerpt: ticket?.excerpt ?? '',
  }
}

/** What waits comes by its day, the longest passed first; what is settled, latest day first. */
export const listPromises = async (world: World, viewer: Viewer, { view, organisationId, bodyId, after, limit }: InputOf<'promises'>): Promise<Page<PromisedDay> & { total: number }> => {
  const { akimatIds, bodyIds } = reach(viewer, 'read-tickets', bodyId ?? organisationId)
  if (!akimatIds.length && !bodyIds.length) return { items: [], next: null, total: 0 }
  const isSettled = view === 'kept' || view === 'broken'
  const query = {
    where: { ...akimatIds.length ? { organisationId: akimatIds } : { bodyId: bodyIds }, state: isSettled ? view : 'open' },
    order: { by: 'promisedOn', direction: isSettled ? 'desc' : 'asc' }, ...view === 'passed' && { to: dayOf(world.now()) },
  } as const
  return { ...await world.store.read.list('promise', { ...query, after, limit }), total: await world.store.read.count('promise', query) }
}

/** The same with the words of the promise and of the post; erased words are empty. */
export const showPromises = async (world: World, viewer: Viewer, input: InputOf<'promises'>): Promise<Promises> => {
  const { items, next, total } = await listPromises(world, viewer, input)
  const replies = new Map((await world.store.read.many('reply', items.map(({ id }) => id))).map(({ id, versions }) => [id, versions.at(-1)?.text]))
  const tickets = new Map((await ticketRows(world, await world.store.read.many('ticket', items.map(({ ticketId }) => ticketId)))).map(row => [row.id, row]))
  const today = dayOf(world.now())
  return { items: items.map(promise => rowOf(promise, replies.get(promise.id), tickets.get(promise.ticketId), today)), next, total }
}
