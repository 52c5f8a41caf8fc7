// Who may give a ticket to whom: the server decides, the screen offers only what it would accept.
import { targetsOf } from '#domain/acts.ts'
import { can, type Actor } from '#domain/rights.ts'
import type { TicketState } from '#domain/ticket.ts'
import type { Body, Person } from '#client/reference.ts'

interface Named { state: TicketState, organisationId: string, bodyId: string | null, officerId: string | null, returns: number }

/** The act that names somebody in this state: the first naming of a body, or another one; null when neither is possible. */
export const namingAct = (state: TicketState): 'assign' | 'reassign' | null => {
  if (targetsOf('assign', state).length > 0) return 'assign'
  return targetsOf('reassign', state).length > 0 ? 'reassign' : null
}

const takesTickets = ({ kind }: Body) => kind === 'department' || kind === 'enterprise'
const isCoordinator = ({ grants }: Actor, path: readonly string[]) => grants.some(grant => grant.role === 'coordinator' && path.includes(grant.organisationId))

/** Bodies of its akimat that this person may give the ticket to; none when they may not name at all. */
export const bodiesFor = (actor: Actor, ticket: Named, organisations: readonly Body[]): Body[] => {
  const act = namingAct(ticket.state)
  const place = organisations.find(({ id }) => id === (ticket.bodyId ?? ticket.organisationId))
  if (act === null || !place) return []
  if (act === 'reassign' && !can(actor, act, place)) return []
  // After the second return the coordinator decides, and nobody else.
  if (act === 'assign' && ticket.returns >= 2 && !isCoordinator(actor, place.path)) return []
  return organisations.filter(body => takesTickets(body) && body.path.includes(ticket.organisationId) && can(actor, act, body))
}

/** People of a body who can be named: its officers and heads who are here, without the one who has it now. */
export const officersOf = (body: Pick<Body, 'id'>, people: readonly Person[], { bodyId, officerId }: Pick<Named, 'bodyId' | 'officerId'>): Person[] =>
  people.filter(({ id, blocked, away, grants }) => !blocked && !away && !(bodyId === body.id && officerId === id)
    && grants.some(grant => grant.organisationId === body.id && (grant.role === 'officer' || grant.role === 'head')))

/** The first naming in a body needs no reason. */
export const needsReason = ({ state, officerId }: Pick<Named, 'state' | 'officerId'>): boolean => namingAct(state) === 'reassign' && !(state === 'assigned' && officerId === null)
