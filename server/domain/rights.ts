// Who may do what: role × organisation subtree, and whose ticket it is. The server enforces it, the client hides by it.
import type { TicketAct, TriageAct } from './acts.ts'
import type { Organisation } from './organisation.ts'
import type { Grant, Role } from './user.ts'

/** What is not an act of §6. */
export const views = [
  'read-feed', 'read-tickets', 'read-authors', 'read-statistics', 'read-trail', 'paste-post', 'manage-calendar',
  'read-sources', 'manage-sources', 'read-people', 'manage-users', 'manage-organisations', 'manage-leave',
  'read-rules', 'manage-rules', 'request-erasure', 'erase', 'manage-retention', 'read-journal', 'manage-board-links',
] as const
export type View = typeof views[number]
export type Right = TicketAct | TriageAct | View

const all: readonly Role[] = ['press', 'officer', 'head', 'coordinator', 'manager']
const everyone: readonly Role[] = [...all, 'admin', 'auditor']

/** Roles that hold a right over their subtree. `officer` in an act means the ticket's own officer (see `can`). */
export const rights: Record<Right, readonly Role[]> = {
  'register': ['press', 'coordinator'],
  'join': ['press', 'coordinator'],
  'detach': ['press', 'coordinator'],
  'dismiss': ['press'],
  'restore': ['press'],
  'pass': ['press', 'coordinator'],
  'annul': ['press', 'coordinator'],
  'assign': ['press', 'coordinator', 'head'],
  'reassign': ['head', 'coordinator'],
  'accept': ['officer'],
  'return': ['officer', 'head'],
  'draft': ['officer'],
  'submit': ['officer'],
  'withdraw': ['officer'],
  'approve': ['head', 'manager'],
  'reject': ['head', 'manager'],
  'send-back': ['press'],
  'publish': ['press'],
  'answer-under': ['press'],
  'ask-author': ['officer'],
  'author-answered': ['officer', 'press'],
  'request-extension': ['officer'],
  'decide-extension': ['head', 'manager'],
  'hand-over': ['press', 'coordinator'],
  'body-answered': ['press', 'coordinator'],
  'take-back': ['press', 'coordinator'],
  'merge': ['press', 'coordinator'],
  'unmerge': ['press', 'coordinator'],
  'close': ['press', 'head', 'coordinator'],
  'reopen': ['press', 'coordinator'],
  'control': ['manager', 'coordinator'],
  'priority': ['press', 'coordinator', 'head'],
  'co-executors': ['head', 'officer'],
  'grade': ['coordinator', 'manager'],
  'correct': ['press', 'officer', 'coordinator'],
  'formal-number': ['press'],
  'contact': ['press', 'officer'],
  'promise': ['press', 'head', 'coordinator'],
  'evidence': [],
  'note': all,
  'open-campaign': ['coordinator'],
  'dissolve': ['coordinator'],
  'read-feed': ['press', 'coordinator', 'manager'],
  'read-tickets': all,
  'read-authors': ['press', 'officer', 'head', 'coordinator'],
  'read-statistics': ['press', 'head', 'coordinator', 'manager'],
  'manage-board-links': ['head', 'coordinator', 'manager'],
  'read-trail': ['auditor'],
  'read-journal': ['press', 'head', 'coordinator', 'manager', 'auditor'],
  'paste-post': ['press', 'coordinator'],
  // At the root of the tree only: the verb asks where.
  'manage-calendar': ['admin'],
  'read-sources': ['press', 'coordinator', 'manager', 'admin'],
  'manage-sources': ['admin', 'press'],
  'read-rules': ['press', 'coordinator', 'manager', 'admin'],
  'manage-rules': ['admin', 'coordinator'],
  'read-people': everyone,
  'manage-users': ['admin'],
  'manage-organisations': ['admin'],
  // Everybody has the own leave beside this.
  'manage-leave': ['head', 'admin'],
  'request-erasure': ['press', 'coordinator'],
  'erase': ['coordinator'],
  'manage-retention': ['admin'],
}

export interface Actor { userId: string, grants: readonly Grant[] }

/** What an act is done to, as far as rights go. */
export interface Subject {
  /** Of the body if there is one, else of the akimat. */
  path: readonly string[]
  officerId?: string | null
  coExecutorIds?: readonly string[]
}

/** Acts that belong to the ticket's own officer, not to any officer of the body. */
const ownOfficerActs: readonly Right[] = ['accept', 'return', 'draft', 'submit', 'withdraw', 'ask-author', 'author-answered', 'request-extension', 'co-executors', 'correct', 'contact']

/** Is a role held on this path, here or above? */
export const holds = (actor: Actor, role: Role, path: readonly string[]) => actor.grants.some(grant => grant.role === role && path.includes(grant.organisationId))

/** May this person do this here? Conditions that depend on time or on the reply's authors are the act's own. */
export const can = (actor: Actor, right: Right, subject: Subject): boolean => {
  if (right === 'draft' && subject.coExecutorIds?.includes(actor.userId)) return true
  // A head who is named, as when an officer is blocked, is the ticket's officer like any other.
  if (subject.officerId === actor.userId && ownOfficerActs.includes(right) && holds(actor, 'head', subject.path)) return true
  return rights[right].some((role) => {
    if (!holds(actor, role, subject.path)) return false
    if (role !== 'officer' || !ownOfficerActs.includes(right)) return true
    if (subject.officerId) return subject.officerId === actor.userId
    // While nobody is named it is for any officer of this very body, not for one of an akimat above it.
    return (right === 'accept' || right === 'return') && holds(actor, 'officer', subject.path.slice(-1))
  })
}

/** Does the person hold the right anywhere at all? For menus. */
export const canSomewhere = (actor: Actor, right: Right): boolean => actor.grants.some(grant => rights[right].includes(grant.role))

/** Where a right reaches: whole akimats, and single bodies. Lists are limited to it in the store. */
export interface Scope { akimatIds: string[], bodyIds: string[] }

export const scopeOf = (actor: Actor, right: Right, organisations: readonly Organisation[]): Scope => {
  const reached = organisations.filter(organisation => rights[right].some(role => holds(actor, role, organisation.path)))
  const akimatIds = reached.filter(organisation => organisation.kind === 'akimat').map(organisation => organisation.id)
  const covered = new Set(akimatIds)
  const bodyIds = reached
    .filter(organisation => organisation.kind !== 'akimat' && organisation.kind !== 'external' && !organisation.path.some(id => covered.has(id)))
    .map(organisation => organisation.id)
  return { akimatIds, bodyIds }
}
