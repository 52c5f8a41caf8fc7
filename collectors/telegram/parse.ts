// Saved pages of Telegram for `qulaq parse`.
import { postsOf } from '../collector.ts'
import type { FileReading } from '../file-reading.ts'
import { problemOf, readTelegramPage, throttledSeconds } from './page.ts'

/** One saved page or fragment. Throws not-a-feed. */
export const readTelegramFile = (bytes: Uint8Array): FileReading => {
  const { kind, items, edited, ...page } = readTelegramPage(new TextDecoder().decode(bytes))
  const posts = postsOf(items)
  const dead = items.flatMap((item, i) => 'problem' in item ? [`message ${i + 1}: ${item.problem}`] : [])
  const problem = problemOf({ kind, items, edited, ...page })
  const state = problem !== null ? 'blocked' : items.length === 0 ? 'empty' : posts.length === 0 ? 'error' : 'ok'
  return { state, posts, deleted: [], edited, problems: problem === null ? dead : [problem], ...kind === 'throttled' ? { waitSeconds: throttledSeconds } : {} }
}
