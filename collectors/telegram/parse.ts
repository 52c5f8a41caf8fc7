// Saved pages of Telegram for `qulaq parse`.
import { postsOf } from '../page.ts'
import type { FileReading } from '../file-reading.ts'
import { isDiscussion, readDiscussion } from './discussion.ts'
import { problemOf, readTelegramPage, throttledSeconds } from './page.ts'

const readComments = (text: string): FileReading => {
  const { kind, items } = readDiscussion(text)
  const posts = postsOf(items)
  const problems = items.flatMap((item, i) => 'problem' in item ? [`comment ${i + 1}: ${item.problem}`] : [])
  const state = kind === 'closed' || kind === 'gone' ? 'blocked' : items.length === 0 ? 'empty' : posts.length === 0 ? 'error' : 'ok'
  return { state, posts, deleted: [], edited: [], problems: state === 'blocked' ? ['Telegram does not show the comments under this message'] : problems }
}

/** One saved page or fragment, of a channel or of the comments under a message. Throws not-a-feed. */
export const readTelegramFile = (bytes: Uint8Array): FileReading => {
  const text = new TextDecoder().decode(bytes)
  if (isDiscussion(text)) return readComments(text)
  const { kind, items, edited, ...page } = readTelegramPage(text)
  const posts = postsOf(items)
  const dead = items.flatMap((item, i) => 'problem' in item ? [`message ${i + 1}: ${item.problem}`] : [])
  const problem = problemOf({ kind, items, edited, ...page })
  const state = problem !== null ? 'blocked' : items.length === 0 ? 'empty' : posts.length === 0 ? 'error' : 'ok'
  return { state, posts, deleted: [], edited, problems: problem === null ? dead : [problem], ...kind === 'throttled' ? { waitSeconds: throttledSeconds } : {} }
}
