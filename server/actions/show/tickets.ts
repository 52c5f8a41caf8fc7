// Lists of tickets: those of an index, and those behind the figures, taken out of what the figures were counted from.
import type { InputOf } from '#domain/contract-inputs.ts'
import type { ResultOf } from '#domain/contract.ts'
import type { CountedTicket } from '#domain/counted.ts'
import { figureOf, type FigureView } from '#domain/figures.ts'
import { Refusal } from '#domain/refusal.ts'
import { openStates, type Ticket } from '#domain/ticket.ts'
import { eachOf } from '../each-of.ts'
import type { FieldValue, Query } from '../../store/store.ts'
import type { World } from '../world.ts'
import { listPromises } from './promises.ts'
import { onePage } from './one-page.ts'
import { ticketRows } from './ticket-row.ts'
import { reach, type Viewer } from './viewer.ts'

type Input = InputOf<'tickets'>

/** The reach of the person as equalities of the store; one query where akimats are reached, another for single bodies. */
const scopes = (viewer: Viewer, input: Pick<Input, 'bodyId' | 'organisationId'>): Record<string, readonly string[]>[] => {
  const { akimatIds, bodyIds } = reach(viewer, 'read-tickets', input.bodyId ?? input.organisationId)
  return [...akimatIds.length ? [{ organisationId: akimatIds }] : [], ...bodyIds.length ? [{ bodyId: bodyIds }] : []]
}

/** How many are overdue now, counted by the index of the next due alone. */
export const countOverdue = async (world: World, viewer: Viewer): Promise<number> => {
  const order = { by: 'nextDueAt', direction: 'asc' } as const
  const counted = await Promise.all(scopes(viewer, {}).map(where => world.store.read.count('ticket', { where, order, to: world.now() })))
  return counted.reduce((sum, count) => sum + count, 0)
}

const gather = async (world: World, wheres: Record<string, FieldValue | readonly FieldValue[]>[], bounds: Pick<Query, 'order' | 'from' | 'to'>): Promise<Ticket[]> => {
  const tickets = new Map<string, Ticket>()
  for (const where of wheres) for await (const ticket of eachOf(world.store.read, 'ticket', { where, ...bounds })) tickets.set(ticket.id, ticket)
  return [...tickets.values()]
}

const byRegistration = { by: 'registeredAt', direction: 'desc' } as const

/** Tickets of the officer's bodies that name nobody yet: the first to accept has them. */
const unnamed = (viewer: Viewer) => {
  const bodyIds = viewer.grants.filter(grant => grant.role === 'officer').map(grant => grant.organisationId)
  return bodyIds.length ? [{ bodyId: bodyIds, state: ['assigned'] }] : []
}

const isMine = (viewer: Viewer) => (ticket: Ticket) => ticket.officerId === viewer.userId || ticket.officerId === null
type Ordered = Pick<Ticket, 'id' | 'nextDueAt' | 'registeredAt'>
/** What is due first; what has no term by its registration, the newest first. */
const byDue = (a: Ordered, b: Ordered): number => {
  const [left, right] = [a.nextDueAt ?? '9', b.nextDueAt ?? '9']
  if (left !== right) return left < right ? -1 : 1
  return a.registeredAt === b.registeredAt ? (a.id < b.id ? -1 : 1) : a.registeredAt > b.registeredAt ? -1 : 1
}

/** These lists are short and cut here: their cursor is the place to go on from. */
const pageStart = (after: string | undefined): number => {
  if (after !== undefined && !/^\d{1,6}$/.test(after)) throw new Refusal('bad-input', 'this is not a place to go on from', { field: 'after', problem: 'not-a-cursor' })
  return Number(after ?? 0)
}

/** Tickets at hand that stand in the figure, by what is due next: the same that the figure counts. */
const inFigure = (world: World, viewer: Viewer, view: FigureView, input: Input): Promise<string[]> => {
  const { akimatIds, bodyIds } = reach(viewer, 'read-tickets', input.bodyId ?? input.organisationId)
  const [akimats, bodies] = [new Set(akimatIds), new Set(bodyIds)]
  const { state, topic, place } = input
  const asked = (ticket: CountedTicket) => (akimats.has(ticket.organisationId) || (ticket.bodyId !== null && bodies.has(ticket.bodyId)))
    && (state ?? ticket.state) === ticket.state && (topic ?? ticket.topic) === ticket.topic && (place ?? ticket.place) === ticket.place
  return world.board.ask(world, async () => null, ({ tickets, moment }) =>
    [...tickets].filter(ticket => asked(ticket) && figureOf(view, ticket, moment)).sort(byDue).map(({ id }) => id))
}

const mine = async (world: World, viewer: Viewer, { bodyId, state }: Input): Promise<string[]> => {
  const tickets = await gather(world, [{ officerId: viewer.userId, state: openStates }, ...unnamed(viewer)], { order: byRegistration })
  const asked = (ticket: Ticket) => isMine(viewer)(ticket) && (bodyId ?? ticket.bodyId) === ticket.bodyId && (state ?? ticket.state) === ticket.state
  return tickets.filter(asked).sort(byDue).map(({ id }) => id)
}

const showView = async (world: World, viewer: Viewer, view: FigureView | 'mine', input: Input): Promise<ResultOf<'tickets'>> => {
  const ids = await (view === 'mine' ? mine(world, viewer, input) : inFigure(world, viewer, view, input))
  const from = pageStart(input.after)
  const page = ids.slice(from, from + input.limit)
  return { items: await ticketRows(world, await world.store.read.many('ticket', page)), next: from + page.length < ids.length ? String(from + page.length) : null, total: ids.length }
}

/** Whole akimats and single bodies elsewhere, as one list. */
const showAll = async (world: World, viewer: Viewer, input: Input): Promise<ResultOf<'tickets'>> => {
  const wheres = scopes(viewer, input).map(scope => ({ ...scope, ...input.state !== undefined && { state: input.state } }))
  const pages = await Promise.all(wheres.map(where => world.store.read.list('ticket', { where, order: byRegistration, after: input.after, limit: input.limit })))
  const counts = await Promise.all(wheres.map(where => world.store.read.count('ticket', { where, order: byRegistration })))
  const { items, next } = onePage(pages, 'registeredAt', input.limit)
  return { items: await ticketRows(world, items), next, total: counts.reduce((sum, count) => sum + count, 0) }
}

const showNumber = async (world: World, viewer: Viewer, input: Input): Promise<ResultOf<'tickets'>> => {
  const ticket = await world.store.read.find('ticket', 'number', [input.number?.trim().toUpperCase() ?? ''])
  const { akimatIds, bodyIds } = reach(viewer, 'read-tickets')
  const inReach = ticket && (akimatIds.includes(ticket.organisationId) || (ticket.bodyId !== null && bodyIds.includes(ticket.bodyId)))
  return { items: inReach ? await ticketRows(world, [ticket]) : [], next: null, total: inReach ? 1 : 0 }
}

/** Tickets whose promised day is over, the longest passed first. */
const showPassed = async (world: World, viewer: Viewer, input: Input): Promise<ResultOf<'tickets'>> => {
  const { organisationId, bodyId, after, limit } = input
  const { items, next, total } = await listPromises(world, viewer, { view: 'passed', organisationId, bodyId, after, limit })
  return { items: await ticketRows(world, await world.store.read.many('ticket', items.map(({ ticketId }) => ticketId))), next, total }
}

export const showTickets = (world: World, viewer: Viewer, input: Input): Promise<ResultOf<'tickets'>> => {
  if (input.number !== undefined) return showNumber(world, viewer, input)
  if (input.view === 'promise-passed') return showPassed(world, viewer, input)
  return input.view === 'all' ? showAll(world, viewer, input) : showView(world, viewer, input.view, input)
}
