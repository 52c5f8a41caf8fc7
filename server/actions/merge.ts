// Two tickets are about the same thing: one becomes a child of the other, whose clocks count from now on.
import { stopClock } from '#domain/clock.ts'
import type { InputOf } from '#domain/contract-inputs.ts'
import { endHolding } from '#domain/holding.ts'
import { Refusal } from '#domain/refusal.ts'
import { can } from '#domain/rights.ts'
import { mainStates, type Ticket, type TicketState } from '#domain/ticket.ts'
import { aboutOf } from './about.ts'
import type { Caller } from './act.ts'
import { notify } from './notify.ts'
import { keepTicket, onTicket, sceneOf, subjectOf, ticketEvent, type Scene, type TicketAnswer } from './on-ticket.ts'
import type { World } from './world.ts'

/** The ticket that takes the other in: of the same akimat, not itself, and not past its answer. */
const demandMain = async ({ tx, ticket, who, world }: Scene, mainId: string): Promise<Ticket> => {
  const main = await sceneOf(tx, world, who, mainId)
  const reached = who.isMachine || can(who, 'read-tickets', subjectOf(main))
  if (!reached || main.ticket.organisationId !== ticket.organisationId) throw new Refusal('not-found', 'this ticket is not here', { what: 'ticket' })
  if (mainId === ticket.id) throw new Refusal('bad-input', 'a ticket is not merged into itself', { field: 'mainId', problem: 'itself' })
  const { state, changedBy, lastActAt } = main.ticket
  if (!(mainStates as readonly TicketState[]).includes(state)) throw new Refusal('not-in-this-state', 'nothing is merged into a ticket in this state', { state, act: 'merge', by: changedBy, at: lastActAt })
  return main.ticket
}

/** Children go where their main goes. */
const moveChildren = async ({ tx, ticket, who }: Scene, mainId: string): Promise<string[]> => {
  const { childIds = [] } = ticket
  for (const childId of childIds) {
    const child = await tx.get('ticket', childId)
    if (child) tx.append(ticketEvent('merge', await keepTicket(tx, who, { ...child, mainId }), { mainId, childId }))
  }
  return childIds
}

export const merge = (world: World, caller: Caller, input: InputOf<'merge'>): Promise<TicketAnswer> =>
  onTicket(world, caller, 'merge', input, async (scene) => {
    const { tx, ticket, who } = scene
    const { mainId } = input
    const main = await demandMain(scene, mainId)
    const moved = await moveChildren(scene, mainId)
    const facts = { mainId, childId: ticket.id }
    tx.append(ticketEvent('merge', await keepTicket(tx, who, { ...main, childIds: [...main.childIds ?? [], ticket.id, ...moved] }), facts))
    await notify(tx, [ticket.officerId, main.officerId], 'changed', aboutOf(main), who.userId)
    const { state, accept, firstReply, final } = ticket
    return {
      to: 'merged',
      set: {
        mainId, childIds: undefined, beforeMerge: { state, accept, firstReply, final }, holdings: endHolding(ticket.holdings, tx.now),
        accept: accept && stopClock(accept, tx.now), firstReply: stopClock(firstReply, tx.now), final: stopClock(final, tx.now),
      },
      facts,
    }
  }, { starts: [['ticket', input.mainId]] })
