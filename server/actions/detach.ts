// Takes a joined post off a ticket: it is triaged anew.
import { triageTarget } from '#domain/acts.ts'
import type { InputOf } from '#domain/contract-inputs.ts'
import { Refusal } from '#domain/refusal.ts'
import { can } from '#domain/rights.ts'
import { triageId } from '#domain/triage.ts'
import { act, found, type Caller } from './act.ts'
import { anew } from './anew.ts'
import { demandVersion, keepTicket, sceneOf, subjectOf, ticketEvent, type TicketAnswer } from './on-ticket.ts'
import type { World } from './world.ts'

export const detach = (world: World, caller: Caller, input: InputOf<'detach'>): Promise<TicketAnswer> =>
  act(world, caller, { name: 'detach', input, starts: [['ticket', input.ticketId]] }, async (tx, who) => {
    const scene = await sceneOf(tx, world, who, input.ticketId)
    const { ticket } = scene
    if (!can(who, 'read-tickets', subjectOf(scene))) throw new Refusal('not-found', 'this ticket is not here', { what: 'ticket' })
    if (!can(who, 'detach', subjectOf(scene))) throw new Refusal('no-right', 'this person may not do this here', { act: 'detach' })
    demandVersion(ticket, input.version)
    const triage = found(await tx.get('triage', triageId(ticket.organisationId, input.postId)), 'post')
    if (triage.ticketId !== ticket.id || !triageTarget('detach', triage.state)) throw new Refusal('not-in-this-state', 'only a joined post is detached', { state: triage.state, act: 'detach' })
    await anew(tx, world, triage)
    const kept = await keepTicket(tx, who, { ...ticket, posts: ticket.posts.filter(post => post.postId !== input.postId) })
    tx.append(ticketEvent('detach', kept, { postId: input.postId }))
    return { ticketId: kept.id, number: kept.number, version: kept.version, state: kept.state }
  })
