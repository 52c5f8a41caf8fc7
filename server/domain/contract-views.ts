// What goes out: one schema per thing that is shown. They print the OpenAPI document and type the client.
import { z } from 'zod'
import { ticketActs, triageActs } from './acts.ts'
import { dayTypes } from './calendar.ts'
import { evidenceFields, kinds, languages, mentions, sentiments, urgencies } from './classification.ts'
import { personView } from './contract-people.ts'
import { extensionReasons } from './extension.ts'
import { noticeKinds } from './notice.ts'
import { organisationKinds } from './organisation.ts'
import { mediaKinds } from './post.ts'
import { promiseStates } from './promise.ts'
import { replyStates } from './reply.ts'
import { ruleEffects } from './rule.ts'
import { grades, results, ticketStates } from './ticket.ts'
import { dismissalReasons, triageStates } from './triage.ts'
import { roles } from './user.ts'

const instant = z.iso.datetime()
const day = z.iso.date()
const id = z.string()
export const names = z.object({ kk: z.string(), ru: z.string(), en: z.string() })
const pageOf = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), next: z.string().nullable() })

export const limit = z.union([z.object({ minutes: z.number() }), z.object({ workingMinutes: z.number() }), z.object({ workingDays: z.number() })])
export const clockView = z.object({
  startedAt: instant, limit, dueAt: instant.nullable(), awaits: z.number().nullable(), pausedAt: instant.nullable(), stoppedAt: instant.nullable(),
  pauses: z.array(z.object({ from: instant, to: instant })), notBefore: instant.nullable(),
})

export const organisationView = z.object({
  id, version: z.number(), kind: z.enum(organisationKinds), parentId: id.nullable(), path: z.array(id), code: z.string().nullable(), names,
  kato: z.string().nullable(), prefix: z.string().nullable(), topics: z.array(z.string()),
})

/** Words and data that screens need beside the message files: topic names, the calendar, bodies and people in reach. */
export const referenceView = z.object({
  installation: z.string(),
  demo: z.boolean(),
  sectors: z.array(z.object({ code: z.string(), names, topics: z.array(z.object({ code: z.string(), names })) })),
  organisations: z.array(organisationView),
  people: z.array(personView),
  calendar: z.array(z.object({
    year: z.number(), provisional: z.boolean(),
    days: z.array(z.object({ date: day, type: z.enum(dayTypes), key: z.string(), kk: z.string(), ru: z.string(), en: z.string() })),
  })),
  eOtinishUrl: z.string(),
})
export const demoView = z.object({ password: z.string(), people: z.array(z.object({ login: z.string(), name: z.string(), roles: z.array(z.enum(roles)), organisation: names })) })
export const countsView = z.object({ feed: z.number(), mine: z.number(), control: z.number(), notices: z.number() })

const topicFound = z.object({ sector: z.string(), topic: z.string(), confidence: z.number() })
const place = z.object({ kato: z.string(), name_kk: z.string(), name_ru: z.string() })
export const classificationView = z.object({
  language: z.enum(languages), mention: z.enum(mentions), places: z.array(place), topic: topicFound, topic2: topicFound.nullable(), kind: z.enum(kinds),
  sentiment: z.object({ label: z.enum(sentiments), score: z.number(), confidence: z.number() }),
  urgency: z.object({ level: z.enum(urgencies), reasons: z.array(z.string()) }),
  /** A body outside the akimat to which the matter belongs; absent for the akimat's own matters. */
  handOver: z.object({ code: z.string(), name_kk: z.string(), name_ru: z.string() }).optional(),
  evidence: z.array(z.object({ field: z.enum(evidenceFields), value: z.string(), text: z.string(), from: z.number(), to: z.number() })),
})

export const postView = z.object({
  id, network: z.string(), sourceName: z.string(), url: z.string().nullable(),
  /** Null also where the person has no need to know the author. */
  author: z.string().nullable(),
  publishedAt: instant.nullable(), collectedAt: instant, title: z.string().nullable(), text: z.string(),
  versions: z.array(z.object({ text: z.string(), seenAt: instant })), deletedAt: instant.nullable(),
  /** Erased: nothing of its text and author is kept. */
  erasedAt: instant.nullable(),
  media: z.array(z.object({ kind: z.enum(mediaKinds), url: z.string() })), classification: classificationView,
})

export const ruleCondition = { topic: z.string().nullable(), place: z.string().nullable() }
const proposal = z.object({
  bodyId: id.nullable(), officerId: id.nullable(), external: z.boolean(),
  /** What the rule does by itself; `propose` without a rule. */
  effect: z.enum(ruleEffects),
  /** The rule with its condition, or the topic of the body; why this officer, and how many open tickets that one has. */
  why: z.object({
    from: z.enum(['rule', 'topic', 'nothing']), ruleId: id.nullable(), ...ruleCondition,
    officer: z.enum(['rule', 'deputy', 'load', 'none']), open: z.number().nullable(),
  }),
})
export const feedItemView = z.object({
  organisationId: id, version: z.number(), state: z.enum(triageStates), danger: z.boolean(), folded: z.boolean(), clock: clockView,
  ticketId: id.nullable(), ticketNumber: z.string().nullable(), reason: z.enum(dismissalReasons).nullable(), decidedBy: id.nullable(), decidedAt: instant.nullable(),
  /** Body and officer proposed by rule, topic, load and leave. */
  proposal,
  /**
   * Posts of the last days at this akimat that say nearly the same, this one among them: how many, by how many different authors as far as they are named, the first of them,
   * and the most within any sixty minutes. Null when it is the only one.
   */
  told: z.object({ posts: z.number(), authors: z.number(), firstPostId: id, firstAt: instant, inHour: z.number() }).nullable(),
  post: postView, may: z.array(z.enum(triageActs)),
})
export const feedView = pageOf(feedItemView).extend({ new: z.number(), lastCollectedAt: instant.nullable() })
export const feedDetailView = feedItemView.extend({
  /** Posts with exactly the same text at this akimat. */
  same: z.array(z.object({ postId: id, state: z.enum(triageStates), ticketId: id.nullable(), ticketNumber: z.string().nullable() })),
  /** Open tickets of the akimat that could be joined: same topic first, newest first. */
  joinable: z.array(z.object({ ticketId: id, number: z.string(), excerpt: z.string(), state: z.enum(ticketStates), sameTopic: z.boolean() })),
  /** Akimats above and below, to which it may be passed. */
  passable: z.array(z.object({ id, names })),
})

const ticketBase = z.object({
  id, version: z.number(), number: z.string(), organisationId: id, state: z.enum(ticketStates), topic: z.string(), place: z.string().nullable(), kind: z.enum(kinds),
  sentiment: z.enum(sentiments), language: z.enum(languages), priority: z.enum(urgencies), bodyId: id.nullable(), officerId: id.nullable(),
  registeredBy: id, registeredAt: instant, accept: clockView.nullable(), firstReply: clockView, final: clockView, nextDueAt: instant.nullable(),
  returns: z.number(), binding: z.boolean(), onControl: z.boolean(), result: z.enum(results).nullable(), closedAt: instant.nullable(), promisedOn: day.nullable(),
  excerpt: z.string(), postCount: z.number(),
})
export const ticketRowView = ticketBase
export const ticketsView = pageOf(ticketRowView).extend({ total: z.number() })
/** The piece of a hit's texts in which the searched words stand; `marks` are UTF-16 offsets in it. Null when they stand further on than is looked. */
const passage = z.object({ text: z.string(), marks: z.array(z.object({ from: z.number(), to: z.number() })) }).nullable()
/** Null where the person reads none, or did not ask. `numbered`: tickets whose number was written; they are not left out of `tickets`. */
export const searchView = z.object({
  posts: pageOf(feedItemView.extend({ passage })).nullable(), tickets: pageOf(ticketRowView.extend({ passage })).nullable(), numbered: z.array(ticketRowView),
})

export const replyView = z.object({
  id, version: z.number(), state: z.enum(replyStates), kind: z.enum(['final', 'interim']).nullable(), result: z.enum(results).nullable(), promisedOn: day.nullable(),
  text: z.string(), authorIds: z.array(id), submittedBy: id.nullable(), submittedAt: instant.nullable(), approvedBy: id.nullable(), note: z.string().nullable(),
  permalink: z.string().nullable(), publishedAt: instant.nullable(), savedAt: instant.nullable(),
  /** A post of the ticket was edited after this was begun. */
  postEditedAt: instant.nullable(),
})
export const evidenceView = z.object({
  id, of: z.enum(['post', 'reply']), postId: id.nullable(), replyId: id.nullable(), url: z.string().nullable(), text: z.string(), hash: z.string(), keptAt: instant,
  media: z.array(z.object({
    url: z.string(), kind: z.enum(mediaKinds), state: z.enum(['pending', 'kept', 'failed']), hash: z.string().nullable(),
    type: z.string().nullable(), bytes: z.number().nullable(), why: z.string().nullable(),
  })),
})
export const timelineEntryView = z.object({
  seq: z.number(), at: instant, by: z.string(), type: z.string(),
  /** Text of a note or the reason given with an act, from the notes: the trail itself holds no texts. */
  text: z.string().nullable(),
  event: z.record(z.string(), z.unknown()),
})
export const ticketView = ticketBase.extend({
  posts: z.array(z.object({ post: postView, joinedAt: instant, answer: z.object({ permalink: z.string(), at: instant }).nullable() })),
  reply: replyView.nullable(), published: z.array(replyView), evidence: z.array(evidenceView), timeline: z.array(timelineEntryView),
  coExecutorIds: z.array(id), formalNumber: z.string().nullable(), grade: z.literal(grades).nullable(),
  /** The last question to the author; while `postedAt` is null the press service has yet to post it. */
  question: z.object({ text: z.string(), askedBy: id, askedAt: instant, permalink: z.string().nullable(), postedAt: instant.nullable() }).nullable(),
  /** Asked for and not decided. */
  extension: z.object({ requestedBy: id, requestedAt: instant, reason: z.enum(extensionReasons), dueOn: day }).nullable(),
  /** The outside body that has it. */
  handedTo: z.object({ bodyId: id, at: instant }).nullable(),
  /** The binding decision about this ticket, offered as a rule to whoever keeps the rules. */
  ruleOffer: z.object({ ...ruleCondition, bodyId: id }).nullable(),
  mainId: id.nullable(), childIds: z.array(id),
  /** Whose time it was, in working minutes. */
  holders: z.array(z.object({ bodyId: id.nullable(), officerId: id.nullable(), workingMinutes: z.number() })),
  approverIds: z.array(id),
  may: z.array(z.enum(ticketActs)),
})
/** Answer of every act on a ticket: enough to go on, the rest is asked. */
export const actView = z.object({ ticketId: id, number: z.string(), version: z.number(), state: z.enum(ticketStates) })
/** `version` and `state` are the ticket's; `replyVersion` is what the next draft names as seen. */
export const draftView = actView.extend({ replyId: id, replyVersion: z.number() })
export const triageActView = z.object({ postId: id, organisationId: id, state: z.enum(triageStates), version: z.number(), ticketId: id.nullable(), number: z.string().nullable() })

const said = z.string().nullable()
export const contactView = z.object({ ticketId: id, name: said, phone: said, email: said, more: said, keptAt: instant })

export const promiseView = z.object({
  id, ticketId: id, number: z.string(), organisationId: id, bodyId: id.nullable(), of: z.enum(['interim', 'planned']), firstOn: day, promisedOn: day, moves: z.number(),
  state: z.enum(promiseStates),
  /** Open, and its day is over. */
  passed: z.boolean(), madeAt: instant, settledAt: instant.nullable(), settledBy: id.nullable(), keptOn: day.nullable(),
  /** The ticket's now. */
  officerId: id.nullable(),
  /** First words of the reply that promised, and of the post. */
  said: z.string(), excerpt: z.string(),
})
export const promisesView = pageOf(promiseView).extend({ total: z.number() })

export const noticeView = z.object({
  id, kind: z.enum(noticeKinds), organisationId: id, ticketId: id.nullable(), number: z.string().nullable(), postId: id.nullable(), at: instant, read: z.boolean(),
})
export const noticesView = pageOf(noticeView)
export const organisationsView = z.object({ items: z.array(organisationView) })
export const prefixView = z.object({ organisationId: id, prefix: z.string(), version: z.number() })
export const changedView = z.object({ id, version: z.number() })
export const createdView = z.object({ id })
export const doneView = z.object({ done: z.literal(true) })
