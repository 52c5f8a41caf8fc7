// One ticket, read from top to bottom as a story: posts, timeline, replies, evidence, whose time it was, and what this person may do now.
import { ticketActs, targetsOf, undoMinutes, type TicketAct } from '#domain/acts.ts'
import { mayClose } from '#domain/closing.ts'
import type { ResultOf } from '#domain/contract.ts'
import { deciders } from '#domain/extension.ts'
import { minutesByHolder } from '#domain/holding.ts'
import { Refusal } from '#domain/refusal.ts'
import type { Reply } from '#domain/reply.ts'
import { can, holds, type Subject } from '#domain/rights.ts'
import { offerId } from '#domain/rule.ts'
import { minuteMs, toMs } from '#domain/time.ts'
import { pausesAtMost, type Ticket } from '#domain/ticket.ts'
import type { TrailLine } from '#domain/trail.ts'
import type { Role } from '#domain/user.ts'
import { approversFor } from '../approvers.ts'
import { eachOf } from '../each-of.ts'
import { isVerb } from '../verbs.ts'
import type { World } from '../world.ts'
import { excerptOf, postView, sourceNames } from './post-view.ts'
import { rowOf } from './ticket-row.ts'
import type { Viewer } from './viewer.ts'

type TicketView = ResultOf<'ticket'>

export const replyView = (reply: Reply): NonNullable<TicketView['reply']> => {
  const { id, version, state, kind, result, promisedOn, submittedBy, submittedAt, approvedBy, note, permalink, publishedAt } = reply
  const last = reply.versions.at(-1)
  return {
    id, version, state, kind, result, promisedOn, text: last?.text ?? '', authorIds: [...new Set(reply.versions.map(({ authorId }) => authorId))],
    submittedBy, submittedAt, approvedBy, note, permalink, publishedAt, savedAt: last?.at ?? null, postEditedAt: reply.postEditedAt ?? null,
  }
}

/** Texts of notes by their ids, as lines and questions name them: reasons, remarks, questions. */
const noteTexts = async (world: World, { questions = [] }: Ticket, lines: readonly TrailLine[]): Promise<Map<string, string>> => {
  const ids = [...questions.map(({ noteId }) => noteId), ...lines.flatMap(({ event }) => 'noteId' in event ? event.noteId ?? [] : [])]
  return new Map((await world.store.read.many('note', [...new Set(ids)])).map(note => [note.id, note.text]))
}

/** Every reply is named by the line of its first words. */
const repliesOf = (world: World, { replyId }: Ticket, lines: readonly TrailLine[]): Promise<Reply[]> => {
  const ids = new Set(lines.flatMap(({ event }) => 'replyId' in event ? event.replyId : []))
  return world.store.read.many('reply', [...ids, ...replyId === null || ids.has(replyId) ? [] : [replyId]].sort())
}

const timelineOf = (lines: readonly TrailLine[], texts: Map<string, string>): TicketView['timeline'] =>
  lines.filter(({ event }) => event.type !== 'notify').map(({ seq, at, by, event }) => {
    const { type, ...facts } = event
    return { seq, at, by, type, text: 'noteId' in event && event.noteId ? texts.get(event.noteId) ?? null : null, event: { ...facts } }
  })

/** The binding decision about this ticket while nobody has said whether it becomes a rule. */
const ruleOfferOf = async (world: World, { id, organisationId, topic, place }: Ticket): Promise<TicketView['ruleOffer']> => {
  const offer = await world.store.read.get('ruleOffer', offerId(organisationId, { topic, place }))
  return offer?.state === 'open' && offer.ticketId === id ? { topic, place, bodyId: offer.bodyId } : null
}

/** What stands on the card beside state and terms. */
const marksOf = (ticket: Ticket, texts: Map<string, string>) => {
  const { coExecutorIds, formalNumber = null, grade = null, extension = null, mainId, childIds = [], handOver } = ticket
  const asked = ticket.questions?.at(-1)
  return {
    coExecutorIds, formalNumber, grade, extension, mainId, childIds: [...childIds], handedTo: handOver ? { bodyId: handOver.bodyId, at: handOver.at } : null,
    question: asked ? { text: texts.get(asked.noteId) ?? '', askedBy: asked.askedBy, askedAt: asked.askedAt, permalink: asked.permalink, postedAt: asked.postedAt } : null,
  }
}

interface Sight { viewer: Viewer, ticket: Ticket, subject: Subject, approverIds: string[] }

const mayDecide = ({ viewer, ticket: { extension }, subject }: Pick<Sight, 'viewer' | 'ticket' | 'subject'>, decider: Role | undefined) =>
  extension !== undefined && extension.requestedBy !== viewer.userId && decider !== undefined && holds(viewer, decider, subject.path)

/** Acts whose rule is more than role and state. */
const mayNow = (world: World, { viewer, ticket, subject, approverIds }: Sight, act: TicketAct): boolean => {
  if (act === 'approve' || act === 'reject') return approverIds.includes(viewer.userId)
  if (!can(viewer, act, subject)) return false
  const isCoordinator = holds(viewer, 'coordinator', subject.path)
  if (act === 'annul') return isCoordinator || (ticket.registeredBy === viewer.userId && toMs(world.now()) - toMs(ticket.registeredAt) <= undoMinutes * minuteMs)
  if (act === 'assign') return ticket.returns < 2 || isCoordinator
  if (act === 'return') return !ticket.binding
  if (act === 'ask-author') return ticket.pauses < pausesAtMost
  if (act === 'reopen') return ticket.mainId === null
  if (act === 'promise') return ticket.promiseId !== undefined
  const decider = deciders[ticket.extensions]
  if (act === 'request-extension') return ticket.extension === undefined && decider !== undefined
  if (act === 'decide-extension') return mayDecide({ viewer, ticket, subject }, decider)
  if (act === 'close') return mayClose(viewer, ticket, subject.path)
  return true
}

/** Of acts that this piece of the product carries out. */
const offered = (sight: Sight, world: World) =>
  ticketActs.filter(act => isVerb(act) && targetsOf(act, sight.ticket.state).length > 0 && mayNow(world, sight, act))

/** By id or by number, for whoever may read it. Refusal `not-found`. */
export const findTicket = async (world: World, viewer: Viewer, idOrNumber: string) => {
  const ticket = await world.store.read.get('ticket', idOrNumber) ?? await world.store.read.find('ticket', 'number', [idOrNumber.toUpperCase()])
  const organisation = ticket && viewer.organisations.get(ticket.bodyId ?? ticket.organisationId)
  const subject = ticket && organisation && { path: organisation.path, officerId: ticket.officerId, coExecutorIds: ticket.coExecutorIds }
  if (!ticket || !subject || !can(viewer, 'read-tickets', subject)) throw new Refusal('not-found', 'this ticket is not here', { what: 'ticket' })
  return { ticket, subject }
}

/** By id or by number. */
export const showTicket = async (world: World, viewer: Viewer, idOrNumber: string): Promise<TicketView> => {
  const { read } = world.store
  const { ticket, subject } = await findTicket(world, viewer, idOrNumber)
  const posts = await read.many('post', ticket.posts.map(({ postId }) => postId))
  const byId = new Map(posts.map(post => [post.id, post]))
  const names = await sourceNames(world, posts)
  const lines = await read.eventsOf({ ticketId: ticket.id })
  const replies = await repliesOf(world, ticket, lines)
  const evidence = await Array.fromAsync(eachOf(read, 'evidence', { where: { ticketId: ticket.id }, order: { by: 'keptAt', direction: 'asc' }, from: ticket.registeredAt }))
  const current = replies.find(({ id }) => id === ticket.replyId)
  const approverIds = current && ticket.state === 'review' ? await approversFor(read, ticket, current, world.now()) : []
  const texts = await noteTexts(world, ticket, lines)
  const mayReadAuthors = can(viewer, 'read-authors', subject)
  return {
    ...rowOf(ticket, excerptOf(posts[0])),
    posts: ticket.posts.flatMap(({ postId, joinedAt, answer }) => {
      const post = byId.get(postId)
      return post ? [{ post: postView(post, names, mayReadAuthors), joinedAt, answer }] : []
    }),
    reply: current ? replyView(current) : null,
    published: replies.filter(({ state }) => state === 'published').map(replyView),
    evidence: evidence.map(({ id, of, postId, replyId, url, text, hash, keptAt, media }) => ({ id, of, postId, replyId, url, text, hash, keptAt, media })),
    timeline: timelineOf(lines, texts),
    ...marksOf(ticket, texts),
    ruleOffer: can(viewer, 'manage-rules', subject) ? await ruleOfferOf(world, ticket) : null,
    holders: minutesByHolder(world.calendar, ticket.holdings, world.now()).map(holder => ({ ...holder, workingMinutes: holder.workingMinutes ?? 0 })),
    approverIds,
    may: offered({ viewer, ticket, subject, approverIds }, world),
  }
}
