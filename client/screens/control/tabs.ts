// The lists of control, and which of them a person begins with: the one whose next act is theirs.
import type { LocationQuery } from 'vue-router'
import type { Grant, Role } from '#domain/user.ts'

/** In the order of their keys 1–9: what waits for a decision, then what goes along. */
export const controlViews = ['unassigned', 'due-today', 'overdue', 'returned', 'to-approve', 'to-publish', 'not-accepted', 'on-control', 'promise-passed'] as const
export type ControlView = typeof controlViews[number]

const firstOf: [Role, ControlView][] = [['press', 'to-publish'], ['coordinator', 'unassigned'], ['head', 'to-approve'], ['manager', 'overdue']]

/** Where control opens for this person when the address names no list. */
export const firstView = (grants: readonly Grant[]): ControlView => firstOf.find(([role]) => grants.some(grant => grant.role === role))?.[1] ?? 'overdue'

const text = (value: LocationQuery[string] | undefined) => typeof value === 'string' && value !== '' ? value : undefined

/** What the address asks for; an unknown list opens the usual one. */
export const askedBy = (query: LocationQuery, first: ControlView) => ({
  view: controlViews.find(view => view === query.view) ?? first, organisationId: text(query.organisationId), after: text(query.after),
})
