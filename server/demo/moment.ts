// One moment of the demo's past: who did what to which post, and in which words.
import type { Instant } from '#domain/time.ts'
import type { DemoPost } from './posts.ts'

/** One act of one person. */
export interface Moment {
  at: Instant
  post: DemoPost
  act: string
  /** Login. */
  by: string
  /** Id of the post that got the number. */
  ticketOf: string
  body: string
  officer: string | null
  /** The first reply, when it promises a day. */
  interim: string | null
  reply: string | null
  note: string | null
  result: 'solved' | 'explained' | 'planned' | 'refused' | null
  promisedInDays: number
}
