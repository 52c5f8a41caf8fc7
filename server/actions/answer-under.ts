// The answer stands under one more post of the ticket: "answered under 37 of 52".
import type { InputOf } from '#domain/contract-inputs.ts'
import type { Reply } from '#domain/reply.ts'
import type { Ticket } from '#domain/ticket.ts'
import type { Tx } from '../store/store.ts'
import { found, type Caller } from './act.ts'
import { keepReplyEvidence } from './keep-evidence.ts'
import { onTicket, type TicketAnswer } from './on-ticket.ts'
import { watchThread } from './watch-thread.ts'
import type { World } from './world.ts'

/** What stands under the post: the approved reply, or the last published one. A ticket closed without a reply has none. */
const answerOf = async (tx: Tx, { state, replyId, answerId }: Ticket): Promise<Reply | null> => {
  const id = state === 'approved' ? replyId : answerId
  return id ? await tx.get('reply', id) ?? null : null
}

/** A permalink that was wrong is replaced by saying it again. What was published there is kept as evidence, as at publishing. */
export const answerUnder = (world: World, caller: Caller, input: InputOf<'answer-under'>): Promise<TicketAnswer> =>
  onTicket(world, caller, 'answer-under', input, async ({ tx, ticket, who }) => {
    const { postId, permalink } = input
    found(ticket.posts.find(post => post.postId === postId), 'post')
    const reply = await answerOf(tx, ticket)
    await watchThread(tx, world, who, ticket, { postId, permalink, words: reply?.versions.at(-1)?.text ?? null })
    if (reply) await keepReplyEvidence(tx, ticket, reply, { under: { postId, permalink } })
    const posts = ticket.posts.map(post => post.postId === postId ? { ...post, answer: { permalink, at: tx.now } } : post)
    return {
      to: ticket.state, set: { posts },
      facts: { postId, answered: posts.filter(({ answer }) => answer !== null).length, of: posts.length, textHash: reply?.versions.at(-1)?.hash || null },
    }
  })
