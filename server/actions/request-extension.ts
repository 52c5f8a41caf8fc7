// The officer asks for a later day. The old term runs until somebody above has decided.
import type { InputOf } from '#domain/contract-inputs.ts'
import { Refusal } from '#domain/refusal.ts'
import { aboutOf } from './about.ts'
import type { Caller } from './act.ts'
import { demandDecider, demandExtended } from './extending.ts'
import { nearestMembers } from './nearest-members.ts'
import { noteText } from './note-text.ts'
import { notify } from './notify.ts'
import { onTicket, subjectOf, type TicketAnswer } from './on-ticket.ts'
import type { World } from './world.ts'

export const requestExtension = (world: World, caller: Caller, input: InputOf<'request-extension'>): Promise<TicketAnswer> =>
  onTicket(world, caller, 'request-extension', input, async (scene) => {
    const { tx, ticket, who } = scene
    const { reason, dueOn, note } = input
    if (ticket.extension) throw new Refusal('bad-input', 'an extension is asked for already', { field: 'dueOn', problem: 'asked-already' })
    if (reason === 'other' && !note?.trim()) throw new Refusal('reason-needed', 'another reason is said in words', { field: 'note' })
    const role = demandDecider(ticket)
    demandExtended(world, ticket, dueOn, tx.now)
    await notify(tx, await nearestMembers(tx, subjectOf(scene).path, role, who.userId), 'to-extend', aboutOf(ticket))
    return {
      to: ticket.state, set: { extension: { requestedBy: who.userId, requestedAt: tx.now, reason, dueOn } },
      facts: { reason, dueOn, ...await noteText(tx, who, aboutOf(ticket), note) },
    }
  })
