// What every act on a ticket does the same way: find it, may this person, does the state allow it, keep the change, tell the trail.
import { stopClock } from '#domain/clock.ts'
import { targetsOf, type TicketAct } from '#domain/acts.ts'
import type { Organisation } from '#domain/organisation.ts'
import { Refusal } from '#domain/refusal.ts'
import { can, type Right } from '#domain/rights.ts'
import { nextDueOf, type Ticket, type TicketState } from '#domain/ticket.ts'
import type { TrailEvent } from '#domain/trail.ts'
import type { Start, Tx } from '../store/store.ts'
import { act, found, type Caller, type Person } from './act.ts'
import { leftBehind } from './left-behind.ts'
import type { World } from './world.ts'

export interface TicketAnswer { ticketId: string, number: string, version: number, state: TicketState }

/** What an act sees: the ticket as it stands, where it lies, and who asks. */
export interface Scene { tx: Tx, ticket: Ticket, who: Person, akimat: Organisation, body: Organisation | null, world: World }

type Common = 'ticketId' | 'number' | 'organisationId' | 'bodyId' | 'type'
type TicketEvent = Extract<TrailEvent, { ticketId: string, number: string }>
/** The facts of one event beside those that every line about a ticket carries. */
export type FactsOf<A extends TicketEvent['type']> = Omit<Extract<TicketEvent, { type: A }>, Common>

export interface Change<A extends TicketEvent['type']> {
  to: TicketState
  set?: Partial<Ticket>
  facts: FactsOf<A>
}

interface TicketInput { ticketId: string, version?: number }
interface Demands {
  /** Rights are asked of this path instead of the ticket's own (assigning asks the target body's). */
  path?: (scene: Scene, input: TicketInput) => Promise<readonly string[]>
  /** The verb itself decides who may; it has refused already when it goes on. */
  ownRule?: boolean
  starts?: readonly Start[]
}

export const subjectOf = ({ ticket, akimat, body }: Pick<Scene, 'ticket' | 'akimat' | 'body'>) =>
  ({ path: body?.path ?? akimat.path, officerId: ticket.officerId, coExecutorIds: ticket.coExecutorIds })

/** The line in the trail for a ticket as it stands after the act. */
export const ticketEvent = <A extends TicketEvent['type']>(type: A, ticket: Ticket, facts: FactsOf<A>): TrailEvent =>
  // The union is put together from its own parts; the compiler cannot see that across a generic.
  ({ type, ticketId: ticket.id, number: ticket.number, organisationId: ticket.organisationId, bodyId: ticket.bodyId, ...facts }) as TrailEvent

const wrongState = (name: TicketAct, { state, changedBy, lastActAt }: Ticket) =>
  new Refusal('not-in-this-state', `${name} is not possible in this state`, { state, act: name, by: changedBy, at: lastActAt })

/** Somebody who may not even read the ticket hears that it is not here; whose colleague was quicker hears who and when, not that they may not. */
const demandRight = async (right: TicketAct, scene: Scene, input: TicketInput, demands: Demands) => {
  const { who } = scene
  if (who.isMachine) return
  const subject = subjectOf(scene)
  const path = demands.path ? await demands.path(scene, input) : subject.path
  if (!demands.ownRule && can(who, right, { ...subject, path })) return
  if (!can(who, 'read-tickets', subject)) throw new Refusal('not-found', 'this ticket is not here', { what: 'ticket' })
  if (demands.ownRule) return
  demandVersion(scene.ticket, input.version)
  const couldBefore = can(who, right, { ...subject, path, officerId: null })
  if (couldBefore && !targetsOf(right, scene.ticket.state).length) throw wrongState(right, scene.ticket)
  throw new Refusal('no-right', 'this person may not do this here', { act: right })
}

export const demandVersion = (ticket: Ticket, version: number | undefined) => {
  if (version !== undefined && version !== ticket.version) {
    throw new Refusal('stale-version', 'somebody changed this ticket meanwhile', { by: ticket.changedBy, at: ticket.lastActAt })
  }
}

/** A named officer who does anything has accepted: the accept clock stops. */
const acceptOf = (ticket: Ticket, who: Person, now: string) =>
  ticket.accept && ticket.accept.stoppedAt === null && ticket.officerId === who.userId ? stopClock(ticket.accept, now) : ticket.accept

export const sceneOf = async (tx: Tx, world: World, who: Person, ticketId: string): Promise<Scene> => {
  const ticket = found(await tx.get('ticket', ticketId), 'ticket')
  const akimat = found(await tx.get('organisation', ticket.organisationId), 'organisation')
  const body = ticket.bodyId ? found(await tx.get('organisation', ticket.bodyId), 'organisation') : null
  return { tx, ticket, who, akimat, body, world }
}

/** The scene of an act that does not go the usual way, for somebody who holds its right there. */
export const sceneFor = async (tx: Tx, world: World, who: Person, ticketId: string, right: Right): Promise<Scene> => {
  const scene = await sceneOf(tx, world, who, ticketId)
  if (!can(who, 'read-tickets', subjectOf(scene))) throw new Refusal('not-found', 'this ticket is not here', { what: 'ticket' })
  if (!can(who, right, subjectOf(scene))) throw new Refusal('no-right', 'this person may not do this here', { act: right })
  return scene
}

/** Keeps a changed ticket: what is computed is computed here, once. */
export const keepTicket = (tx: Tx, who: Person, ticket: Ticket): Promise<Ticket> =>
  tx.put('ticket', { ...ticket, nextDueAt: nextDueOf(ticket), lastActAt: tx.now, changedBy: who.userId })

/** One act on one ticket. `change` says where it goes and what is set; it may write more through the scene's `tx`. */
export const onTicket = <A extends TicketAct & TicketEvent['type'], I extends TicketInput>(
  world: World, caller: Caller, name: A, input: I, change: (scene: Scene, targets: TicketState[]) => Promise<Change<A>>, demands: Demands = {},
): Promise<TicketAnswer> =>
  act(world, caller, { name, input, starts: [['ticket', input.ticketId], ...demands.starts ?? []] }, async (tx, who) => {
    const scene = await sceneOf(tx, world, who, input.ticketId)
    await demandRight(name, scene, input, demands)
    demandVersion(scene.ticket, input.version)
    const targets = targetsOf(name, scene.ticket.state)
    if (!targets.length) throw wrongState(name, scene.ticket)
    const { to, set, facts } = await change(scene, targets)
    const kept = await keepTicket(tx, who, { ...scene.ticket, accept: acceptOf(scene.ticket, who, tx.now), ...leftBehind(world, scene.ticket, to, tx.now), ...set, state: to })
    tx.append(ticketEvent(name, kept, facts))
    return { ticketId: kept.id, number: kept.number, version: kept.version, state: kept.state }
  })
