// What may come in: one strict schema per endpoint that takes something. Unknown fields are refused, text is text.
import { z } from 'zod'
import { kinds, sentiments, urgencies } from './classification.ts'
import {
  anyWords, calendarDays, calendarYear, code, contact, cursor, day, filled, formalNumber, grants, id, journal, kato, limit, link, months, newPassword,
  onTicket, password, place, query, ruleCondition, ruleDraft, table, termRule, text, token, version, viewName, words, zone,
} from './contract-fields.ts'
import { erasureStates, erasureSubjects } from './erasure.ts'
import { extensionReasons } from './extension.ts'
import { figureViews } from './figures.ts'
import { exportFormats } from './export-format.ts'
import { organisationKinds } from './organisation.ts'
import { promiseOutcomes, promiseViews } from './promise.ts'
import { tableNetworks } from './table-file.ts'
import { termRulesAtMost } from './term-rule.ts'
import { trailKinds } from './trail-types.ts'
import { grades, results, ticketStates } from './ticket.ts'
import { dismissalReasons, triageStates } from './triage.ts'
import { interfaceLanguages } from './user.ts'

export const inputs = {
  'sign-in': z.strictObject({ login: filled(100), password, code: code.optional() }),
  'change-password': z.strictObject({ password, newPassword }),
  'save-view': z.strictObject({ ...viewName, query }),
  'drop-view': z.strictObject(viewName),
  'begin-second-factor': z.strictObject({ password }),
  'confirm-second-factor': z.strictObject({ code }),
  'renew-recovery-codes': z.strictObject({ password, code }),
  'drop-second-factor': z.strictObject({ password, code }),
  'reset-second-factor': z.strictObject({ userId: id }),
  'invite': z.strictObject({ userId: id }),
  'look-at-invitation': z.strictObject({ token }),
  'accept-invitation': z.strictObject({ token, password: newPassword }),
  'set-security': z.strictObject({ secondFactor: z.boolean() }),
  'feed': z.strictObject({
    organisationId: id.optional(), state: z.enum(triageStates).optional(), folded: z.enum(['no', 'yes']).default('no'),
    /** A topic, or a sector for all of its topics. */
    sourceId: id.optional(), topic: filled(100).optional(), after: cursor, limit,
  }),
  'post': z.strictObject({ postId: id, organisationId: id }),
  'similar': z.strictObject({ postId: id, organisationId: id }),
  'media': z.strictObject({ postId: id, index: z.coerce.number().int().min(0).max(99) }),
  'paste-post': z.strictObject({
    organisationId: id, url: link, text: filled(60_000), author: text(200).optional(), publishedAt: z.iso.datetime({ offset: true }).optional(),
  }),
  'register': z.strictObject({
    postId: id, organisationId: id, topic: filled(100).optional(), priority: z.enum(urgencies).optional(),
    bodyId: id.optional(), officerId: id.optional(),
  }),
  'join': z.strictObject({ postId: id, organisationId: id, ticketId: id }),
  'dismiss': z.strictObject({ postId: id, organisationId: id, reason: z.enum(dismissalReasons), note: text(1000).optional() }),
  'pass': z.strictObject({ postId: id, organisationId: id, toId: id, note: text(1000).optional() }),
  'restore': z.strictObject({ postId: id, organisationId: id }),
  'tickets': z.strictObject({
    view: z.enum(['mine', 'all', ...figureViews, 'promise-passed']).default('all'),
    organisationId: id.optional(), bodyId: id.optional(), state: z.enum(ticketStates).optional(), number: text(40).optional(), after: cursor, limit,
    /** With a view of figures only. */
    topic: filled(100).optional(), place: z.string().regex(/^\d{9}$/).optional(),
  }),
  'ticket': z.strictObject({ ticketId: filled(80) }),
  'trail': z.strictObject({
    /** A person's id, or `machine`. */
    by: id.optional(), kind: z.enum(trailKinds).optional(),
    /** Number or id of a ticket, or id of a post. */
    of: filled(80).optional(),
    from: day.optional(), to: day.optional(), before: z.coerce.number().int().min(1).optional(), limit,
  }),
  'trail-proof': z.strictObject({ from: z.coerce.number().int().min(0).default(0) }),
  'journal': z.strictObject({ ...journal, order: z.enum(['first', 'newest']).default('first'), after: cursor, limit }),
  'export-journal': z.strictObject({ ...journal, format: z.enum(exportFormats) }),
  'similar-to-ticket': z.strictObject({ ticketId: filled(80) }),
  'search': z.strictObject({
    /** Both at first; the pages after it are of one. */
    of: z.enum(['all', 'posts', 'tickets']).default('all'), words: text(2000), organisationId: id.optional(), bodyId: id.optional(), state: z.enum(ticketStates).optional(),
    from: day.optional(), to: day.optional(), after: cursor, limit,
  }).refine(({ of, after }) => of !== 'all' || after === undefined, { path: ['after'], message: 'needs-of' }),
  'detach': z.strictObject({ ...onTicket, postId: id }),
  'annul': z.strictObject({ ...onTicket, reason: text(1000).optional() }),
  'assign': z.strictObject({ ...onTicket, bodyId: id, officerId: id.optional() }),
  'reassign': z.strictObject({ ...onTicket, bodyId: id.optional(), officerId: id.optional(), reason: text(1000).optional() }),
  'accept': z.strictObject(onTicket),
  'return': z.strictObject({ ...onTicket, reason: filled(1000), bodyId: id.optional() }),
  'draft': z.strictObject({ ...onTicket, text: text(20_000) }),
  'submit': z.strictObject({
    ...onTicket, text: filled(20_000).optional(), kind: z.enum(['final', 'interim']),
    result: z.enum(['solved', 'explained', 'planned', 'refused']).optional(), promisedOn: day.optional(), reason: text(1000).optional(),
  }),
  'withdraw': z.strictObject(onTicket),
  'approve': z.strictObject(onTicket),
  'reject': z.strictObject({ ...onTicket, note: filled(2000) }),
  'send-back': z.strictObject({ ...onTicket, note: filled(2000) }),
  /** `proof`: address of a picture or film of what was done. */
  'publish': z.strictObject({ ...onTicket, permalink: link, proof: link.optional() }),
  'close': z.strictObject({ ...onTicket, result: z.enum(results).optional() }),
  'reopen': z.strictObject({ ...onTicket, reason: filled(1000) }),
  'note': z.strictObject({ ...onTicket, text: filled(5000) }),
  'control': z.strictObject({ ...onTicket, on: z.boolean() }),
  'ask-author': z.strictObject({ ...onTicket, text: filled(2000) }),
  'post-question': z.strictObject({ ...onTicket, permalink: link }),
  'author-answered': z.strictObject({ ...onTicket, text: text(5000).optional() }),
  'request-extension': z.strictObject({ ...onTicket, reason: z.enum(extensionReasons), dueOn: day, note: text(1000).optional() }),
  'decide-extension': z.strictObject({ ...onTicket, grant: z.boolean(), note: text(1000).optional() }),
  'merge': z.strictObject({ ...onTicket, mainId: id }),
  'unmerge': z.strictObject(onTicket),
  'hand-over': z.strictObject({ ...onTicket, bodyId: id, text: filled(20_000), permalink: link, formalNumber }),
  'body-answered': z.strictObject({ ...onTicket, text: text(5000).optional() }),
  'take-back': z.strictObject({ ...onTicket, reason: filled(1000) }),
  'answer-under': z.strictObject({ ...onTicket, postId: id, permalink: link }),
  'contact': z.strictObject({ ...onTicket, name: contact(200), phone: contact(60), email: contact(200), more: contact(1000) }),
  'read-contact': z.strictObject({ ticketId: id }),
  'priority': z.strictObject({ ...onTicket, priority: z.enum(urgencies), reason: text(1000).optional() }),
  'correct': z.strictObject({
    ...onTicket, topic: filled(100).optional(), place: z.string().regex(/^\d{9}$/).nullable().optional(), kind: z.enum(kinds).optional(), sentiment: z.enum(sentiments).optional(),
  }),
  'formal-number': z.strictObject({ ...onTicket, formalNumber: formalNumber.nullable() }),
  'co-executors': z.strictObject({ ...onTicket, userIds: z.array(id).max(20) }),
  'grade': z.strictObject({ ...onTicket, grade: z.literal(grades), reason: text(1000).optional() }),
  /** `on`: the new day of a moved promise, or the day on which one was kept. */
  'promise': z.strictObject({ ...onTicket, outcome: z.enum(promiseOutcomes), on: day.optional(), reason: text(1000).optional() }),
  'promises': z.strictObject({ view: z.enum(promiseViews).default('open'), organisationId: id.optional(), bodyId: id.optional(), after: cursor, limit }),
  /** By the post, never by the person: what a command was is kept for a while as its hash. */
  'request-erasure': z.strictObject({ organisationId: id, of: z.enum(erasureSubjects), postId: id.optional(), ticketId: id.optional() }),
  'set-retention': z.strictObject({ months }),
  'preview-retention': z.strictObject({ months }),
  'erasures': z.strictObject({ organisationId: id.optional(), state: z.enum(erasureStates).optional(), after: cursor, limit }),
  'erasure': z.strictObject({ erasureId: id }),
  'erase': z.strictObject({ erasureId: id, version, noteIds: z.array(id).max(500).default([]), strike: z.array(filled(200)).max(50).default([]) }),
  'refuse-erasure': z.strictObject({ erasureId: id, version, reason: filled(1000) }),
  'statistics': z.strictObject({ organisationId: id.optional() }),
  'export-statistics': z.strictObject({ organisationId: id.optional(), format: z.enum(exportFormats) }),
  'wall': z.strictObject({ token }),
  'create-board-link': z.strictObject({ organisationId: id, name: filled(100) }),
  'revoke-board-link': z.strictObject({ linkId: id }),
  'create-organisation': z.strictObject({
    kind: z.enum(organisationKinds), parentId: id.optional(), code: text(60).optional(),
    names: z.strictObject({ kk: filled(200), ru: filled(200), en: filled(200) }),
    kato: z.string().regex(/^\d{9}$/).optional(), prefix: filled(20).optional(), topics: z.array(filled(100)).max(200).optional(),
  }),
  /** Names and topics as they are to be, all of them. */
  'change-organisation': z.strictObject({
    organisationId: id, names: z.strictObject({ kk: filled(200), ru: filled(200), en: filled(200) }), topics: z.array(filled(100)).max(200), version,
  }),
  'set-prefix': z.strictObject({ organisationId: id, prefix: filled(20), version }),
  'rules': z.strictObject({ organisationId: id }),
  'terms': z.strictObject({ organisationId: id }),
  /** The whole table. `edition`: the one that the person saw. */
  'set-terms': z.strictObject({ organisationId: id, edition: z.number().int().min(0).optional(), rules: z.array(termRule).max(termRulesAtMost) }),
  'create-rule': z.strictObject(ruleDraft),
  'change-rule': z.strictObject({ ...ruleDraft, ruleId: id, version }),
  'preview-rule': z.strictObject({ organisationId: id, ruleId: id.optional(), topic: filled(100).optional(), place: kato.optional(), bodyId: id }),
  'decide-rule-offer': z.strictObject({ organisationId: id, ...ruleCondition, accept: z.boolean() }),
  'create-user': z.strictObject({
    login: z.string().regex(/^[a-z0-9._-]{2,60}$/, 'not-a-login'), name: filled(120), password: z.string().min(10).max(200).optional(),
    language: z.enum(interfaceLanguages).default('kk'),
    grants: grants.min(1),
    deputyId: id.optional(),
    duty: z.strictObject({ fromMinute: z.number().int().min(0).max(1439), toMinute: z.number().int().min(0).max(1439) }).optional(),
  }),
  'read-people-file': z.strictObject({ csv: text(200_000) }),
  'block-user': z.strictObject({ userId: id, reason: filled(1000) }),
  'unblock-user': z.strictObject({ userId: id, reason: filled(1000) }),
  'set-leave': z.strictObject({ userId: id, version, fromOn: day, toOn: day, deputyId: id.nullable().optional() }),
  'end-leave': z.strictObject({ userId: id, version }),
  'name-deputy': z.strictObject({ userId: id, version, deputyId: id.nullable() }),
  'change-grants': z.strictObject({ userId: id, version, add: grants.default([]), remove: grants.default([]) }),
  'calendar-year': z.strictObject({ year: calendarYear }),
  'set-calendar-year': z.strictObject({
    year: calendarYear, version: z.number().int().min(0), confirmed: z.boolean(), days: calendarDays,
    /** The order or announcement it is taken from; a confirmed list names it. */
    source: text(300).default(''),
  }),
  'preview-calendar-year': z.strictObject({ year: calendarYear, days: calendarDays }),
  /** `words`: posts without any of them are not taken in. */
  'create-source': z.strictObject({ url: place, name: text(200).optional(), organisationIds: z.array(id).min(1).max(50), zone, words: words.optional() }),
  'read-table': z.strictObject(table),
  'import-table': z.strictObject({ ...table, network: z.enum(tableNetworks) }),
  /** An address, `@name` of Telegram, `@name@host` of Mastodon or `@name.host` of Bluesky. */
  'try-source': z.strictObject({ address: filled(2000), zone }),
  'try-words': z.strictObject({ organisationId: id, words }),
  /** Empty: all posts are taken in. `was`: the words as the person saw them; the version of a source moves with every look at it. */
  'set-source-words': z.strictObject({ sourceId: id, words: anyWords, was: anyWords.optional() }),
  'pause-source': z.strictObject({ sourceId: id, on: z.boolean() }),
  'collect-now': z.strictObject({ sourceId: id }),
  'notices': z.strictObject({ after: cursor, limit }),
  'read-notices': z.strictObject({ ids: z.array(id).min(1).max(200) }),
  'blob': z.strictObject({ evidenceId: id, hash: z.string().regex(/^[0-9a-f]{64}$/) }),
} as const

export type InputOf<N extends keyof typeof inputs> = z.output<typeof inputs[N]>
/** What a caller may leave out is optional here. */
export type InputFor<N extends keyof typeof inputs> = z.input<typeof inputs[N]>
