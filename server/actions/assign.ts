// Gives a registered ticket to a body and an officer. After the second return only the coordinator does, and that cannot be returned.
import { holds } from '#domain/rights.ts'
import type { InputOf } from '#domain/contract-inputs.ts'
import { Refusal } from '#domain/refusal.ts'
import type { Caller } from './act.ts'
import { demandBody, nameOfficer } from './naming.ts'
import { offerRule } from './offer-rule.ts'
import { onTicket, type Scene, type TicketAnswer } from './on-ticket.ts'
import type { World } from './world.ts'

const bindingOf = ({ ticket, who, akimat }: Scene) => {
  if (ticket.returns < 2) return false
  const isCoordinator = holds(who, 'coordinator', akimat.path)
  if (!isCoordinator && !who.isMachine) throw new Refusal('binding-assignment', 'after the second return the coordinator assigns', { returns: ticket.returns })
  return true
}

export const assign = (world: World, caller: Caller, input: InputOf<'assign'>): Promise<TicketAnswer> =>
  onTicket(world, caller, 'assign', input, async (scene) => {
    const { tx, ticket, who } = scene
    const binding = bindingOf(scene)
    const { set, accept } = await nameOfficer(tx, world, ticket, input, who.userId)
    if (binding) await offerRule(scene, input.bodyId)
    return { to: 'assigned', set: { ...set, binding }, facts: { officerId: set.officerId, binding, acceptDueAt: accept.dueAt } }
  }, {
    // A head assigns inside the own body: the right is asked of the body that gets the ticket.
    path: async ({ tx, ticket }) => (await demandBody(tx, ticket.organisationId, input.bodyId)).path,
    starts: [['organisation', input.bodyId]],
  })
