// The question stands in public: from now on the author is waited for, and the clocks stand. Danger never waits.
import { pauseClock } from '#domain/clock.ts'
import type { InputOf } from '#domain/contract-inputs.ts'
import { Refusal } from '#domain/refusal.ts'
import { act, type Caller } from './act.ts'
import { demandVersion, keepTicket, sceneFor, ticketEvent, type TicketAnswer } from './on-ticket.ts'
import { watchThread } from './watch-thread.ts'
import type { World } from './world.ts'

export const postQuestion = (world: World, caller: Caller, input: InputOf<'post-question'>): Promise<TicketAnswer> =>
  act(world, caller, { name: 'post-question', input, starts: [['ticket', input.ticketId]] }, async (tx, who) => {
    const { ticket } = await sceneFor(tx, world, who, input.ticketId, 'publish')
    demandVersion(ticket, input.version)
    const { questions = [], priority } = ticket
    const last = questions.at(-1)
    if (ticket.state !== 'waiting' || !last || last.postedAt !== null) {
      throw new Refusal('not-in-this-state', 'no question waits to be posted', { state: ticket.state, act: 'ask-author', by: ticket.changedBy, at: ticket.lastActAt })
    }
    const pauses = ticket.pauses + 1
    const stand = priority === 'danger' ? {} : { firstReply: pauseClock(ticket.firstReply, tx.now), final: pauseClock(ticket.final, tx.now) }
    const posted = { ...last, permalink: input.permalink, postedAt: tx.now }
    const [main] = ticket.posts
    if (main) await watchThread(tx, world, who, ticket, { postId: main.postId, permalink: input.permalink, words: (await tx.get('note', last.noteId))?.text ?? null })
    const kept = await keepTicket(tx, who, { ...ticket, ...stand, pauses, questions: [...questions.slice(0, -1), posted] })
    tx.append(ticketEvent('ask-author', kept, { posted: true, pauses }))
    return { ticketId: kept.id, number: kept.number, version: kept.version, state: kept.state }
  })
