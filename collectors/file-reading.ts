// What one saved page or answer holds, whatever its network: the answer of `qulaq parse` for one file.
import type { RawPost } from '#domain/post.ts'

/** DESIGN §8. `key` of a post is the part that the network gives. */
export interface FileReading {
  state: 'ok' | 'empty' | 'blocked' | 'error'
  posts: RawPost[]
  deleted: string[]
  edited: string[]
  problems: string[]
  waitSeconds?: number
}
