// Carries out one moment of the demo by the real act, with what the act needs looked up as a person would see it.
import { addWorkingMinutes } from '#domain/calendar.ts'
import { workingDayMinutes } from '#domain/office.ts'
import { addDays, dayOf } from '#domain/time.ts'
import type { Ticket } from '#domain/ticket.ts'
import { triageId } from '#domain/triage.ts'
import { found, type Caller } from '../actions/act.ts'
import { carryOut } from '../actions/verbs.ts'
import type { World } from '../actions/world.ts'
import { dismissalOf } from './lives.ts'
import type { Moment } from './moment.ts'
import type { DemoPost } from './posts.ts'
import { outsideBody } from './staff.ts'

/** Ids by the names that the demo's files use. */
export interface Cast { organisations: Record<string, string>, users: Record<string, string>, sources: Record<string, string> }

export const postOf = (world: World, { id, akimat }: Pick<DemoPost, 'id' | 'akimat'>) => world.store.read.find('post', 'key', ['feed', `https://${akimat}.example/${id}`])

const ticketIdOf = async (world: World, cast: Cast, post: Pick<DemoPost, 'id' | 'akimat'>): Promise<string> => {
  const { id } = found(await postOf(world, post), post.id)
  return found(await world.store.read.get('triage', triageId(cast.organisations[post.akimat] ?? '', id)), post.id).ticketId ?? ''
}

/** Three working days more. */
const extendedOn = (world: World, { final }: Ticket, now: string): string => {
  const moment = addWorkingMinutes(world.calendar, final.dueAt ?? now, 3 * workingDayMinutes(world.calendar.hours))
  return dayOf('at' in moment ? moment.at : now)
}

const submit = (world: World, caller: Caller, ticket: Ticket, { at, interim, reply, note, result, promisedInDays }: Moment) => {
  const promisedOn = addDays(dayOf(at), promisedInDays)
  const isInterim = interim !== null && ticket.intervals.at(-1)?.firstReplyAt === null
  return carryOut(world, caller, 'submit', isInterim
    ? { ticketId: ticket.id, text: interim, kind: 'interim', promisedOn }
    : { ticketId: ticket.id, text: reply ?? '', kind: 'final', result: result ?? 'explained', ...result === 'planned' && { promisedOn }, ...result === 'refused' && { reason: note ?? reply ?? '' } })
}

type Deed = (world: World, caller: Caller, moment: Moment, ticket: Ticket, cast: Cast) => Promise<unknown>
const linkTo = ({ post }: Moment, part: string) => `https://${post.akimat}.example/${post.id}#${part}`
const words = ({ note, reply }: Moment) => note ?? reply ?? ''

/** Acts on a ticket by their names in the demo's files. */
const deeds: Record<string, Deed> = {
  'assign': (world, caller, { post, body, officer }, { id }, cast) => carryOut(world, caller, 'assign', {
    ticketId: id, bodyId: cast.organisations[`${post.akimat}/${body}`] ?? '', officerId: officer === null ? undefined : cast.users[officer],
  }),
  'accept': (world, caller, _, { id }) => carryOut(world, caller, 'accept', { ticketId: id }),
  'approve': (world, caller, _, { id }) => carryOut(world, caller, 'approve', { ticketId: id }),
  'submit': (world, caller, moment, ticket) => submit(world, caller, ticket, moment),
  'reject': (world, caller, moment, { id }) => carryOut(world, caller, 'reject', { ticketId: id, note: words(moment) }),
  'return': (world, caller, moment, { id }) => carryOut(world, caller, 'return', { ticketId: id, reason: words(moment) }),
  'note': (world, caller, moment, { id }) => carryOut(world, caller, 'note', { ticketId: id, text: words(moment) }),
  'draft': (world, caller, { reply, interim }, { id }) => carryOut(world, caller, 'draft', { ticketId: id, text: reply ?? interim ?? '' }),
  'publish': (world, caller, moment, { id }) => carryOut(world, caller, 'publish', { ticketId: id, permalink: linkTo(moment, 'reply') }),
  'close': (world, caller, _, { id }) => carryOut(world, caller, 'close', { ticketId: id }),
  'close-without-data': (world, caller, _, { id }) => carryOut(world, caller, 'close', { ticketId: id, result: 'no-data' }),
  'reopen': (world, caller, moment, { id }) => carryOut(world, caller, 'reopen', { ticketId: id, reason: words(moment) }),
  'ask-author': (world, caller, moment, { id }) => carryOut(world, caller, 'ask-author', { ticketId: id, text: words(moment) }),
  'post-question': (world, caller, moment, { id }) => carryOut(world, caller, 'post-question', { ticketId: id, permalink: linkTo(moment, 'question') }),
  'author-answered': (world, caller, moment, { id }) => carryOut(world, caller, 'author-answered', { ticketId: id, text: words(moment) }),
  'request-extension': (world, caller, { at }, ticket) => carryOut(world, caller, 'request-extension', { ticketId: ticket.id, reason: 'contractor', dueOn: extendedOn(world, ticket, at) }),
  'decide-extension': (world, caller, _, { id }) => carryOut(world, caller, 'decide-extension', { ticketId: id, grant: true }),
  'hand-over': (world, caller, moment, { id, number }, cast) => carryOut(world, caller, 'hand-over', {
    ticketId: id, bodyId: cast.organisations[`${moment.post.akimat}/${outsideBody}`] ?? '', text: words(moment), permalink: linkTo(moment, 'handed-over'), formalNumber: `12-03/${Number(number.slice(-6))}`,
  }),
  'body-answered': (world, caller, moment, { id }) => carryOut(world, caller, 'body-answered', { ticketId: id, text: words(moment) }),
  'merge': async (world, caller, { post }, { id }, cast) => carryOut(world, caller, 'merge', { ticketId: id, mainId: await ticketIdOf(world, cast, { id: post.main ?? '', akimat: post.akimat }) }),
  'priority': (world, caller, moment, { id }) => carryOut(world, caller, 'priority', { ticketId: id, priority: 'high', reason: words(moment) }),
  'control': (world, caller, _, { id }) => carryOut(world, caller, 'control', { ticketId: id, on: true }),
  'grade': (world, caller, { promisedInDays }, { id }) => carryOut(world, caller, 'grade', { ticketId: id, grade: promisedInDays % 2 ? 4 : 5 }),
  'promise': (world, caller, moment, { id }) => carryOut(world, caller, 'promise', { ticketId: id, outcome: moment.promisedInDays === 4 ? 'broken' : 'kept', reason: words(moment) }),
}

/** Refusals are those of the act. */
export const carryOutMoment = async (world: World, cast: Cast, moment: Moment): Promise<unknown> => {
  const { post, act, by, ticketOf } = moment
  const caller = { by: cast.users[by] ?? '' }
  const organisationId = cast.organisations[post.akimat] ?? ''
  const postId = found(await postOf(world, post), post.id).id
  if (act === 'dismiss') return carryOut(world, caller, 'dismiss', { postId, organisationId, reason: dismissalOf[post.kind] ?? 'opinion' })
  if (act === 'register') return carryOut(world, caller, 'register', { postId, organisationId })
  const ticketId = await ticketIdOf(world, cast, { id: ticketOf, akimat: post.akimat })
  if (act === 'join') return carryOut(world, caller, 'join', { postId, organisationId, ticketId })
  const ticket = found(await world.store.read.get('ticket', ticketId), 'ticket')
  return found(deeds[act], act)(world, caller, moment, ticket, cast)
}
