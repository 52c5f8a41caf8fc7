// The answer stands under one more post of the ticket: "answered under 37 of 52".
import type { InputOf } from '#domain/contract-inputs.ts'
import { found, type Caller } from './act.ts'
import { onTicket, type TicketAnswer } from './on-ticket.ts'
import type { World } from './world.ts'

/** A permalink that was wrong is replaced by saying it again. */
export const answerUnder = (world: World, caller: Caller, input: InputOf<'answer-under'>): Promise<TicketAnswer> =>
  onTicket(world, caller, 'answer-under', input, async ({ tx, ticket }) => {
    const { postId, permalink } = input
    found(ticket.posts.find(post => post.postId === postId), 'post')
    const posts = ticket.posts.map(post => post.postId === postId ? { ...post, answer: { permalink, at: tx.now } } : post)
    return { to: ticket.state, set: { posts }, facts: { postId, answered: posts.filter(({ answer }) => answer !== null).length, of: posts.length } }
  })
