// What a reply to our answer means for the ticket: the awaited author answered, or the author thanks, or objects. Done once for each reply, also after a crash.
import type { NoticeKind } from '#domain/notice.ts'
import { currentVersion, type Post } from '#domain/post.ts'
import { Refusal } from '#domain/refusal.ts'
import { isAsked, type Ticket } from '#domain/ticket.ts'
import type { Thread } from '#domain/thread.ts'
import { aboutOf } from './about.ts'
import { act, byMachine, found } from './act.ts'
import { authorAnswered } from './author-answered.ts'
import { demandLease, type Fence } from './lease.ts'
import { noteText } from './note-text.ts'
import { notify } from './notify.ts'
import { sceneOf, ticketEvent } from './on-ticket.ts'
import type { World } from './world.ts'

/** Danger and complaints object whatever their tone; thanks are thanks. */
const meaningOf = ({ classification: { kind, sentiment } }: Post): NoticeKind => {
  if (kind === 'thanks') return 'author-thanks'
  if (kind === 'complaint' || sentiment.label === 'negative') return 'author-objects'
  return sentiment.label === 'positive' ? 'author-thanks' : 'author-answered'
}

const textOf = (post: Post) => currentVersion(post)?.text ?? ''

/** The text lies in a note of the ticket, beside the notice. What the author says again to an open question is no news here. */
const tell = (world: World, threadId: string, post: Post, isAuthor: boolean, wasAwaited: boolean, fence: Fence | undefined) =>
  act(world, byMachine, { name: 'hear-reply', input: { threadId, postId: post.id }, starts: [['thread', threadId]] }, async (tx, who) => {
    await demandLease(tx, fence)
    const thread = found(await tx.get('thread', threadId), 'thread')
    if (!thread.heard.includes(post.id)) return null
    await tx.put('thread', { ...thread, heard: thread.heard.filter(id => id !== post.id), told: [...thread.told, post.id] })
    if (!isAuthor || wasAwaited || post.erasedAt !== undefined) return null
    const { ticket, akimat } = await sceneOf(tx, world, who, thread.ticketId)
    const meaning = meaningOf(post)
    const { noteId } = await noteText(tx, who, aboutOf(ticket), textOf(post))
    if (noteId !== undefined) tx.append(ticketEvent('note', ticket, { noteId }))
    const reopens = meaning === 'author-objects' ? akimat.members.coordinator : []
    await notify(tx, [...akimat.members.press, ticket.officerId, ...reopens], meaning, { ...aboutOf(ticket), postId: post.id })
    return null
  })

/** The clocks go on; a person may have been quicker. The key makes it one answer, though the desk dies before the thread knows of it. */
const endWaiting = async (world: World, threadId: string, ticket: Ticket, post: Post): Promise<boolean> => {
  // A question that does not stand in public yet was answered by nobody.
  if (ticket.state === 'waiting' && !isAsked(ticket)) return false
  try {
    await authorAnswered(world, { ...byMachine, key: `hear-reply:${threadId}:${post.id}` }, { ticketId: ticket.id, text: textOf(post) })
    return true
  } catch (error) {
    if (error instanceof Refusal && error.code === 'not-in-this-state') return false
    // It did, with words that were edited since.
    if (error instanceof Refusal && error.code === 'key-reused') return true
    throw error
  }
}

/** All replies of a thread of which nobody was told. */
export const hearReplies = async (world: World, threadId: string, fence?: Fence): Promise<void> => {
  const { read } = world.store
  const thread: Thread = found(await read.get('thread', threadId), 'thread')
  const first = await read.get('post', thread.postId)
  for (const post of await read.many('post', thread.heard)) {
    const isAuthor = first?.authorKey !== undefined && post.authorKey === first.authorKey
    const ticket = await read.get('ticket', thread.ticketId)
    const wasAwaited = isAuthor && ticket !== undefined && await endWaiting(world, threadId, ticket, post)
    await tell(world, threadId, post, isAuthor, wasAwaited, fence)
  }
}
