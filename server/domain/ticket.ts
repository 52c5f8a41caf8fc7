// The numbered thing. It holds one post or several, a responsible officer and its clocks. It is not an appeal under the APPC.
import type { Kind, Language, Sentiment, Urgency } from './classification.ts'
import type { Clock } from './clock.ts'
import type { Extension } from './extension.ts'
import type { Day, Instant } from './time.ts'

export const ticketStates = [
  'registered', 'assigned', 'in-work', 'waiting', 'review', 'approved', 'answered', 'handed-over', 'merged', 'closed', 'annulled',
] as const
export type TicketState = typeof ticketStates[number]

export const results = ['solved', 'explained', 'planned', 'refused', 'no-data', 'handed-over', 'post-deleted'] as const
export type Result = typeof results[number]

/** States in which somebody of the akimat owes the next step. */
export const openStates = ['registered', 'assigned', 'in-work', 'waiting', 'review', 'approved', 'handed-over'] as const satisfies TicketState[]
export const isOpen = (state: TicketState): boolean => (openStates as readonly TicketState[]).includes(state)

export type Priority = Urgency

/** A post on a ticket keeps its own mark "answered under it". */
export interface TicketPost { postId: string, joinedAt: Instant, answer: { permalink: string, at: Instant } | null }

/** How long the ticket lay with whom: body and officer, or neither while it waited to be assigned. */
export interface Holding { bodyId: string | null, officerId: string | null, from: Instant, to: Instant | null }

/** From a registration or reopening to the closing; statistics count each apart. */
export interface Interval {
  from: Instant
  firstReplyAt: Instant | null
  /** Was the first reply in its term? Null while there is none. */
  firstReplyInTerm: boolean | null
  /** Whole working minutes from `from` to the first reply. */
  firstReplyMinutes: number | null
  answeredAt: Instant | null
  closedAt: Instant | null
  /** Whole working minutes from `from` to the final reply; null across a year without a list. Absent = none, here and below. */
  answeredMinutes?: number | null
  /** How often the approver sent a reply back. */
  rejections?: number
  /** How often it came back as "not ours". */
  returns?: number
  /** Reopened because a new post about it was joined. */
  repeat?: true
  /** A picture or film of what was done stands beside the published reply. */
  proof?: true
}

/** The intervals with another last one: what happens to a ticket happens to its present case. */
export const changeLast = (intervals: readonly Interval[], change: (last: Interval) => Interval): Interval[] => {
  const last = intervals.at(-1)
  return last ? [...intervals.slice(0, -1), change(last)] : []
}

/** How good the answer was, in the eyes of those who watch the office: 1 bad … 5 good. */
export const grades = [1, 2, 3, 4, 5] as const
export type Grade = typeof grades[number]

/** A question to the author. Its text lies in a note; clocks stand from `postedAt`, when it was there for the author to read. */
export interface Question { noteId: string, askedBy: string, askedAt: Instant, permalink: string | null, postedAt: Instant | null }

/** At most so many pauses between a registration or reopening and the next. */
export const pausesAtMost = 2

/** Is the author waited for with the question in public? Then clocks that may stand do. */
export const isAsked = ({ state, questions }: Pick<Ticket, 'state' | 'questions'>): boolean => state === 'waiting' && (questions?.at(-1)?.postedAt ?? null) !== null

/** `endedFirstReply`: the published text was the first reply; taken back, that is owed again. */
export interface HandOver { bodyId: string, at: Instant, endedFirstReply: boolean }

/** Clocks as they ran: unmerged, they go on as if never stopped. */
export interface BeforeMerge { state: TicketState, accept: Clock | null, firstReply: Clock, final: Clock }

/** A main ticket takes others in while an answer to all of them is on its way, or just given. */
export const mainStates = ['registered', 'assigned', 'in-work', 'waiting', 'review', 'approved', 'answered'] as const satisfies TicketState[]

export interface Ticket {
  id: string
  version: number
  /** `ӘЖ-2026-000123`: prefix, year in Almaty, six digits or more. */
  number: string
  organisationId: string
  state: TicketState
  topic: string
  place: string | null
  kind: Kind
  sentiment: Sentiment
  language: Language
  priority: Priority
  posts: TicketPost[]
  bodyId: string | null
  officerId: string | null
  coExecutorIds: string[]
  registeredBy: string
  registeredAt: Instant
  accept: Clock | null
  firstReply: Clock
  final: Clock
  /** `nextDueOf` as it stood at the last act: lists are ordered by it. */
  nextDueAt: Instant | null
  acceptedAt: Instant | null
  holdings: Holding[]
  intervals: Interval[]
  /** Returns "not ours" of this interval; after the second only the coordinator assigns. */
  returns: number
  /** Assigned by the coordinator after the second return: cannot be returned. */
  binding: boolean
  pauses: number
  extensions: number
  /** The reply that is being written, reviewed or published now. */
  replyId: string | null
  result: Result | null
  closedAt: Instant | null
  /** The day of the open promise. */
  promisedOn: Day | null
  onControl: boolean
  /** Merged into this one; a child that closed with its main keeps it. */
  mainId: string | null
  /** Number of the formal appeal that the person made beside this ticket. Absent = none, here and below: tickets are kept without what they never had. */
  formalNumber?: string
  grade?: Grade
  /** The terms under which it was registered or reopened; absent = the product's own. */
  termEdition?: number
  /** Words of its posts, notes and contacts were erased by age. */
  forgotten?: true
  /** The reply that was published last. */
  answerId?: string
  /** The promise that stands open. */
  promiseId?: string
  /** Asked for and not decided yet. */
  extension?: Extension
  /** To whom outside it was handed over, as long as it is theirs. */
  handOver?: HandOver
  /** How it stood when it was merged, to be restored. */
  beforeMerge?: BeforeMerge
  /** Merged into this ticket, theirs included. */
  childIds?: string[]
  /** What the author was asked, oldest first; in `waiting` the last one waits for an answer. */
  questions?: Question[]
  lastActAt: Instant
  /** Of the last change: shown when a stale save is refused. */
  changedBy: string
}

/** When the next of the running first-reply and final clocks is due; null when none runs or the ticket is not open. */
export const nextDueOf = (ticket: Pick<Ticket, 'state' | 'firstReply' | 'final'>): Instant | null => {
  if (!isOpen(ticket.state)) return null
  const running = [ticket.firstReply, ticket.final].filter(clock => clock.stoppedAt === null && clock.pausedAt === null)
  return running.flatMap(clock => clock.dueAt ?? []).sort()[0] ?? null
}

export const isOverdue = (ticket: Pick<Ticket, 'nextDueAt'>, now: Instant): boolean => ticket.nextDueAt !== null && ticket.nextDueAt < now

/** `ӘЖ-2026-000123` from its parts; digits grow past six when they must. */
export const ticketNumber = (prefix: string, year: number, serial: number): string => `${prefix}-${year}-${String(serial).padStart(6, '0')}`
/** One series per akimat and year. */
export const seriesOf = (organisationId: string, year: number): string => `ticket:${organisationId}:${year}`
