// One handler per endpoint of the contract. A handler asks one verb; it decides nothing itself.
import type { Request, Response } from 'express'
import ipaddr from 'ipaddr.js'
import type { contract, ResultOf } from '#domain/contract.ts'
import type { InputOf, inputs } from '#domain/contract-inputs.ts'
import type { EndpointName } from '#domain/paths.ts'
import type { Session } from '#domain/session.ts'
import type { User } from '#domain/user.ts'
import type { Caller } from '../actions/act.ts'
import { acceptInvitation, lookAtInvitation } from '../actions/accept-invitation.ts'
import { beginSecondFactor } from '../actions/begin-second-factor.ts'
import { changePassword } from '../actions/change-password.ts'
import { confirmSecondFactor } from '../actions/confirm-second-factor.ts'
import { dropSecondFactor } from '../actions/drop-second-factor.ts'
import { endOtherSessions } from '../actions/end-other-sessions.ts'
import { exportJournal } from '../actions/export-journal.ts'
import type { SignedIn } from '../actions/open-session.ts'
import { showSecurity } from '../actions/show/security.ts'
import { renewRecoveryCodes } from '../actions/renew-recovery-codes.ts'
import { signIn } from '../actions/sign-in.ts'
import { signOut } from '../actions/sign-out.ts'
import { previewCalendarYear } from '../actions/show/calendar-preview.ts'
import { showBlob } from '../actions/show/blob.ts'
import { showCalendar, showCalendarYear } from '../actions/show/calendar.ts'
import { showDemoPeople } from '../actions/show/demo-people.ts'
import { showErasure, showErasures } from '../actions/show/erasures.ts'
import { showFeedDetail } from '../actions/show/feed-detail.ts'
import { showFeed } from '../actions/show/feed.ts'
import { showJournal } from '../actions/show/journal.ts'
import { showMe } from '../actions/show/me.ts'
import { showCounts, showNotices } from '../actions/show/notices.ts'
import { showOrganisations, showPeople } from '../actions/show/people.ts'
import { showPicture } from '../actions/show/picture.ts'
import { readPeopleFile } from '../actions/show/people-file.ts'
import { showPromises } from '../actions/show/promises.ts'
import { showReference } from '../actions/show/reference.ts'
import { previewRule } from '../actions/show/rule-preview.ts'
import { showRules } from '../actions/show/rules.ts'
import { showSearch } from '../actions/show/search.ts'
import { showRetention } from '../actions/show/retention.ts'
import { showSimilar, showSimilarToTicket } from '../actions/show/similar.ts'
import { showSources } from '../actions/show/sources.ts'
import { showStatistics } from '../actions/show/statistics.ts'
import { showTable } from '../actions/show/table.ts'
import { showTerms } from '../actions/show/terms.ts'
import { showTicket } from '../actions/show/ticket.ts'
import { showTickets } from '../actions/show/tickets.ts'
import { proveTrail } from '../actions/show/trail-proof.ts'
import { showTrail } from '../actions/show/trail.ts'
import { viewerOf } from '../actions/show/viewer.ts'
import { tryWords } from '../actions/show/words-trial.ts'
import { trySource } from '../actions/try-source.ts'
import { showBoardLinks, showWall } from '../actions/show/wall.ts'
import { showSavedViews } from '../actions/saved-views.ts'
import { carryOut, type VerbName } from '../actions/verbs.ts'
import type { World } from '../actions/world.ts'
import { journalFile } from './journal-file.ts'
import { languageOf } from './problem.ts'
import type { TableFile } from './send-table.ts'
import type { SessionCookie } from './session-cookie.ts'
import { statisticsFile } from './statistics-file.ts'

/** What a handler is given beside its input. */
export interface Visit { world: World, request: Request, response: Response, cookie: SessionCookie, caller: Caller, user: User, session: Session }
/** Before signing in there is no person. */
export type Doorstep = Pick<Visit, 'world' | 'request' | 'response' | 'cookie'>

/** Guesses are counted by it; of an IPv6 address the network, for a person has all of its addresses. What nobody can read of a proxy is one address for all. */
const addressOf = ({ ip = '' }: Request): string => {
  const address = ipaddr.process(ipaddr.isValid(ip) ? ip : '0.0.0.0')
  return address.kind() === 'ipv6' ? address.toByteArray().slice(0, 8).join('.') : address.toString()
}

const giveSession = (step: Doorstep, { token, user }: SignedIn) => {
  step.cookie.set(step.response, token)
  return showMe(step.world, user)
}

type Given<N extends EndpointName> = N extends keyof typeof inputs ? InputOf<N> : undefined
type Public = { [N in EndpointName]: typeof contract[N]['right'] extends 'public' ? N : never }[EndpointName]

export const publicHandlers: { [N in Public]: (visit: Doorstep, input: Given<N>) => Promise<ResultOf<N>> } = {
  'sign-in': async (step, input) => giveSession(step, await signIn(step.world, input, addressOf(step.request), step.cookie.tokenOf(step.request))),
  'look-at-invitation': ({ world }, input) => lookAtInvitation(world, input),
  'accept-invitation': async (step, input) => {
    const signedIn = await acceptInvitation(step.world, input, step.cookie.tokenOf(step.request))
    if (signedIn) step.cookie.set(step.response, signedIn.token)
    return { done: true }
  },
  'demo-people': ({ world }) => showDemoPeople(world),
  'wall': ({ world }, input) => showWall(world, input),
}

/** Answered with bytes that a browser may show. */
export type FileEndpoint = 'blob' | 'media'
/** Answered with a table. */
export type TableEndpoint = 'export-journal' | 'export-statistics'
type Shown = Exclude<EndpointName, Public | VerbName | FileEndpoint | TableEndpoint>
const viewer = ({ world, user }: Visit) => viewerOf(world, user)

export const handlers: { [N in Shown]: (visit: Visit, input: Given<N>) => Promise<ResultOf<N>> } = {
  'me': ({ world, user }) => showMe(world, user),
  'change-password': async (visit, input) => giveSession(visit, await changePassword(visit.world, visit.user, input, addressOf(visit.request))),
  'end-other-sessions': async visit => giveSession(visit, await endOtherSessions(visit.world, visit.user)),
  'begin-second-factor': ({ world, user, request }, input) => beginSecondFactor(world, user, input, addressOf(request)),
  'confirm-second-factor': ({ world, user, request }, input) => confirmSecondFactor(world, user, input, addressOf(request)),
  'renew-recovery-codes': ({ world, user, request }, input) => renewRecoveryCodes(world, user, input, addressOf(request)),
  'drop-second-factor': ({ world, user, request }, input) => dropSecondFactor(world, user, input, addressOf(request)),
  'security': ({ world, user }) => showSecurity(world, user),
  'sign-out': async ({ world, caller, session, response, cookie }) => {
    cookie.clear(response)
    return signOut(world, caller, session.id)
  },
  'reference': async visit => showReference(visit.world, await viewer(visit)),
  'saved-views': ({ world, user }) => showSavedViews(world, user.id),
  'counts': async visit => showCounts(visit.world, await viewer(visit)),
  'feed': async (visit, input) => showFeed(visit.world, await viewer(visit), input),
  'post': async (visit, input) => showFeedDetail(visit.world, await viewer(visit), input),
  'similar': async (visit, input) => showSimilar(visit.world, await viewer(visit), input),
  'similar-to-ticket': async (visit, input) => showSimilarToTicket(visit.world, await viewer(visit), input),
  'tickets': async (visit, input) => showTickets(visit.world, await viewer(visit), input),
  'trail': async (visit, input) => showTrail(visit.world, await viewer(visit), input),
  'trail-proof': async (visit, input) => proveTrail(visit.world, await viewer(visit), input),
  'journal': async (visit, input) => showJournal(visit.world, await viewer(visit), input),
  'search': async (visit, input) => showSearch(visit.world, await viewer(visit), input),
  'ticket': async (visit, { ticketId }) => showTicket(visit.world, await viewer(visit), ticketId),
  'promises': async (visit, input) => showPromises(visit.world, await viewer(visit), input),
  'retention': async visit => showRetention(visit.world, await viewer(visit)),
  'preview-retention': async (visit, { months }) => showRetention(visit.world, await viewer(visit), months),
  'erasures': async (visit, input) => showErasures(visit.world, await viewer(visit), input),
  'erasure': async (visit, input) => showErasure(visit.world, await viewer(visit), input),
  'statistics': async (visit, input) => showStatistics(visit.world, await viewer(visit), input),
  'board-links': async visit => showBoardLinks(visit.world, await viewer(visit)),
  'organisations': async visit => showOrganisations(await viewer(visit)),
  'people': async visit => showPeople(visit.world, await viewer(visit)),
  'read-people-file': async (visit, input) => readPeopleFile(visit.world, await viewer(visit), input),
  'read-table': async (visit, input) => showTable(visit.world, await viewer(visit), input),
  'terms': async (visit, input) => showTerms(visit.world, await viewer(visit), input),
  'rules': async (visit, input) => showRules(visit.world, await viewer(visit), input),
  'try-source': async (visit, input) => trySource(visit.world, await viewer(visit), input),
  'try-words': async (visit, input) => tryWords(visit.world, await viewer(visit), input),
  'preview-rule': async (visit, input) => previewRule(visit.world, await viewer(visit), input),
  'calendar': async visit => showCalendar(visit.world, await viewer(visit)),
  'calendar-year': async (visit, input) => showCalendarYear(visit.world, await viewer(visit), input),
  'preview-calendar-year': async (visit, input) => previewCalendarYear(visit.world, await viewer(visit), input),
  'sources': async visit => showSources(visit.world, await viewer(visit)),
  'notices': async (visit, input) => showNotices(visit.world, await viewer(visit), input),
}

export interface File { bytes: Uint8Array, type: string, name: string }
export const fileHandlers: { [N in FileEndpoint]: (visit: Visit, input: Given<N>) => Promise<File> } = {
  blob: async (visit, { evidenceId, hash }) => ({ ...await showBlob(visit.world, await viewer(visit), evidenceId, hash), name: hash.slice(0, 16) }),
  media: async (visit, input) => ({ ...await showPicture(visit.world, await viewer(visit), input), name: `${input.postId}-${input.index}` }),
}

const reader = async (visit: Visit) => ({ viewer: await viewer(visit), language: languageOf(visit.request) })
export const tableHandlers: { [N in TableEndpoint]: (visit: Visit, input: Given<N>) => Promise<TableFile> } = {
  'export-journal': async (visit, input) => {
    const to = await reader(visit)
    return journalFile(visit.world, to, await exportJournal(visit.world, visit.caller, to.viewer, input))
  },
  'export-statistics': async (visit, { organisationId }) => {
    const to = await reader(visit)
    return statisticsFile(to, await showStatistics(visit.world, to.viewer, { organisationId }))
  },
}

export const actHandler = <N extends VerbName>(name: N) => ({ world, caller }: Visit, input: InputOf<N>) => carryOut(world, caller, name, input)
