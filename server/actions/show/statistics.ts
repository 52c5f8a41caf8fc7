// The board: figures of the akimat in sight and of each of its bodies, with yesterday and the last fortnight beside them.
import type { InputOf } from '#domain/contract-inputs.ts'
import type { ResultOf } from '#domain/contract.ts'
import { counts } from '#domain/figures.ts'
import { Refusal } from '#domain/refusal.ts'
import { ticketFigures } from '#domain/statistics.ts'
import { openStates, type Ticket } from '#domain/ticket.ts'
import { addDays, dayOf, instantOf, type Day } from '#domain/time.ts'
import { eachOf } from '../each-of.ts'
import type { World } from '../world.ts'
import { reach, type Viewer } from './viewer.ts'

type Board = ResultOf<'statistics'>
type Where = Record<string, readonly string[]>

const boardDays = 14

/** All open tickets, and all that the last 30 days touched: registered, or reopened since (a reopened ticket is open or was so then). */
const ticketsOf = async (world: World, where: Where): Promise<Ticket[]> => {
  const tickets = new Map<string, Ticket>()
  const since = instantOf(addDays(dayOf(world.now()), -29 - 30), 0)
  const order = { by: 'registeredAt', direction: 'asc' } as const
  for await (const ticket of eachOf(world.store.read, 'ticket', { where: { ...where, state: openStates }, order })) tickets.set(ticket.id, ticket)
  for await (const ticket of eachOf(world.store.read, 'ticket', { where, order, from: since })) tickets.set(ticket.id, ticket)
  return [...tickets.values()]
}

const startOf = (day: Day) => instantOf(day, 0)

/** Figure 1: what came, what was decided, what waits and since when. Only akimats triage. */
const triageFigures = async (world: World, akimatIds: readonly string[], today: Day) => {
  const { read } = world.store
  const from = startOf(today)
  const waiting = { where: { organisationId: akimatIds, state: 'new', folded: false }, order: { by: 'collectedAt', direction: 'asc' } } as const
  const [collectedToday, triagedToday, waitingTriage, oldest] = await Promise.all([
    read.count('triage', { where: { organisationId: akimatIds }, order: { by: 'collectedAt', direction: 'asc' }, from }),
    read.count('triage', { where: { organisationId: akimatIds }, order: { by: 'decidedAt', direction: 'asc' }, from }),
    read.count('triage', waiting),
    read.list('triage', { ...waiting, limit: 1 }),
  ])
  return { collectedToday, triagedToday, waitingTriage, oldestWaitingAt: oldest.items[0]?.collectedAt ?? null }
}
const noPosts = { collectedToday: 0, triagedToday: 0, waitingTriage: 0, oldestWaitingAt: null }

const answeredOn = (ticket: Ticket, day: Day) => ticket.intervals.some(({ answeredAt }) => answeredAt !== null && dayOf(answeredAt) === day)

const daysOf = (world: World, akimatIds: readonly string[], tickets: readonly Ticket[], today: Day): Promise<Board['days']> =>
  Promise.all(Array.from({ length: boardDays }, async (_, index) => {
    const on = addDays(today, index + 1 - boardDays)
    const bounds = { from: startOf(on), to: startOf(addDays(on, 1)) }
    const collected = await world.store.read.count('triage', { where: { organisationId: akimatIds }, order: { by: 'collectedAt', direction: 'asc' }, ...bounds })
    const counted = tickets.filter(counts)
    return { on, collected, registered: counted.filter(ticket => dayOf(ticket.registeredAt) === on).length, answered: counted.filter(ticket => answeredOn(ticket, on)).length }
  }))

/** Sources of these akimats that fail now. */
const partial = async (world: World, viewer: Viewer, akimatIds: readonly string[]): Promise<Board['partial']> => {
  const sourceIds = akimatIds.flatMap(id => viewer.organisations.get(id)?.sourceIds ?? [])
  const sources = await world.store.read.many('source', [...new Set(sourceIds)])
  return sources.filter(({ health }) => health.state === 'blocked' || health.state === 'broken').map(({ id, name, health }) => ({ sourceId: id, name, since: health.lastSuccessAt }))
}

/** An akimat in reach, or for heads their body. Without a name: the first one, akimats before bodies. */
export const showStatistics = async (world: World, viewer: Viewer, input: InputOf<'statistics'>): Promise<Board> => {
  const { akimatIds, bodyIds } = reach(viewer, 'read-statistics', input.organisationId)
  const organisationId = input.organisationId ?? akimatIds[0] ?? bodyIds[0]
  if (organisationId === undefined) throw new Refusal('no-right', 'no figures are in reach', { act: 'read-statistics' })
  const isAkimat = viewer.organisations.get(organisationId)?.kind === 'akimat'
  const asOf = world.now()
  const today = dayOf(asOf)
  const tickets = await ticketsOf(world, isAkimat ? { organisationId: [organisationId] } : { bodyId: [organisationId] })
  const akimats = isAkimat ? [organisationId] : []
  const posts = isAkimat ? await triageFigures(world, akimats, today) : noPosts
  const days = await daysOf(world, akimats, tickets, today)
  const byBody = Map.groupBy(tickets, ({ bodyId }) => bodyId)
  const yesterday = days.at(-2)
  return {
    asOf, organisationId, today: { ...posts, ...ticketFigures(tickets, asOf, world.calendar) },
    yesterday: { collected: yesterday?.collected ?? 0, registered: yesterday?.registered ?? 0, answered: yesterday?.answered ?? 0 },
    bodies: [...byBody].map(([bodyId, its]) => ({ bodyId, figures: { ...noPosts, ...ticketFigures(its, asOf, world.calendar) } })),
    days, partial: await partial(world, viewer, akimats),
  }
}
