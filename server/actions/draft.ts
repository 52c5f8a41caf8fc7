// Saves the reply's text while it is written. It changes the reply, not the ticket: others may act on the ticket meanwhile.
import { targetsOf } from '#domain/acts.ts'
import type { InputOf } from '#domain/contract-inputs.ts'
import { Refusal } from '#domain/refusal.ts'
import { act, type Caller } from './act.ts'
import { keepTicket, sceneFor, ticketEvent } from './on-ticket.ts'
import { writeReply } from './writing.ts'
import type { World } from './world.ts'

export interface DraftAnswer { ticketId: string, number: string, version: number, state: 'in-work', replyId: string, replyVersion: number }

export const draft = (world: World, caller: Caller, input: InputOf<'draft'>): Promise<DraftAnswer> =>
  act(world, caller, { name: 'draft', input, starts: [['ticket', input.ticketId]] }, async (tx, who) => {
    const { ticket } = await sceneFor(tx, world, who, input.ticketId, 'draft')
    if (!targetsOf('draft', ticket.state).length) throw new Refusal('not-in-this-state', 'a reply is written while the ticket is in work', { state: ticket.state, act: 'draft' })
    const { reply, fresh } = await writeReply(tx, ticket, who, input.text, input.version)
    const kept = ticket.replyId === reply.id ? ticket : await keepTicket(tx, who, { ...ticket, replyId: reply.id })
    if (fresh) tx.append(ticketEvent('draft', kept, { replyId: reply.id, textHash: reply.versions.at(-1)?.hash ?? '' }))
    return { ticketId: kept.id, number: kept.number, version: kept.version, state: 'in-work', replyId: reply.id, replyVersion: reply.version }
  })
