// Which questions a happening makes stale. The socket says what happened to whom; this says who has to ask again.
import type { EndpointName } from '#domain/paths.ts'
import type { Happening } from '#domain/live.ts'

type Input = Record<string, unknown>
type Touch = (happening: Happening, input: Input) => boolean

const ofTicket: Touch = ({ ticketId }) => ticketId !== null
const ofPeople: Touch = ({ type }) => type.startsWith('user-') || type.startsWith('organisation-')
const ofErasure: Touch = ({ type }) => type.includes('erasure')
const ofCalendar: Touch = ({ type }) => type === 'calendar-changed'
const ofSources: Touch = ({ type }) => type.startsWith('source-') || type === 'posts-collected'

/** Endpoints that are asked again by themselves. The rows of the feed are not among them: they must not move, so they listen on their own. */
const touched: Partial<Record<EndpointName, Touch>> = {
  feed: ofSources,
  counts: ({ type }) => type !== 'draft' && type !== 'note',
  tickets: ofTicket,
  promises: ofTicket,
  ticket: ({ ticketId, number }, input) => ticketId !== null && (input.ticketId === ticketId || input.ticketId === number),
  similar: ({ postId }, input) => postId !== null && input.postId === postId,
  post: ({ postId }, input) => postId !== null && input.postId === postId,
  notices: ({ type }) => type === 'notify',
  sources: ofSources,
  people: ofPeople,
  organisations: ofPeople,
  reference: (happening, input) => ofPeople(happening, input) || happening.type === 'calendar-changed',
  journal: ofTicket,
  erasures: ofErasure,
  erasure: ofErasure,
  calendar: ofCalendar,
  rules: ({ type }) => type.startsWith('rule-'),
  terms: ({ type }) => type === 'terms-set',
  statistics: (happening, input) => ofTicket(happening, input) || happening.type === 'danger' || happening.type === 'dismiss' || ofSources(happening, input),
}

/** Does any of the happenings touch the question with this key (endpoint, input)? */
export const isTouched = (happenings: readonly Happening[], name: string, input: unknown): boolean => {
  const touch = (touched as Partial<Record<string, Touch>>)[name]
  const asked = typeof input === 'object' && input !== null ? input as Input : {}
  return touch !== undefined && happenings.some(happening => touch(happening, asked))
}
