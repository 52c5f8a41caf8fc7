// A ticket as it is kept beside the same ticket as the trail tells it: both in one shape, to be compared field by field.
import type { Ticket } from '#domain/ticket.ts'
import type { Told, ToldSpan } from './told.ts'

const spansOf = (spans: Pick<ToldSpan, 'from' | 'repliedAt' | 'answeredAt' | 'closedAt'>[]) => spans.map(({ from, repliedAt, answeredAt, closedAt }) => ({ from, repliedAt, answeredAt, closedAt }))

/** What a ticket and its trail keep alike. */
const common = (ticket: Ticket | Told) => {
  const { id, number, organisationId, bodyId, officerId, coExecutorIds, registeredBy, registeredAt, changedBy, lastActAt, topic, place, version, state, priority } = ticket
  const { returns, binding, pauses, extensions, replyId, result, closedAt, promisedOn, onControl, mainId } = ticket
  return {
    id, number, organisationId, bodyId, officerId, coExecutorIds, registeredBy, registeredAt, changedBy, lastActAt, topic, place, version, state, priority,
    returns, binding, pauses, extensions, replyId, result, closedAt, promisedOn, onControl, mainId,
    formalNumber: Boolean(ticket.formalNumber), grade: ticket.grade ?? null, childIds: ticket.childIds ?? [], handOver: ticket.handOver ?? null,
  }
}

/** What both know of a ticket that is kept. */
export const asKept = (ticket: Ticket) => ({
  ...common(ticket),
  posts: ticket.posts.map(({ postId, answer }) => ({ postId, answered: answer !== null })),
  extension: ticket.extension ? { by: ticket.extension.requestedBy, dueOn: ticket.extension.dueOn } : null, questions: ticket.questions?.length ?? 0,
  spans: spansOf(ticket.intervals.map(interval => ({ ...interval, repliedAt: interval.firstReplyAt }))), replyDue: ticket.firstReply.dueAt, finalDue: ticket.final.dueAt,
})

/** What both know of a ticket that is told. */
export const asTold = (told: Told): ReturnType<typeof asKept> => {
  const { posts, extension, questions, spans } = told
  const last = spans.at(-1)
  return { ...common(told), posts, extension, questions, spans: spansOf(spans), replyDue: last?.replyDue ?? null, finalDue: last?.finalDue ?? null }
}
