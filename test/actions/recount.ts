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
  const ids = (test: (ticket: Told) => boolean) => here.filter(test).map(({ id }) => id)
  return {
    'overdue': ids(ticket => isLateNow(ticket, now)),
    'due-today': ids((ticket) => { const due = nextDue(ticket); return due !== null && due >= now && dayOf(due) === today }),
    'not-accepted': ids(({ state, namedAt }) => state === 'assigned' && namedAt !== null && (workingMinutesBetween(calendar, namedAt, now) ?? 0) > 60),
    'registered-today': valid.filter(({ registeredAt }) => dayOf(registeredAt) === today).map(({ id }) => id),
    'late-7': some(7, (ticket, span) => isLate(ticket, span, now)),
    'late-30': some(30, (ticket, span) => isLate(ticket, span, now)),
    'first-replied-30': some(30, (_, { repliedAt }) => repliedAt !== null),
    'in-term-30': some(30, (ticket, span) => span.repliedAt !== null || isLate(ticket, span, now)),
    'awaiting-30': some(30, (_, { repliedAt, closedAt }) => repliedAt === null && closedAt === null),
    'open': ids(({ state }) => !isOver(state)),
    'answered-today': valid.filter(({ spans }) => spans.some(({ answeredAt }) => answeredAt !== null && dayOf(answeredAt) === today)).map(({ id }) => id),
  }
}

const firstReplies = (cases: { ticket: Told, span: Span }[], now: Instant, calendar: Calendar) => {
  const replied = cases.flatMap(({ span: { from, repliedAt, replyDue } }) => repliedAt === null ? [] : [{ from, repliedAt, inTerm: replyDue !== null && repliedAt <= replyDue }])
  const worked = replied.map(({ from, repliedAt }) => Math.floor(workingMinutesBetween(calendar, from, repliedAt) ?? NaN))
  const clock = replied.map(({ from, repliedAt }) => minutes(Date.parse(repliedAt) - Date.parse(from)))
  const silentLate = cases.filter(({ ticket, span }) => span.repliedAt === null && isLate(ticket, span, now)).length
  return {
    workingMinutes: { median: rank(worked, 0.5), p90: rank(worked, 0.9) }, clockMinutes: { median: rank(clock, 0.5), p90: rank(clock, 0.9) },
    inTerm: { part: replied.filter(({ inTerm }) => inTerm).length, of: replied.length + silentLate },
    replied: replied.length, waiting: cases.filter(({ span }) => span.repliedAt === null && span.closedAt === null).length,
  }
}

/** Figures 1 to 4 of the board for an akimat, or for one of its bodies (null: what has no body). */
export const recount = (story: Story, { organisationId, bodyId }: Place, now: Instant, calendar: Calendar) => {
  const today = dayOf(now)
  const here = [...story.tickets.values()].filter(ticket => ticket.organisationId === organisationId && (bodyId === undefined || ticket.bodyId === bodyId))
  const valid = here.filter(counts)
  const casesOf = (days: number) => valid.flatMap(ticket => ticket.spans.filter(span => dayOf(span.from) > addDays(today, -days)).map(span => ({ ticket, span })))
  const late = (days: number) => ({ part: casesOf(days).filter(({ ticket, span }) => isLate(ticket, span, now)).length, of: casesOf(days).length })
  const lists = relist({ ...story, tickets: new Map(here.map(ticket => [ticket.id, ticket])) }, { organisationId }, now, calendar)
  const collected = story.collected.filter(one => one.organisationId === organisationId)
  const decided = [...story.decided].filter(([key]) => key.startsWith(organisationId))
  const sum = (some: typeof collected) => some.reduce((all, { count }) => all + count, 0)
  return {
    posts: {
      collectedToday: sum(collected.filter(({ at }) => dayOf(at) === today)), triagedToday: decided.filter(([, at]) => dayOf(at) === today).length,
      waitingTriage: sum(collected) - decided.length,
    },
    tickets: {
      registeredToday: lists['registered-today'].length, open: here.filter(({ state }) => !isOver(state)).length,
      answeredToday: valid.filter(({ spans }) => spans.some(({ answeredAt }) => answeredAt !== null && dayOf(answeredAt) === today)).length,
      dueToday: lists['due-today'].length, overdue: lists.overdue.length, notAccepted: lists['not-accepted'].length, late7: late(7), late30: late(30),
      firstReply: firstReplies(casesOf(30), now, calendar), merged: here.filter(({ state, mainId }) => mainId !== null && state !== 'annulled').length, rated: casesOf(30).length >= 10,
    },
  }
}
