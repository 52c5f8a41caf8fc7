// What the desk told this person, as the screens need it: where each notice leads to.
import type { ResultOf } from '#domain/contract.ts'

export type Notice = ResultOf<'notices'>['items'][number]

/** The screen of what the notice is about; null when it is about none. */
export const placeOfNotice = (notice: Pick<Notice, 'ticketId' | 'postId' | 'organisationId'> | null): string | null => {
  if (notice?.ticketId) return `/tickets/${notice.ticketId}`
  return notice?.postId ? `/feed/${notice.organisationId}/${notice.postId}` : null
}
