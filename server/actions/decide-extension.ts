// Grants or refuses a later day: the first time the head, the second time a manager; never whoever asked for it.
import { holds } from '#domain/rights.ts'
import type { InputOf } from '#domain/contract-inputs.ts'
import { Refusal } from '#domain/refusal.ts'
import { aboutOf } from './about.ts'
import type { Caller } from './act.ts'
import { demandDecider, demandExtended } from './extending.ts'
import { noteText } from './note-text.ts'
import { notify } from './notify.ts'
import { onTicket, subjectOf, type Scene, type TicketAnswer } from './on-ticket.ts'
import type { World } from './world.ts'

const demandRequest = (scene: Scene) => {
  const { ticket, who } = scene
  const { extension } = ticket
  if (!extension) throw new Refusal('not-in-this-state', 'no extension is asked for', { state: ticket.state, act: 'decide-extension', by: ticket.changedBy, at: ticket.lastActAt })
  if (extension.requestedBy === who.userId) throw new Refusal('self-approval', 'nobody decides about what they asked for')
  const role = demandDecider(ticket)
  const { path } = subjectOf(scene)
  const decides = holds(who, role, path)
  if (!decides) throw new Refusal('no-right', 'the head decides first, a manager the second time', { act: 'decide-extension' })
  return extension
}

export const decideExtension = (world: World, caller: Caller, input: InputOf<'decide-extension'>): Promise<TicketAnswer> =>
  onTicket(world, caller, 'decide-extension', input, async (scene) => {
    const { tx, ticket, who } = scene
    const { requestedBy, dueOn } = demandRequest(scene)
    const { grant, note } = input
    if (!grant && !note?.trim()) throw new Refusal('reason-needed', 'a refusal has a reason', { field: 'note' })
    const final = grant ? demandExtended(world, ticket, dueOn, tx.now) : ticket.final
    await notify(tx, [requestedBy, ticket.officerId], 'extension-decided', aboutOf(ticket), who.userId)
    return {
      to: ticket.state, set: { extension: undefined, final, extensions: ticket.extensions + Number(grant) },
      facts: { granted: grant, dueOn, finalDueAt: final.dueAt, ...await noteText(tx, who, aboutOf(ticket), note) },
    }
  })
