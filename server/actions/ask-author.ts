// The officer needs to know more: the press service is asked to post the question. Clocks go on until it is posted.
import type { InputOf } from '#domain/contract-inputs.ts'
import { Refusal } from '#domain/refusal.ts'
import { pausesAtMost } from '#domain/ticket.ts'
import { aboutOf } from './about.ts'
import type { Caller } from './act.ts'
import { noteText } from './note-text.ts'
import { notify } from './notify.ts'
import { onTicket, type TicketAnswer } from './on-ticket.ts'
import type { World } from './world.ts'

export const askAuthor = (world: World, caller: Caller, input: InputOf<'ask-author'>): Promise<TicketAnswer> =>
  onTicket(world, caller, 'ask-author', input, async ({ tx, ticket, who, akimat }) => {
    const { pauses, questions = [] } = ticket
    if (pauses >= pausesAtMost) throw new Refusal('bad-input', 'the author is not waited for again', { field: 'text', problem: 'too-many' })
    const { noteId = '' } = await noteText(tx, who, aboutOf(ticket), input.text)
    await notify(tx, akimat.members.press, 'to-ask', aboutOf(ticket), who.userId)
    const question = { noteId, askedBy: who.userId, askedAt: tx.now, permalink: null, postedAt: null }
    return { to: 'waiting', set: { questions: [...questions, question] }, facts: { posted: false, pauses, noteId } }
  })
