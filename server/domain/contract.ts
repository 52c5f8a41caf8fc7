// The one endpoint table: address, what goes in, what comes out, which right is needed. It serves the server, types the client and prints OpenAPI.
import { z } from 'zod'
import { boardLinksView, madeBoardLinkView, wallView } from './contract-board-link.ts'
import { calendarPreviewView, calendarView, calendarYearView, keptYearView } from './contract-calendar.ts'
import { erasurePreviewView, erasureView, erasuresView, retentionView } from './contract-erasure.ts'
import { inputs } from './contract-inputs.ts'
import { journalView } from './contract-journal.ts'
import * as people from './contract-people.ts'
import { peopleFileView } from './contract-people-file.ts'
import { offerActView, ruleActView, rulePreviewView, rulesView, termsActView, termsView } from './contract-rules.ts'
import { similarView } from './contract-similar.ts'
import { collectedView, sourceActView, sourcesView, triedSourceView, triedWordsView } from './contract-sources.ts'
import { statisticsView } from './contract-statistics.ts'
import { importedView, tableView } from './contract-table.ts'
import { trailProofView, trailView } from './contract-trail.ts'
import * as views from './contract-views.ts'
import { paths, type EndpointName } from './paths.ts'
import type { Right } from './rights.ts'

interface Endpoint {
  input: z.ZodObject | null
  result: z.ZodType
  /** `public`: without signing in · `signed-in`: any person · else the right that the verb demands on what it touches. */
  right: Right | 'public' | 'signed-in'
}

const onTicket = <N extends keyof typeof inputs & Right>(act: N) => ({ input: inputs[act], result: views.actView, right: act })
const onPost = <N extends keyof typeof inputs & Right>(act: N) => ({ input: inputs[act], result: views.triageActView, right: act })

export const contract = {
  'sign-in': { input: inputs['sign-in'], result: people.meView, right: 'public' },
  'me': { input: null, result: people.meView, right: 'signed-in' },
  'sign-out': { input: null, result: views.doneView, right: 'signed-in' },
  'change-password': { input: inputs['change-password'], result: people.meView, right: 'signed-in' },
  'end-other-sessions': { input: null, result: people.meView, right: 'signed-in' },
  'begin-second-factor': { input: inputs['begin-second-factor'], result: people.secondFactorView, right: 'signed-in' },
  'confirm-second-factor': { input: inputs['confirm-second-factor'], result: people.recoveryView, right: 'signed-in' },
  'renew-recovery-codes': { input: inputs['renew-recovery-codes'], result: people.recoveryView, right: 'signed-in' },
  'drop-second-factor': { input: inputs['drop-second-factor'], result: views.doneView, right: 'signed-in' },
  'saved-views': { input: null, result: people.savedViewsView, right: 'signed-in' },
  'save-view': { input: inputs['save-view'], result: people.savedViewsView, right: 'signed-in' },
  'drop-view': { input: inputs['drop-view'], result: people.savedViewsView, right: 'signed-in' },
  'look-at-invitation': { input: inputs['look-at-invitation'], result: people.invitedView, right: 'public' },
  /** Signs the person in, unless a second factor is still to be asked. */
  'accept-invitation': { input: inputs['accept-invitation'], result: views.doneView, right: 'public' },
  'reference': { input: null, result: views.referenceView, right: 'signed-in' },
  'demo-people': { input: null, result: views.demoView, right: 'public' },
  'counts': { input: null, result: views.countsView, right: 'signed-in' },
  'feed': { input: inputs['feed'], result: views.feedView, right: 'read-feed' },
  'post': { input: inputs['post'], result: views.feedDetailView, right: 'read-feed' },
  'similar': { input: inputs['similar'], result: similarView, right: 'read-feed' },
  'paste-post': { input: inputs['paste-post'], result: views.triageActView, right: 'paste-post' },
  'register': onPost('register'),
  'join': onPost('join'),
  'dismiss': onPost('dismiss'),
  'restore': onPost('restore'),
  'pass': onPost('pass'),
  'tickets': { input: inputs['tickets'], result: views.ticketsView, right: 'read-tickets' },
  'ticket': { input: inputs['ticket'], result: views.ticketView, right: 'read-tickets' },
  'trail': { input: inputs['trail'], result: trailView, right: 'read-trail' },
  /** One stretch of the chain, short enough to hold nobody up; the next begins where it ends. */
  'trail-proof': { input: inputs['trail-proof'], result: trailProofView, right: 'read-trail' },
  'journal': { input: inputs['journal'], result: journalView, right: 'read-journal' },
  /** Bytes, not JSON; leaves a line in the trail. */
  'export-journal': { input: inputs['export-journal'], result: z.unknown(), right: 'read-journal' },
  'similar-to-ticket': { input: inputs['similar-to-ticket'], result: similarView, right: 'read-tickets' },
  'search': { input: inputs['search'], result: views.searchView, right: 'read-tickets' },
  'detach': onTicket('detach'),
  'annul': onTicket('annul'),
  'assign': onTicket('assign'),
  'reassign': onTicket('reassign'),
  'accept': onTicket('accept'),
  'return': onTicket('return'),
  'draft': { input: inputs['draft'], result: views.draftView, right: 'draft' },
  'submit': onTicket('submit'),
  'withdraw': onTicket('withdraw'),
  'approve': onTicket('approve'),
  'reject': onTicket('reject'),
  'send-back': onTicket('send-back'),
  'publish': onTicket('publish'),
  'close': onTicket('close'),
  'reopen': onTicket('reopen'),
  'note': onTicket('note'),
  'control': onTicket('control'),
  'ask-author': onTicket('ask-author'),
  /** The second step of asking: whoever publishes says where the question stands. */
  'post-question': { input: inputs['post-question'], result: views.actView, right: 'publish' },
  'author-answered': onTicket('author-answered'),
  'request-extension': onTicket('request-extension'),
  'decide-extension': onTicket('decide-extension'),
  'merge': onTicket('merge'),
  'unmerge': onTicket('unmerge'),
  'hand-over': onTicket('hand-over'),
  'body-answered': onTicket('body-answered'),
  'take-back': onTicket('take-back'),
  'answer-under': onTicket('answer-under'),
  'contact': onTicket('contact'),
  /** Leaves a line in the trail. */
  'read-contact': { input: inputs['read-contact'], result: views.contactView, right: 'contact' },
  'priority': onTicket('priority'),
  'correct': onTicket('correct'),
  'formal-number': onTicket('formal-number'),
  'co-executors': onTicket('co-executors'),
  'grade': onTicket('grade'),
  'promise': onTicket('promise'),
  'promises': { input: inputs['promises'], result: views.promisesView, right: 'read-tickets' },
  'retention': { input: null, result: retentionView, right: 'manage-retention' },
  'set-retention': { input: inputs['set-retention'], result: views.doneView, right: 'manage-retention' },
  /** How much would go by months that are not set yet. */
  'preview-retention': { input: inputs['preview-retention'], result: retentionView, right: 'manage-retention' },
  'request-erasure': { input: inputs['request-erasure'], result: erasureView, right: 'request-erasure' },
  'erasures': { input: inputs['erasures'], result: erasuresView, right: 'request-erasure' },
  'erasure': { input: inputs['erasure'], result: erasurePreviewView, right: 'request-erasure' },
  'erase': { input: inputs['erase'], result: erasureView, right: 'erase' },
  'refuse-erasure': { input: inputs['refuse-erasure'], result: erasureView, right: 'erase' },
  'statistics': { input: inputs['statistics'], result: statisticsView, right: 'read-statistics' },
  /** Bytes, not JSON: the same figures as a table. */
  'export-statistics': { input: inputs['export-statistics'], result: z.unknown(), right: 'read-statistics' },
  /** With the token of a link instead of a session. */
  'wall': { input: inputs['wall'], result: wallView, right: 'public' },
  'board-links': { input: null, result: boardLinksView, right: 'manage-board-links' },
  'create-board-link': { input: inputs['create-board-link'], result: madeBoardLinkView, right: 'manage-board-links' },
  'revoke-board-link': { input: inputs['revoke-board-link'], result: views.doneView, right: 'manage-board-links' },
  'organisations': { input: null, result: views.organisationsView, right: 'read-people' },
  'create-organisation': { input: inputs['create-organisation'], result: views.createdView, right: 'manage-organisations' },
  'change-organisation': { input: inputs['change-organisation'], result: views.changedView, right: 'manage-organisations' },
  'set-prefix': { input: inputs['set-prefix'], result: views.prefixView, right: 'manage-organisations' },
  'rules': { input: inputs['rules'], result: rulesView, right: 'read-rules' },
  'terms': { input: inputs['terms'], result: termsView, right: 'read-rules' },
  'set-terms': { input: inputs['set-terms'], result: termsActView, right: 'manage-rules' },
  'create-rule': { input: inputs['create-rule'], result: ruleActView, right: 'manage-rules' },
  'change-rule': { input: inputs['change-rule'], result: ruleActView, right: 'manage-rules' },
  'preview-rule': { input: inputs['preview-rule'], result: rulePreviewView, right: 'manage-rules' },
  'decide-rule-offer': { input: inputs['decide-rule-offer'], result: offerActView, right: 'manage-rules' },
  'people': { input: null, result: people.peopleView, right: 'read-people' },
  'create-user': { input: inputs['create-user'], result: people.createdUserView, right: 'manage-users' },
  /** Adds nobody: says what each line of the file would do. */
  'read-people-file': { input: inputs['read-people-file'], result: peopleFileView, right: 'manage-users' },
  'invite': { input: inputs['invite'], result: people.invitationView, right: 'manage-users' },
  'reset-second-factor': { input: inputs['reset-second-factor'], result: views.doneView, right: 'manage-users' },
  'security': { input: null, result: people.securityView, right: 'manage-users' },
  'set-security': { input: inputs['set-security'], result: views.doneView, right: 'manage-users' },
  'block-user': { input: inputs['block-user'], result: people.leaverView, right: 'manage-users' },
  'unblock-user': { input: inputs['unblock-user'], result: people.invitationView, right: 'manage-users' },
  /** Everybody sets the own leave; the right is asked for that of others. */
  'set-leave': { input: inputs['set-leave'], result: people.leaverView, right: 'signed-in' },
  'end-leave': { input: inputs['end-leave'], result: people.leaverView, right: 'signed-in' },
  'name-deputy': { input: inputs['name-deputy'], result: people.personActView, right: 'manage-users' },
  'change-grants': { input: inputs['change-grants'], result: people.leaverView, right: 'manage-users' },
  /** Lists of working days, for an administrator at the root: one calendar serves the whole installation. */
  'calendar': { input: null, result: calendarView, right: 'manage-calendar' },
  'calendar-year': { input: inputs['calendar-year'], result: calendarYearView, right: 'manage-calendar' },
  'preview-calendar-year': { input: inputs['preview-calendar-year'], result: calendarPreviewView, right: 'manage-calendar' },
  'set-calendar-year': { input: inputs['set-calendar-year'], result: keptYearView, right: 'manage-calendar' },
  'sources': { input: null, result: sourcesView, right: 'read-sources' },
  'create-source': { input: inputs['create-source'], result: views.createdView, right: 'manage-sources' },
  /** What a table of another program holds; nothing is kept. Refusals of the field `file` say why it is none. */
  'read-table': { input: inputs['read-table'], result: tableView, right: 'paste-post' },
  'import-table': { input: inputs['import-table'], result: importedView, right: 'paste-post' },
  /** What an address is, and its last posts; nothing is kept. Refusals of the field `address` say why it cannot be read. */
  'try-source': { input: inputs['try-source'], result: triedSourceView, right: 'manage-sources' },
  /** What a word list would have let through of the last seven days. */
  'try-words': { input: inputs['try-words'], result: triedWordsView, right: 'manage-sources' },
  'set-source-words': { input: inputs['set-source-words'], result: sourceActView, right: 'manage-sources' },
  'pause-source': { input: inputs['pause-source'], result: sourceActView, right: 'manage-sources' },
  'collect-now': { input: inputs['collect-now'], result: collectedView, right: 'manage-sources' },
  'notices': { input: inputs['notices'], result: views.noticesView, right: 'signed-in' },
  'read-notices': { input: inputs['read-notices'], result: views.doneView, right: 'signed-in' },
  /** Bytes, not JSON: a picture of a post, fetched by the desk. */
  'media': { input: inputs['media'], result: z.unknown(), right: 'read-tickets' },
  /** Bytes, not JSON: sent as an attachment with their own type. */
  'blob': { input: inputs['blob'], result: z.unknown(), right: 'read-tickets' },
} as const satisfies Record<EndpointName, Endpoint>

export type ResultOf<N extends EndpointName> = z.output<typeof contract[N]['result']>
/** What a caller of an endpoint hands over; nothing where it takes nothing. */
export type CallOf<N extends EndpointName> = typeof contract[N]['input'] extends z.ZodType ? z.input<typeof contract[N]['input']> : undefined

export { paths }
