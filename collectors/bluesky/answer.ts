// Where the posts stand in the AppView's answers: an author's feed, a thread, a list of posts.
import { isRecord } from '../json-answer.ts'

/** It is kept and sent back: what no server would send is the end. */
const cursorIn = ({ cursor }: Record<string, unknown>): string | null => typeof cursor === 'string' && /^[\x21-\x7e]{1,2000}$/.test(cursor) ? cursor : null

/** Posts of an author's feed without those of others that the author reposted; `cursor` leads to older ones. Null when it is no feed. */
export const feedIn = (json: unknown): { views: unknown[], cursor: string | null } | null => {
  if (!isRecord(json) || !Array.isArray(json['feed'])) return null
  const isRepost = (entry: unknown) => isRecord(entry) && isRecord(entry['reason']) && entry['reason']['$type'] === 'app.bsky.feed.defs#reasonRepost'
  const views = json['feed'].filter(entry => !isRepost(entry)).map((entry: unknown) => isRecord(entry) ? entry['post'] : entry)
  return { views, cursor: cursorIn(json) }
}

const maxThread = 5000

/** The first post of a thread and all answers, each above its own answers; deleted and blocked ones are no posts. Null when it is no thread. */
export const threadIn = (json: unknown): unknown[] | null => {
  if (!isRecord(json) || !isRecord(json['thread'])) return null
  const views: unknown[] = []
  const waiting: unknown[] = [json['thread']]
  while (waiting.length > 0 && views.length < maxThread) {
    const node = waiting.pop()
    if (!isRecord(node)) continue
    if (node['post'] !== undefined) views.push(node['post'])
    if (Array.isArray(node['replies'])) waiting.push(...node['replies'].toReversed().slice(-maxThread))
  }
  return views
}

/** Found posts; `cursor` leads to older ones. Null when it is no answer to a search. */
export const foundIn = (json: unknown): { views: unknown[], cursor: string | null } | null =>
  isRecord(json) && Array.isArray(json['posts']) ? { views: json['posts'], cursor: cursorIn(json) } : null

/** The posts of getPosts. Null when it is no such list. */
export const postsIn = (json: unknown): unknown[] | null => isRecord(json) && Array.isArray(json['posts']) ? json['posts'] : null
