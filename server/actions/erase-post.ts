// Takes text, author and addresses out of one post and of everything made from it. Ticket, number, clocks and decisions stay.
import { stopClock } from '#domain/clock.ts'
import { erasedEvidence, erasedPost } from '#domain/erasure.ts'
import type { Post } from '#domain/post.ts'
import { machine } from '#domain/user.ts'
import type { Read, Tx } from '../store/store.ts'
import { eachOf } from './each-of.ts'
import { dropFiles } from './files.ts'
import { textHashOf } from './said-of-text.ts'
import type { World } from './world.ts'

/** Ids of what was made from a post, read outside the unit of work. */
export interface PostParts { postId: string, triageIds: string[], ticketIds: string[], evidenceIds: string[] }

export const partsOf = async (read: Read, postId: string): Promise<PostParts> => {
  const parts: PostParts = { postId, triageIds: [], ticketIds: [], evidenceIds: [] }
  const tickets = new Set<string>()
  for await (const { id, ticketId } of eachOf(read, 'triage', { where: { postId }, order: { by: 'id', direction: 'asc' } })) {
    parts.triageIds.push(id)
    if (ticketId !== null) tickets.add(ticketId)
  }
  for await (const { id, ticketId } of eachOf(read, 'evidence', { where: { postId }, order: { by: 'keptAt', direction: 'asc' } })) {
    parts.evidenceIds.push(id)
    tickets.add(ticketId)
  }
  return { ...parts, ticketIds: [...tickets] }
}

const firstTextId = (world: World, { versions: [first] }: Post): string | null => first === undefined ? null : textHashOf(world, first)

/**
 * Posts with the same text name this one as the first: from now on the oldest of them is. Otherwise their text would be this one's for ever.
 * At most as many as `ids`; called again until there are none.
 */
export const handDownText = async (tx: Tx, world: World, postId: string, ids: readonly string[]): Promise<void> => {
  const post = await tx.get('post', postId)
  const hash = post && post.erasedAt === undefined ? firstTextId(world, post) : null
  const first = hash === null ? undefined : await tx.get('firstText', hash)
  const heirId = first && first.postId !== postId ? first.postId : ids[0]
  for (const id of ids) {
    const twin = await tx.get('post', id)
    if (twin?.duplicateOfId === postId) await tx.put('post', { ...twin, duplicateOfId: heirId === undefined || id === heirId ? null : heirId })
  }
  if (first?.postId !== postId) return
  if (heirId === undefined) await tx.remove('firstText', first)
  else await tx.put('firstText', { ...first, postId: heirId })
}

/** An undecided post with nothing in it waits for nobody: it leaves the feed. */
const leaveFeed = async (tx: Tx, triageIds: readonly string[]): Promise<void> => {
  for (const id of triageIds) {
    const triage = await tx.get('triage', id)
    if (triage?.state !== 'new') continue
    await tx.put('triage', { ...triage, state: 'dismissed', clock: stopClock(triage.clock, tx.now), decidedBy: machine, decidedAt: tx.now, reason: 'other' })
    tx.append({ type: 'dismiss', postId: triage.postId, organisationId: triage.organisationId, reason: 'other' })
  }
}

/** How many texts of the post itself were erased: none when it was erased before. */
export const erasePost = async (tx: Tx, world: World, { postId, triageIds }: PostParts): Promise<number> => {
  const post = await tx.get('post', postId)
  if (!post || post.erasedAt !== undefined) return 0
  await handDownText(tx, world, postId, [])
  await leaveFeed(tx, triageIds)
  await tx.put('post', erasedPost(post, tx.now))
  const raw = await tx.get('rawItem', postId)
  if (raw) await tx.remove('rawItem', raw)
  return post.versions.length
}

/** Evidence without its text and media. What was erased before counts nothing. */
export const eraseEvidence = async (tx: Tx, ids: readonly string[]): Promise<{ texts: number, files: number }> => {
  const sum = { texts: 0, files: 0 }
  for (const id of ids) {
    const evidence = await tx.get('evidence', id)
    if (!evidence || evidence.erased) continue
    if (evidence.of === 'reply') {
      // Our own words under the person's post: only the link leads to the person.
      if (evidence.url !== null) await tx.put('evidence', { ...evidence, url: null })
      continue
    }
    sum.files += await dropFiles(tx, evidence)
    sum.texts += 1
    await tx.put('evidence', erasedEvidence(evidence))
  }
  return sum
}
