// What goes with a reply to be approved, and what it lacks: the same demands as the act `submit` makes.
import type { CallOf } from '#domain/contract.ts'
import type { Reply } from './ticket.ts'
import { dayOf, type Instant } from '#domain/time.ts'

/** What a final reply may say was done. */
export const finalResults = ['solved', 'explained', 'planned', 'refused'] as const
export interface Submission { kind: 'final' | 'interim', result: typeof finalResults[number] | '', promisedOn: string, reason: string }
export type Lacks = Partial<Record<'result' | 'promisedOn' | 'reason', 'needed' | 'past'>>

/** What was chosen the last time, when the reply came back; else a final reply without a result. */
export const startSubmission = (reply: Pick<Reply, 'kind' | 'result' | 'promisedOn'> | null): Submission => ({
  kind: reply?.kind ?? 'final', result: finalResults.find(known => known === reply?.result) ?? '', promisedOn: reply?.promisedOn ?? '', reason: '',
})

export const asksDay = ({ kind, result }: Submission): boolean => kind === 'interim' || result === 'planned'
export const asksReason = ({ kind, result }: Submission): boolean => kind === 'final' && result === 'refused'

/** Empty when it can be sent. */
export const lacksOf = (submission: Submission, now: Instant): Lacks => {
  const { kind, result, promisedOn, reason } = submission
  const lacks: Lacks = {}
  if (kind === 'final' && result === '') lacks.result = 'needed'
  if (asksDay(submission) && promisedOn === '') lacks.promisedOn = 'needed'
  else if (asksDay(submission) && promisedOn < dayOf(now)) lacks.promisedOn = 'past'
  if (asksReason(submission) && reason.trim() === '') lacks.reason = 'needed'
  return lacks
}

/** Only what belongs to the chosen kind. The text is not sent again: the draft was saved before. */
export const submissionOf = (submission: Submission): Omit<CallOf<'submit'>, 'ticketId' | 'version' | 'text'> => ({
  kind: submission.kind,
  ...(submission.kind === 'final' && submission.result !== '' ? { result: submission.result } : {}),
  ...(asksDay(submission) ? { promisedOn: submission.promisedOn } : {}),
  ...(asksReason(submission) ? { reason: submission.reason.trim() } : {}),
})
