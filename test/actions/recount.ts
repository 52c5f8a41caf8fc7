// The board counted once more, out of the trail alone: written from the words of the design, knowing nothing of how tickets are kept.
import { workingMinutesBetween, type Calendar } from '#domain/calendar.ts'
import { addDays, dayOf, type Instant } from '#domain/time.ts'
import type { TrailLine } from '#domain/trail.ts'
import { tellTicket, type Told, type ToldSpan as Span } from './told.ts'

export interface Story { tickets: Map<string, Told>, collected: { at: Instant, organisationId: string, count: number }[], decided: Map<string, Instant> }

const tellPosts = (story: Story, { event, at }: TrailLine) => {
  switch (event.type) {
    case 'posts-collected':
      for (const [organisationId, count] of Object.entries(event.fresh)) story.collected.push({ at, organisationId, count })
      break
    case 'register': case 'join': case 'dismiss': case 'pass': story.decided.set(`${event.organisationId}:${event.postId}`, at); break
    case 'restore': case 'detach': story.decided.delete(`${event.organisationId}:${event.postId}`); break
    case 'annul':
      for (const { postId } of story.tickets.get(event.ticketId)?.posts ?? []) story.decided.delete(`${event.organisationId}:${postId}`)
  }
}

/** Everything the trail tells about tickets and posts until now. */
export const tell = (lines: readonly TrailLine[]): Story => {
  const story: Story = { tickets: new Map(), collected: [], decided: new Map() }
  for (const line of lines) {
    tellPosts(story, line)
    tellTicket(story.tickets, line)
  }
  return story
}

const isOver = (state: string) => ['answered', 'closed', 'annulled', 'merged'].includes(state)
/** A ticket on its own: a number that was annulled counts nowhere, one that was merged apart. */
const counts = ({ state, mainId }: Told) => state !== 'annulled' && mainId === null
/** What is due next of an open ticket: the first reply while there is none, and the final answer; nothing while the author is waited for. */
const nextDue = (ticket: Told): Instant | null => {
  const span = ticket.spans.at(-1)
  if (!span || isOver(ticket.state) || (ticket.state === 'waiting' && ticket.asked && ticket.priority !== 'danger')) return null
  return [span.repliedAt === null ? span.replyDue : null, span.finalDue].flatMap(due => due ?? []).toSorted()[0] ?? null
}
const isLateNow = (ticket: Told, now: Instant) => (nextDue(ticket) ?? '9') < now
const repliedLate = ({ repliedAt, replyDue }: Span) => repliedAt !== null && replyDue !== null && repliedAt > replyDue
const isLate = (ticket: Told, span: Span, now: Instant) => repliedLate(span) || (span === ticket.spans.at(-1) && isLateNow(ticket, now))

const rank = (values: number[], share: number): number | null => values.toSorted((a, b) => a - b).find((_, index) => (index + 1) / values.length >= share) ?? null
const minutes = (ms: number) => Math.floor(ms / 60_000)

interface Place { organisationId: string, bodyId?: string | null }

/** Ids of the tickets behind each list of the board. */
export const relist = (story: Story, { organisationId }: Place, now: Instant, calendar: Calendar) => {
  const here = [...story.tickets.values()].filter(ticket => ticket.organisationId === organisationId)
  const today = dayOf(now)
  const valid = here.filter(counts)
  const since = (days: number) => addDays(today, 1 - days)
  const some = (days: number, test: (ticket: Told, span: Span) => boolean) =>
    valid.filter(ticket => ticket.spans.some(span => dayOf(span.from) >= since(days) && test(ticket, span))).map(({ id }) => id)
  const judged = some(30, (ticket, span) => span.repliedAt !== null || isLate(ticket, span, now))
  const misses = new Set(some(30, (ticket, span) => repliedLate(span) || (span.repliedAt === null && isLate(ticket, span, now))))
  const ids = (test: (ticket: Told) => boolean) => here.filter(test).map(({ id }) => id)
  return {
    'overdue': ids(ticket => isLateNow(ticket, now)),
    'due-today': ids((ticket) => { const due = nextDue(ticket); return due !== null && due >= now && dayOf(due) === today }),
    'not-accepted': ids(({ state, namedAt }) => state === 'assigned' && namedAt !== null && (workingMinutesBetween(calendar, namedAt, now) ?? 0) > 60),
    'registered-today': valid.filter(({ registeredAt }) => dayOf(registeredAt) === today).map(({ id }) => id),
    'cases-7': some(7, () => true),
    'cases-30': some(30, () => true),
    'late-7': some(7, (ticket, span) => isLate(ticket, span, now)),
    'late-30': some(30, (ticket, span) => isLate(ticket, span, now)),
    'first-replied-30': some(30, (_, { repliedAt }) => repliedAt !== null),
    'in-term-30': judged,
    'term-kept-30': judged.filter(id => !misses.has(id)),
    'awaiting-30': some(30, (_, { repliedAt, closedAt }) => repliedAt === null && closedAt === null),
    'open': ids(({ state }) => !isOver(state)),
    'without-body': ids(({ state, bodyId }) => !isOver(state) && bodyId === null),
    'overdue-without-body': ids(ticket => ticket.bodyId === null && isLateNow(ticket, now)),
    'answered-today': valid.filter(({ spans }) => spans.some(({ answeredAt }) => answeredAt !== null && dayOf(answeredAt) === today)).map(({ id }) => id),
    'answered-30': some(30, (_, { answeredAt }) => answeredAt !== null),
    'rejected-30': some(30, (_, { rejected }) => rejected),
    'returned-30': some(30, (_, { returned }) => returned),
    'reopened-30': some(30, ({ spans }, span) => spans.indexOf(span) > 0),
    'repeated-30': some(30, (_, { repeat }) => repeat),
    'proven-30': some(30, (_, { answeredAt, proof }) => answeredAt !== null && proof),
    'graded-30': some(30, ({ grade }) => grade !== null),
    'promised': ids(({ state, promisedOn }) => !isOver(state) && promisedOn !== null),
    'promise-over': ids(({ state, promisedOn }) => !isOver(state) && promisedOn !== null && promisedOn < today),
    'merged-30': here.filter(({ state, mainId, spans }) => mainId !== null && state !== 'annulled' && spans.some(({ from }) => dayOf(from) >= since(30))).map(({ id }) => id),
  }
}

/** Of the first or the final replies: medians over every reply, of whatever ticket. */
const durations = (spans: Span[], until: 'repliedAt' | 'answeredAt', calendar: Calendar) => {
  const ended = spans.flatMap(({ from, [until]: to }) => to === null ? [] : [{ from, to }])
  const worked = ended.map(({ from, to }) => Math.floor(workingMinutesBetween(calendar, from, to) ?? NaN))
  const clock = ended.map(({ from, to }) => minutes(Date.parse(to) - Date.parse(from)))
  return { workingMinutes: { median: rank(worked, 0.5), p90: rank(worked, 0.9) }, clockMinutes: { median: rank(clock, 0.5), p90: rank(clock, 0.9) } }
}

const promisesOf = (tickets: Told[]) => {
  const days = Map.groupBy(tickets.filter(({ state, promisedOn }) => !isOver(state) && promisedOn !== null), ({ promisedOn }) => promisedOn ?? '')
  return [...days].map(([on, its]) => ({ on, tickets: its.length })).toSorted((a, b) => a.on.localeCompare(b.on)).slice(0, 10)
}

/** Figures 1 to 7 of the board for an akimat, or for one of its bodies (null: what has no body). */
export const recount = (story: Story, { organisationId, bodyId }: Place, now: Instant, calendar: Calendar) => {
  const today = dayOf(now)
  const here = [...story.tickets.values()].filter(ticket => ticket.organisationId === organisationId && (bodyId === undefined || ticket.bodyId === bodyId))
  const spans = here.filter(counts).flatMap(ticket => ticket.spans.filter(span => dayOf(span.from) > addDays(today, -30)))
  const lists = relist({ ...story, tickets: new Map(here.map(ticket => [ticket.id, ticket])) }, { organisationId }, now, calendar)
  const count = (view: keyof typeof lists) => lists[view].length
  const grades = lists['graded-30'].map(id => story.tickets.get(id)?.grade ?? NaN)
  const collected = story.collected.filter(one => one.organisationId === organisationId)
  const decided = [...story.decided].filter(([key]) => key.startsWith(organisationId))
  const sum = (some: typeof collected) => some.reduce((all, { count }) => all + count, 0)
  return {
    posts: {
      collectedToday: sum(collected.filter(({ at }) => dayOf(at) === today)), triagedToday: decided.filter(([, at]) => dayOf(at) === today).length,
      waitingTriage: sum(collected) - decided.length,
    },
    tickets: {
      registeredToday: count('registered-today'), open: count('open'), answeredToday: count('answered-today'), dueToday: count('due-today'), overdue: count('overdue'),
      notAccepted: count('not-accepted'), late7: { part: count('late-7'), of: count('cases-7') }, late30: { part: count('late-30'), of: count('cases-30') },
      firstReply: {
        ...durations(spans, 'repliedAt', calendar), inTerm: { part: count('term-kept-30'), of: count('in-term-30') }, replied: count('first-replied-30'), waiting: count('awaiting-30'),
      },
      finalReply: { ...durations(spans, 'answeredAt', calendar), answered: count('answered-30') },
      promised: { open: count('promised'), over: count('promise-over'), days: promisesOf(here) },
      back: { rejected: count('rejected-30'), returned: count('returned-30'), reopened: count('reopened-30'), repeated: count('repeated-30') },
      quality: { grades: { part: grades.reduce((all, grade) => all + grade, 0), of: grades.length }, proof: { part: count('proven-30'), of: count('answered-30') } },
      merged: count('merged-30'), sample: count('cases-30'), rated: count('cases-30') >= 10,
    },
  }
}
