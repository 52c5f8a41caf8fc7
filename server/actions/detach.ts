// Takes a joined post off a ticket: it is triaged anew.
import { triageTarget } from '#domain/acts.ts'
import type { InputOf } from '#domain/contract-inputs.ts'
import { Refusal } from '#domain/refusal.ts'
import { triageId } from '#domain/triage.ts'
import { act, found, type Caller } from './act.ts'
import { anew } from './anew.ts'
import { demandVersion, keepTicket, sceneFor, ticketEvent, type TicketAnswer } from './on-ticket.ts'
import type { World } from './world.ts'

export const detach = (world: World, caller: Caller, input: InputOf<'detach'>): Promise<TicketAnswer> =>
  act(world, caller, { name: 'detach', input, starts: [['ticket', input.ticketId]] }, async (tx, who) => {
    const { ticket } = await sceneFor(tx, world, who, input.ticketId, 'detach')
    demandVersion(ticket, input.version)
    const triage = found(await tx.get('triage', triageId(ticket.organisationId, input.postId)), 'post')
    if (triage.ticketId !== ticket.id || !triageTarget('detach', triage.state)) throw new Refusal('not-in-this-state', 'only a joined post is detached', { state: triage.state, act: 'detach' })
    await anew(tx, world, triage)
    const kept = await keepTicket(tx, who, { ...ticket, posts: ticket.posts.filter(post => post.postId !== input.postId) })
    tx.append(ticketEvent('detach', kept, { postId: input.postId }))
    return { ticketId: kept.id, number: kept.number, version: kept.version, state: kept.state }
  })
