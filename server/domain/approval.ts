// Who may approve a reply: the head of the body or the deputy, never somebody who wrote it; when none is left, the level above.
import { wroteIt, type Reply } from './reply.ts'
import { minuteMs, toMs, dayOf, type Instant } from './time.ts'
import { isAvailable, type User } from './user.ts'

/** One who approves, with the deputy that is named for the time away. */
export interface Approver { person: User, deputy: User | null }
/** One level of the tree, from the body upwards. At the top the managers answer. */
export interface ApprovalLevel { heads: readonly Approver[], managers: readonly Approver[] }

/** A review silent for this long goes to the deputies too. */
export const silentReviewMinutes = 60

/** Ids of those who may approve now; empty only when nobody but the authors is left. */
export const approversOf = (levels: readonly ApprovalLevel[], reply: Pick<Reply, 'versions' | 'submittedBy' | 'submittedAt'>, now: Instant): string[] => {
  const today = dayOf(now)
  const silent = reply.submittedAt !== null && toMs(now) - toMs(reply.submittedAt) >= silentReviewMinutes * minuteMs
  const stand = (people: readonly Approver[]) => people
    .filter(({ person }) => !person.blockedAt)
    .flatMap(({ person, deputy: named }) => {
      // A deputy who is away too would leave the reply with nobody.
      const deputy = named && isAvailable(named, today) ? [named.id] : []
      if (!isAvailable(person, today)) return deputy
      return silent ? [person.id, ...deputy] : [person.id]
    })
    .filter(id => !wroteIt(reply, id))
  for (const level of levels) {
    const heads = stand(level.heads)
    if (heads.length) return [...new Set(heads)]
  }
  return [...new Set(levels.flatMap(level => stand(level.managers)))]
}
