// Looks at what people reply to our answers, and tells who must know: the author answered, thanks, or objects. Replies of others come to the feed.
import { postsOf } from '../../collectors/page.ts'
import { collectorOf } from '../../collectors/list.ts'
import { withBelievedDates } from '../../collectors/news.ts'
import type { RawPost } from '#domain/post.ts'
import { authorKeyOf } from '#domain/erasure.ts'
import { answersTo, nextLookAt, type Thread } from '#domain/thread.ts'
import { act, byMachine, found } from './act.ts'
import { hearingOf } from './collect.ts'
import { intakeStarts, takeIn } from './intake.ts'
import { hearReplies } from './hear-replies.ts'
import { demandLease, type Fence } from './lease.ts'
import { putAsideOwnWords } from './own-words.ts'
import { understand } from './understand.ts'
import type { World } from './world.ts'

const atMost = 50
const mostTold = 500

interface Seen { posts: RawPost[], deleted: string[], cursor: unknown, waitSeconds: number, isOver: boolean }

const lookAt = async (world: World, { network, url, cursor }: Thread, signal: AbortSignal): Promise<Seen | null> => {
  const collector = collectorOf(network)
  if (!collector) return null
  const seen: Seen = { posts: [], deleted: [], cursor, waitSeconds: 0, isOver: false }
  for await (const page of collector.poll({ source: { url, cursor, zone: 'UTC' }, ...hearingOf(world, collector), signal, deep: false, once: true, wanted: () => true })) {
    if (signal.aborted) return null
    if (page.problem) world.log.warn({ network, reason: page.reason, detail: page.detail }, page.problem)
    seen.posts.push(...postsOf(page.items).map(post => withBelievedDates(post, world.now())))
    seen.deleted.push(...page.deleted ?? [])
    seen.cursor = page.cursor
    seen.waitSeconds = Math.max(seen.waitSeconds, page.waitSeconds ?? 0)
    seen.isOver ||= page.gone === true || page.reason === 'gone'
  }
  return seen
}

/** Replies of the author belong to the ticket; those of others are posts of their own. */
const keep = (world: World, thread: Thread, seen: Seen, author: string | undefined, fence: Fence | undefined): Promise<null> => {
  const answerKey = thread.answerKey ?? seen.posts[0]?.key ?? null
  const said = seen.posts.map(post => ({ key: post.key, replyTo: post.replyTo, author: authorKeyOf(post), at: post.publishedAt, post }))
  const replies = answerKey === null ? [] : answersTo(said, answerKey, author, thread.saidAt).map(({ post }) => understand(world, post, { kato: null, name: thread.network }))
  return act(world, byMachine, { name: 'collect-thread', input: { threadId: thread.id }, ...intakeStarts(thread.network, replies) }, async (tx, who) => {
    await demandLease(tx, fence)
    const { sourceId, network, organisationId } = thread
    const taken = await takeIn(tx, world, {
      network, sourceId, posts: replies, deleted: seen.deleted, organisationIds: ({ raw }) => author !== undefined && authorKeyOf(raw) === author ? [] : [organisationId],
    })
    const { new: fresh, edited, deleted, same } = taken
    if (fresh + edited + deleted > 0) tx.append({ type: 'posts-collected', sourceId, new: fresh, edited, deleted, same, dead: 0, fresh: taken.fresh, tones: taken.tones })
    const current = found(await tx.get('thread', thread.id), 'thread')
    const known = new Set([...current.heard, ...current.told])
    const heard = [...current.heard, ...taken.postIds.filter(id => !known.has(id))]
    if (answerKey !== null && current.answerKey === null) await putAsideOwnWords(tx, who, { organisationId, network, key: answerKey })
    // Another ticket may have been answered by the same words.
    const isTaken = answerKey !== null && current.answerKey === null && await tx.find('thread', 'answer', [network, answerKey]) !== undefined
    await tx.put('thread', {
      ...current, cursor: seen.cursor, heard, answerKey: isTaken ? null : answerKey, told: current.told.slice(-mostTold),
      nextRunAt: seen.isOver ? null : nextLookAt(current, tx.now, seen.waitSeconds),
    })
    return null
  })
}

/** All threads that are due; how many were looked at. */
export const collectThreads = async (world: World, signal: AbortSignal, fence?: Fence): Promise<number> => {
  const { read } = world.store
  const due = await read.list('thread', { where: {}, order: { by: 'nextRunAt', direction: 'asc' }, to: world.now(), limit: atMost })
  for (const thread of due.items) {
    const seen = signal.aborted ? null : await lookAt(world, thread, signal)
    if (!seen) break
    const post = await read.get('post', thread.postId)
    await keep(world, thread, seen, post && authorKeyOf(post), fence)
    await hearReplies(world, thread.id, fence)
  }
  return due.items.length
}
