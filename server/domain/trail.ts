// One line of the append-only trail: audit, live updates and statistics are made of it. Ids, codes, numbers and salted hashes only: never texts or names.
import type { ExtensionReason } from './extension.ts'
import type { ExportFormat } from './export-format.ts'
import type { PromiseOutcome } from './promise.ts'
import type { RuleEffect } from './rule.ts'
import type { Retention, RetentionKind } from './retention.ts'
import type { HealthState, SourceGap } from './source.ts'
import type { Day, Instant } from './time.ts'
import type { DismissalReason } from './triage.ts'
import type { Kind, Sentiment } from './classification.ts'
import type { TermRule } from './term-rule.ts'
import type { Grade, Priority, Result, TicketState } from './ticket.ts'
import type { Leave, Role } from './user.ts'

/** What every line about a ticket carries. `noteId`: the reason given with the act lies in that note, not here. */
interface OfTicket { ticketId: string, number: string, organisationId: string, bodyId: string | null, noteId?: string }
interface OfTriage { postId: string, organisationId: string, noteId?: string }

/** Why a ticket passed on by itself: its officer is blocked, not of the body any more, or on leave. */
export type LeavingCause = 'blocked' | 'left' | 'leave'

interface PostsCollected {
  type: 'posts-collected'
  sourceId: string
  new: number
  edited: number
  deleted: number
  same: number
  dead: number
  fresh: Record<string, number>
  tones?: Record<string, Record<Sentiment, number>>
  /** New posts that came late; absent = none. */
  late?: number
}

export type TrailEvent =
  /** One page of a source: counts by code, how many posts became new at which akimat, and in which tone they speak. Lines of the first days name no tones. */
  | PostsCollected
  | { type: 'source-health', sourceId: string, state: HealthState, reason: string }
    /** Posts between two looks could not be had. */
  | { type: 'source-gap', sourceId: string, why: SourceGap['why'] }
    /** A post with danger words turned up at an akimat and rang. */
  | { type: 'danger', postId: string, organisationId: string, dueAt: Instant | null }
  | OfTriage & { type: 'dismiss', reason: DismissalReason }
  | OfTriage & { type: 'restore' }
    /** To an akimat above or below, which decides anew. */
  | OfTriage & { type: 'pass', toId: string }
  /** `ruleId`, here and in `assign`: done by this rule. */
  | OfTicket & { type: 'register', postId: string, topic: string, priority: Priority, place: string | null, firstReplyDueAt: Instant | null, finalDueAt: Instant | null, ruleId?: string }
  | OfTicket & { type: 'join', postId: string }
  | OfTicket & { type: 'detach', postId: string }
  | OfTicket & { type: 'annul' }
  | OfTicket & { type: 'evidence', of: 'post' | 'reply', textHash: string, media: Record<string, string> }
  | OfTicket & { type: 'assign', officerId: string | null, binding: boolean, acceptDueAt: Instant | null, ruleId?: string }
  | OfTicket & { type: 'reassign', officerId: string | null, acceptDueAt: Instant | null, cause?: LeavingCause }
  | OfTicket & { type: 'accept', officerId: string }
    /** A list of working days came or changed. */
  | OfTicket & { type: 'term-moved', acceptDueAt: Instant | null, firstReplyDueAt: Instant | null, finalDueAt: Instant | null }
    /** The triage term of a post, by the same cause. */
  | OfTriage & { type: 'triage-moved', dueAt: Instant | null }
    /** `changed`: days that are worked now and were not, or the other way; empty for a year that had no list before. */
  | { type: 'calendar-changed', year: number, provisional: boolean, changed: Day[] }
  | OfTicket & { type: 'return', returns: number }
  | OfTicket & { type: 'draft', replyId: string, textHash: string }
  | OfTicket & { type: 'submit', replyId: string, textHash: string, reply: 'final' | 'interim', result: Result | null, promisedOn: Day | null }
  | OfTicket & { type: 'withdraw', replyId: string }
  | OfTicket & { type: 'reject', replyId: string }
  | OfTicket & { type: 'send-back', replyId: string }
  | OfTicket & { type: 'approve', replyId: string }
  | OfTicket & { type: 'publish', replyId: string, reply: 'final' | 'interim', first: boolean, inTerm: boolean | null, minutes: number | null, finalDueAt: Instant | null, promisedOn: Day | null, proof?: true }
    /** What became of a promised day, said by a person or by the next published reply. */
  | OfTicket & { type: 'promise', promiseId: string, outcome: PromiseOutcome | 'replaced', promisedOn: Day }
  | OfTicket & { type: 'close', result: Result }
  | OfTicket & { type: 'reopen', priority: Priority, firstReplyDueAt: Instant | null, finalDueAt: Instant | null }
  | OfTicket & { type: 'note', noteId: string }
  | OfTicket & { type: 'control', on: boolean }
    /** Asked by the officer, then once more when it is posted: from there clocks stand. */
  | OfTicket & { type: 'ask-author', posted: boolean, pauses: number }
  | OfTicket & { type: 'author-answered', firstReplyDueAt: Instant | null, finalDueAt: Instant | null }
  | OfTicket & { type: 'request-extension', reason: ExtensionReason, dueOn: Day }
  | OfTicket & { type: 'decide-extension', granted: boolean, dueOn: Day, finalDueAt: Instant | null }
    /** One line for the main ticket and one for each child. */
  | OfTicket & { type: 'merge', mainId: string, childId: string }
  | OfTicket & { type: 'unmerge', mainId: string, childId: string }
    /** `toId`: the outside body, `formalNumber`: of the letter to it. The published text may have been the first reply. */
  | OfTicket & { type: 'hand-over', toId: string, formalNumber: string, replyId: string, textHash: string, first: boolean, inTerm: boolean | null, minutes: number | null }
  | OfTicket & { type: 'body-answered', toId: string, result: Result }
  | OfTicket & { type: 'take-back', firstReplyDueAt: Instant | null, finalDueAt: Instant | null }
    /** Posts of the ticket under which the answer stands now, of how many. */
  | OfTicket & { type: 'answer-under', postId: string, answered: number, of: number, textHash: string | null }
    /** Contacts of the person were written down, or read: one line for each reader and hour. */
  | OfTicket & { type: 'contact', read: boolean }
  | OfTicket & { type: 'priority', priority: Priority, firstReplyDueAt: Instant | null, finalDueAt: Instant | null }
  | OfTicket & { type: 'correct', topic: string, place: string | null, kind: Kind, sentiment: Sentiment }
    /** What went of one ticket, in numbers. `appeals`: the number of the formal appeal, one or none. */
  | OfTicket & { type: 'erase', erasureId: string | null, notes: number, replies: number, contacts: number, appeals: number }
  | OfTicket & { type: 'formal-number', given: boolean }
  | OfTicket & { type: 'co-executors', userIds: string[] }
  | OfTicket & { type: 'grade', grade: Grade }
    /** What went by age, page by page: how many of a kind. */
  | { type: 'retention', sort: RetentionKind, count: number, before: Instant }
  | { type: 'retention-set', months: Retention }
  /** Somebody asked to be erased: the line knows which request, not who. */
  | { type: 'request-erasure', erasureId: string, organisationId: string, dueAt: Instant | null }
  /** The term of a request, when a list of working days came or changed. */
  | { type: 'erasure-moved', erasureId: string, organisationId: string, dueAt: Instant | null }
  | { type: 'refuse-erasure', erasureId: string, organisationId: string }
  | { type: 'decide-erasure', erasureId: string, organisationId: string }
    /** What went of one post: words of its versions and evidence, files. One line for each akimat that has it. */
  | OfTriage & { type: 'erase-post', erasureId: string, texts: number, files: number }
  | { type: 'erasure-done', erasureId: string, organisationId: string, posts: number, notes: number }
  /** The register left the desk as a file: reading of many. What was asked for, and how many numbers it held. */
  | { type: 'journal-exported', organisationId: string, format: ExportFormat, year: number | null, from: Day | null, to: Day | null, state: TicketState | null, rows: number }
  /** A warning of §6.5 or another notice reached a person. */
  | { type: 'notify', userId: string, what: string, ticketId: string | null, postId: string | null, organisationId: string }
  | { type: 'board-link-created' | 'board-link-revoked', organisationId: string, linkId: string }
  | { type: 'organisation-created' | 'organisation-changed', organisationId: string }
    /** A routing rule as it stands now. `toId`: its body. */
  | { type: 'rule-set', organisationId: string, ruleId: string, topic: string | null, place: string | null, toId: string, officerId: string | null, effect: RuleEffect, active: boolean }
    /** A binding assignment is offered as a rule, and what was decided about it. */
  | { type: 'rule-offered', organisationId: string, topic: string | null, place: string | null, toId: string }
  | { type: 'rule-offer-decided', organisationId: string, topic: string | null, place: string | null, accepted: boolean }
    /** Terms for what begins from now on. */
  | { type: 'terms-set', organisationId: string, edition: number, rules: TermRule[] }
    /** For the numbers given from now on. */
  | { type: 'prefix-set', organisationId: string, prefix: string }
  | { type: 'source-created', sourceId: string }
  | { type: 'source-paused', sourceId: string, on: boolean }
    /** How many words its posts are chosen by; 0: all are taken in. */
  | { type: 'source-words-set', sourceId: string, words: number }
  | { type: 'user-created', userId: string, grants: { role: Role, organisationId: string }[] }
  | { type: 'second-factor', userId: string, on: boolean }
  | { type: 'security-changed', secondFactor: boolean }
  | { type: 'invited' | 'recovery-codes' | 'user-blocked' | 'user-unblocked' | 'signed-in' | 'signed-out' | 'password-set', userId: string }
    /** Carries what was changed, as it stands now. */
  | { type: 'user-changed', userId: string, grants?: { role: Role, organisationId: string }[], leave?: Leave | null, deputyId?: string | null }

export type TrailEventType = TrailEvent['type']

/** A line as it is kept. `hash` = sha256 of the canonical JSON of the rest, which holds the hash of the line before. */
export interface TrailLine {
  seq: number
  at: Instant
  /** User id or `machine`. */
  by: string
  event: TrailEvent
  prev: string
  hash: string
}
