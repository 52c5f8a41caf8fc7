// What the desk tells one person: a term at 50, 80 or 100 %, something given to them or back to them, danger.
import type { Instant } from './time.ts'

export const noticeKinds = [
  'term-50', 'term-80', 'term-100', 'term-late', 'assigned', 'returned', 'rejected', 'approved', 'to-approve', 'to-publish', 'danger', 'calendar-due',
  'remind-assign', 'remind-approve', 'remind-publish', 'changed', 'co-executor',
  'to-ask', 'author-answered', 'propose-close', 'to-extend', 'extension-decided', 'remind-handed-over', 'passed', 'rule-offered', 'promise-due', 'promise-passed',
  'post-edited', 'author-thanks', 'author-objects',
  'erasure-asked', 'erasure-due', 'erasure-late', 'erasure-done', 'erasure-refused',
] as const
export type NoticeKind = typeof noticeKinds[number]

export interface Notice {
  id: string
  version: number
  userId: string
  kind: NoticeKind
  organisationId: string
  ticketId: string | null
  number: string | null
  postId: string | null
  at: Instant
  read: boolean
}
