// The tickets as the trail alone tells them: a fold over its lines, written from the words of the design, knowing nothing of how tickets are kept.
import type { HandOver, Priority, Ticket, TicketState } from '#domain/ticket.ts'
import type { Instant } from '#domain/time.ts'
import type { TrailEvent, TrailLine } from '#domain/trail.ts'

/** From a registration or reopening to the end. */
export interface ToldSpan extends Ends, Back { from: Instant, replyDue: Instant | null, finalDue: Instant | null }
interface Ends { repliedAt: Instant | null, answeredAt: Instant | null, closedAt: Instant | null }
/** What came of it: sent back by the approver, returned as not ours, begun by a joined post, shown in a picture. */
interface Back { rejected: boolean, returned: boolean, repeat: boolean, proof: boolean }

/** What the trail tells of one ticket. `version` counts the lines that tell of a change. */
export interface Told extends Pick<Ticket, 'id' | 'number' | 'organisationId' | 'bodyId' | 'officerId' | 'coExecutorIds' | 'registeredBy' | 'registeredAt' | 'changedBy' | 'lastActAt'
  | 'topic' | 'place' | 'returns' | 'binding' | 'pauses' | 'extensions' | 'replyId' | 'result' | 'closedAt' | 'promisedOn' | 'onControl' | 'mainId'> {
  version: number
  state: TicketState
  priority: Priority
  /** Is there one? The number itself leads to a person and stands in no line. */
  formalNumber: boolean
  grade: number | null
  posts: { postId: string, answered: boolean }[]
  childIds: string[]
  handOver: HandOver | null
  /** An extension that is asked for and not decided. */
  extension: { by: string, dueOn: string } | null
  questions: number
  /** In public: the author is waited for. */
  asked: boolean
  spans: ToldSpan[]
  /** The last naming, and the line it stands in. */
  namedAt: Instant | null
  registeredIn: number
  beforeMerge: TicketState | null
  /** What the reply under review says was done. */
  submitted: Ticket['result']
  /** Who ended a promise in the last line, and when: a publishing that does so tells of one change in two lines. */
  promiseEnded: string | null
  /** A post was joined while it was closed: the reopening is told next, and is no change of its own. */
  joinedWhileClosed: boolean
}

type TicketEvent = Extract<TrailEvent, { ticketId: string, number: string }>
type Of<T extends TicketEvent['type']> = Extract<TicketEvent, { type: T }>
type Line<E extends TicketEvent = TicketEvent> = Omit<TrailLine, 'event'> & { event: E }
/** Changes the ticket by what the line says. `all`: the other tickets, for those that are merged. */
type Teller<T extends TicketEvent['type']> = (ticket: Told, line: Line<Of<T>>, all: Map<string, Told>) => void

const spanFrom = (from: Instant, replyDue: Instant | null, finalDue: Instant | null): ToldSpan => ({
  from, replyDue, finalDue, repliedAt: null, answeredAt: null, closedAt: null, rejected: false, returned: false, repeat: false, proof: false,
})

const registered = ({ seq, at, by, event }: Line<Of<'register'>>): Told => ({
  id: event.ticketId, number: event.number, organisationId: event.organisationId, bodyId: event.bodyId, officerId: null, coExecutorIds: [], registeredBy: by, registeredAt: at,
  changedBy: by, lastActAt: at, topic: event.topic, place: event.place, returns: 0, binding: false, pauses: 0, extensions: 0, replyId: null, result: null, closedAt: null,
  promisedOn: null, onControl: false, mainId: null, version: 1, state: 'registered', priority: event.priority, formalNumber: false, grade: null, posts: [{ postId: event.postId, answered: false }],
  childIds: [], handOver: null, extension: null, questions: 0, asked: false, spans: [spanFrom(at, event.firstReplyDueAt, event.finalDueAt)], namedAt: null, registeredIn: seq,
  beforeMerge: null, submitted: null, promiseEnded: null, joinedWhileClosed: false,
})

const setSpan = (ticket: Told, set: Partial<ToldSpan>) => void Object.assign(ticket.spans.at(-1) ?? {}, set)
const moved = (state: TicketState) => (ticket: Told) => { ticket.state = state }
const leave = (ticket: Told) => Object.assign(ticket, { officerId: null, replyId: null })
const closed = (ticket: Told, at: Instant, result: Ticket['result']) => {
  Object.assign(ticket, { state: 'closed', result, closedAt: at })
  setSpan(ticket, { closedAt: at })
}

const reopened: Teller<'reopen'> = (ticket, { at, event }) => {
  Object.assign(ticket, { result: null, closedAt: null })
  if (ticket.mainId !== null) {
    ticket.state = 'merged'
    return setSpan(ticket, { closedAt: null })
  }
  const stays = event.bodyId !== null
  Object.assign(ticket, { state: stays ? 'in-work' : 'registered', officerId: stays ? ticket.officerId : null, priority: event.priority })
  Object.assign(ticket, { returns: 0, binding: false, pauses: 0, extensions: 0, replyId: null, handOver: null })
  ticket.spans.push({ ...spanFrom(at, event.firstReplyDueAt, event.finalDueAt), repeat: ticket.joinedWhileClosed })
}

const merged: Teller<'merge'> = (ticket, { event: { mainId, childId } }, all) => {
  if (ticket.id === mainId) ticket.childIds.push(childId, ...all.get(childId)?.childIds ?? [])
  else {
    if (ticket.state !== 'merged') ticket.beforeMerge = ticket.state
    Object.assign(ticket, { state: 'merged', mainId, childIds: [] })
  }
}

const unmerged: Teller<'unmerge'> = (ticket, { event: { mainId, childId, bodyId } }) => {
  if (ticket.id === mainId) ticket.childIds = ticket.childIds.filter(id => id !== childId)
  else {
    // Without its body again: its officer was gone.
    if (bodyId === null) leave(ticket)
    Object.assign(ticket, { state: bodyId === null ? 'registered' : ticket.beforeMerge, mainId: null, beforeMerge: null })
  }
}

const published: Teller<'publish'> = (ticket, { at, event }) => {
  const isFinal = event.reply === 'final'
  Object.assign(ticket, { state: isFinal ? 'answered' : 'in-work', replyId: null, promisedOn: event.promisedOn ?? (isFinal ? null : ticket.promisedOn) })
  if (isFinal) ticket.result = ticket.submitted
  const [main] = ticket.posts
  if (main) main.answered = true
  setSpan(ticket, { repliedAt: ticket.spans.at(-1)?.repliedAt ?? at, finalDue: event.finalDueAt, ...isFinal && { answeredAt: at }, ...event.proof && { proof: true } })
}

const dues = ({ firstReplyDueAt, finalDueAt }: { firstReplyDueAt: Instant | null, finalDueAt: Instant | null }) => ({ replyDue: firstReplyDueAt, finalDue: finalDueAt })

const tellers: { [T in Exclude<TicketEvent['type'], 'register'>]: Teller<T> } = {
  'join': (ticket, { event: { postId } }) => {
    ticket.joinedWhileClosed = ticket.state === 'closed'
    ticket.posts.push({ postId, answered: false })
  },
  'detach': (ticket, { event: { postId } }) => { ticket.posts = ticket.posts.filter(post => post.postId !== postId) },
  'annul': (ticket, { at }) => Object.assign(ticket, { state: 'annulled', closedAt: at }),
  'evidence': () => {},
  'assign': (ticket, { at, event: { officerId, binding } }) => Object.assign(ticket, { state: 'assigned', officerId, binding, namedAt: at }),
  'reassign': (ticket, { at, event: { officerId, bodyId } }) => {
    if (bodyId === null) leave(Object.assign(ticket, { state: 'registered' }))
    else Object.assign(ticket, { officerId, namedAt: at })
  },
  'accept': (ticket, { event: { officerId } }) => Object.assign(ticket, { state: 'in-work', officerId }),
  'return': (ticket, { event: { returns } }) => {
    leave(Object.assign(ticket, { state: 'registered', returns }))
    setSpan(ticket, { returned: true })
  },
  'draft': (ticket, { event: { replyId } }) => { ticket.replyId = replyId },
  'submit': (ticket, { event: { replyId, result } }) => Object.assign(ticket, { state: 'review', replyId, submitted: result }),
  'withdraw': moved('in-work'), 'reject': ticket => setSpan(Object.assign(ticket, { state: 'in-work' }), { rejected: true }), 'send-back': moved('in-work'), 'approve': moved('approved'),
  'publish': published,
  'promise': (ticket, { event: { outcome, promisedOn } }) => { ticket.promisedOn = outcome === 'moved' ? promisedOn : null },
  'close': (ticket, { at, event: { result } }) => closed(ticket, at, result),
  'reopen': reopened,
  'note': () => {},
  'term-moved': (ticket, { event }) => setSpan(ticket, dues(event)),
  'control': (ticket, { event: { on } }) => { ticket.onControl = on },
  'ask-author': (ticket, { event: { posted, pauses } }) => Object.assign(ticket, { state: 'waiting', asked: posted, pauses, questions: ticket.questions + Number(!posted) }),
  'author-answered': (ticket, { event }) => setSpan(Object.assign(ticket, { state: 'in-work' }), dues(event)),
  'request-extension': (ticket, { by, event: { dueOn } }) => { ticket.extension = { by, dueOn } },
  'decide-extension': (ticket, { event: { granted, finalDueAt } }) =>
    setSpan(Object.assign(ticket, { extension: null, extensions: ticket.extensions + Number(granted) }), { finalDue: finalDueAt }),
  'merge': merged, 'unmerge': unmerged,
  'hand-over': (ticket, { at, event: { toId, first } }) => {
    leave(Object.assign(ticket, { state: 'handed-over', formalNumber: true, handOver: { bodyId: toId, at, endedFirstReply: first } }))
    if (first) setSpan(ticket, { repliedAt: at })
  },
  'body-answered': (ticket, { at, event: { result } }) => {
    setSpan(ticket, { answeredAt: at })
    closed(ticket, at, result)
  },
  'take-back': (ticket, { event }) => {
    setSpan(ticket, { ...dues(event), ...ticket.handOver?.endedFirstReply && { repliedAt: null } })
    Object.assign(ticket, { state: 'registered', handOver: null })
  },
  'answer-under': (ticket, { event: { postId } }) => { for (const post of ticket.posts) if (post.postId === postId) post.answered = true },
  'contact': () => {},
  'priority': (ticket, { event }) => setSpan(Object.assign(ticket, { priority: event.priority }), dues(event)),
  'correct': (ticket, { event: { topic, place } }) => Object.assign(ticket, { topic, place }),
  'formal-number': (ticket, { event: { given } }) => Object.assign(ticket, { formalNumber: given }),
  'erase': (ticket, { event: { appeals } }) => { ticket.formalNumber = ticket.formalNumber && appeals === 0 },
  'co-executors': (ticket, { event: { userIds } }) => Object.assign(ticket, { coExecutorIds: userIds }),
  'grade': (ticket, { event: { grade } }) => Object.assign(ticket, { grade }),
}

/** Does the line tell of a change of the ticket itself? Each change is a version. */
const changes = (ticket: Told, { seq, at, by, event }: Line): boolean => {
  switch (event.type) {
    case 'evidence': return false
    case 'contact': return !event.read
    // Naming together with the registration.
    case 'assign': return seq !== ticket.registeredIn + 1
    case 'draft': return ticket.replyId !== event.replyId
    case 'promise': return event.outcome !== 'replaced'
    case 'publish': return ticket.promiseEnded !== `${by} ${at}`
    case 'reopen': return !ticket.joinedWhileClosed
    default: return true
  }
}

const mayBeExtended: readonly TicketState[] = ['in-work', 'waiting']

/** Adds one line to what was told. */
export const tellTicket = (all: Map<string, Told>, { event, ...line }: TrailLine): void => {
  if (event.type === 'register') return void all.set(event.ticketId, registered({ ...line, event }))
  if (!('ticketId' in event) || event.type === 'notify') return
  const ticket = all.get(event.ticketId)
  if (!ticket) throw new Error(`line ${line.seq} tells of a ticket that nobody registered`)
  if (changes(ticket, { ...line, event })) {
    ticket.version += 1
    Object.assign(ticket, { changedBy: line.by, lastActAt: line.at })
  }
  ticket.bodyId = event.bodyId
  // The table has the teller of each type under its name; the compiler cannot see that across a union.
  const teller = tellers[event.type] as Teller<TicketEvent['type']>
  teller(ticket, { ...line, event }, all)
  if (!mayBeExtended.includes(ticket.state)) ticket.extension = null
  if (event.type !== 'join') ticket.joinedWhileClosed = false
  ticket.promiseEnded = event.type === 'promise' && (event.outcome === 'kept' || event.outcome === 'broken') ? `${line.by} ${line.at}` : null
}
