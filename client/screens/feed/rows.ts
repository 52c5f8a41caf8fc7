// Which row of the feed is which, which of them left it, and where to go after a decision.
import type { ResultOf } from '#domain/contract.ts'

export type FeedItem = ResultOf<'feed'>['items'][number]
export type PostRef = Pick<FeedItem, 'organisationId'> & { postId: string }

/** One decision of one akimat about one post. */
export const rowKey = ({ organisationId, post }: Pick<FeedItem, 'organisationId'> & { post: { id: string } }): string => `${organisationId}:${post.id}`
export const refKey = ({ organisationId, postId }: PostRef): string => `${organisationId}:${postId}`

/** A post that two akimats watch stands once: where the person's own akimat has it, that one is shown. */
export const oneOfEach = (items: readonly FeedItem[], ownIds: ReadonlySet<string>): FeedItem[] => {
  const own = new Set(items.filter(item => ownIds.has(item.organisationId)).map(item => item.post.id))
  const seen = new Set<string>()
  return items.filter((item) => {
    const key = rowKey(item)
    if (seen.has(key) || (own.has(item.post.id) && !ownIds.has(item.organisationId))) return false
    return Boolean(seen.add(key))
  })
}

/** Rows that the renewed first page should hold and does not: somebody decided about them meanwhile. */
export const missingFrom = (rows: readonly FeedItem[], fresh: readonly FeedItem[], state: FeedItem['state'], isWhole: boolean): FeedItem[] => {
  const oldest = fresh.at(-1)?.post.collectedAt ?? ''
  const held = new Set(fresh.map(rowKey))
  return rows.filter(row => row.state === state && !held.has(rowKey(row)) && (isWhole || row.post.collectedAt > oldest))
}

/** The row to go to after a decision: the next undecided below, else the nearest above, else none. */
export const nextUndecided = (rows: readonly FeedItem[], index: number): FeedItem | undefined =>
  rows.slice(index + 1).find(row => row.state === 'new') ?? rows.slice(0, Math.max(0, index)).findLast(row => row.state === 'new')
