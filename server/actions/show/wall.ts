// The board on a wall: figures, terms and last answers of one akimat or body, without authors, texts or officers; asked with the token of its link.
import type { InputOf } from '#domain/contract-inputs.ts'
import type { ResultOf } from '#domain/contract.ts'
import { figureOf } from '#domain/figures.ts'
import { answeredAtOf } from '#domain/journal.ts'
import { Refusal } from '#domain/refusal.ts'
import { can } from '#domain/rights.ts'
import type { Ticket } from '#domain/ticket.ts'
import type { Instant } from '#domain/time.ts'
import { topicNames } from '../../analyse/topic-names.ts'
import { eachOf } from '../each-of.ts'
import { boardLinkRow } from '../board-links.ts'
import { tokenId } from '../open-session.ts'
import type { World } from '../world.ts'
import { showStatistics } from './statistics.ts'
import { reach, viewerOf, type Viewer } from './viewer.ts'

type Wall = ResultOf<'wall'>
type Line = Wall['late'][number]

const linesAtMost = 6
const topics = new Map(topicNames.flatMap(sector => sector.topics.map(topic => [topic.code, topic.names] as const)))

/** Links that live, of everything in reach. */
export const showBoardLinks = async (world: World, viewer: Viewer): Promise<ResultOf<'board-links'>> => {
  const { akimatIds, bodyIds } = reach(viewer, 'manage-board-links')
  const places = [...viewer.organisations.values()].filter(({ path }) => path.some(id => akimatIds.includes(id) || bodyIds.includes(id))).map(({ id }) => id)
  const links = places.length === 0 ? [] : await Array.fromAsync(eachOf(world.store.read, 'boardLink', { where: { organisationId: places, revokedAt: null }, order: { by: 'createdAt', direction: 'desc' } }))
  return { items: links.map(boardLinkRow) }
}

/** The link dies with the right of whoever made it: blocked, or no longer of the place, they show nothing to anybody. */
const behind = async (world: World, token: string) => {
  const over = () => new Refusal('not-found', 'this link is over', { what: 'board-link' })
  const link = await world.store.read.get('boardLink', tokenId(token))
  if (!link || link.revokedAt !== null) throw over()
  const user = await world.store.read.get('user', link.createdBy)
  if (!user || user.blockedAt !== null) throw over()
  const viewer = await viewerOf(world, user)
  const organisation = viewer.organisations.get(link.organisationId)
  if (!organisation || !can(viewer, 'read-statistics', organisation) || !can(viewer, 'manage-board-links', organisation)) throw over()
  return { link, viewer, organisation }
}

const lineOf = ({ organisations }: Viewer, { number, topic, bodyId, priority }: Ticket): Omit<Line, 'dueAt'> => ({
  number, topic: topics.get(topic) ?? { kk: topic, ru: topic, en: topic }, body: bodyId === null ? null : organisations.get(bodyId)?.names ?? null, danger: priority === 'danger',
})

const due = async (world: World, viewer: Viewer, where: Record<string, string>, bounds: { from?: Instant, to?: Instant }): Promise<Line[]> => {
  const page = await world.store.read.list('ticket', { where, order: { by: 'nextDueAt', direction: 'asc' }, ...bounds, limit: linesAtMost })
  return page.items.map(ticket => ({ ...lineOf(viewer, ticket), dueAt: ticket.nextDueAt ?? world.now() }))
}

const answeredToday = async (world: World, viewer: Viewer, id: string): Promise<Wall['answered']> => {
  const ids = await world.board.ask(world, async () => null, ({ tickets, moment }) => [...tickets]
    .filter(ticket => (ticket.organisationId === id || ticket.bodyId === id) && figureOf('answered-today', ticket, moment)).map(ticket => ticket.id))
  const tickets = await world.store.read.many('ticket', ids)
  return tickets.flatMap((ticket) => {
    const answeredAt = answeredAtOf(ticket)
    return answeredAt === null ? [] : [{ ...lineOf(viewer, ticket), answeredAt }]
  }).sort((one, other) => (one.answeredAt > other.answeredAt ? -1 : 1)).slice(0, linesAtMost)
}

export const showWall = async (world: World, { token }: InputOf<'wall'>): Promise<Wall> => {
  const { link: { name }, viewer, organisation: { id, kind, names } } = await behind(world, token)
  const board = await showStatistics(world, viewer, { organisationId: id })
  const { registeredToday, answeredToday: answered, open, overdue, dueToday, waitingTriage, notAccepted, firstReply: { inTerm } } = board.today
  const where = { [kind === 'akimat' ? 'organisationId' : 'bodyId']: id }
  return {
    asOf: board.asOf, name, organisation: names, figures: { registeredToday, answeredToday: answered, open, overdue, dueToday, waitingTriage, notAccepted, inTerm },
    late: await due(world, viewer, where, { to: board.asOf }), near: await due(world, viewer, where, { from: board.asOf }),
    answered: await answeredToday(world, viewer, id), partial: board.partial.length > 0,
  }
}
