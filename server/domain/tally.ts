// What one ticket adds to the figures, and the sum of many. A sum is kept by adding and taking away, so a kept one equals one counted anew.
import { monthsIntervals, counts, figureOf, figureViews } from './figures.ts'
import type { CountedTicket, Moment } from './counted.ts'
import { dayOf, minuteMs, toMs, type Instant } from './time.ts'

const groups = [
  'view', 'firstWorking', 'firstClock', 'finalWorking', 'finalClock', 'grade', 'promised', 'registered', 'answered', 'topic', 'place', 'topicYearAgo', 'placeYearAgo',
] as const
type Group = typeof groups[number]
type Counts = Map<string | number, number>

/** How often each value stands in each group; a value that stands nowhere has no entry. Whole numbers only: sums are exact in any order. */
export type Tally = Record<Group, Counts>

export const emptyTally = (): Tally => ({
  view: new Map(), firstWorking: new Map(), firstClock: new Map(), finalWorking: new Map(), finalClock: new Map(), grade: new Map(), promised: new Map(),
  registered: new Map(), answered: new Map(), topic: new Map(), place: new Map(), topicYearAgo: new Map(), placeYearAgo: new Map(),
})

type Add = (group: Group, value: string | number, amount?: number) => void

const clockMinutes = (from: Instant, to: Instant): number => Math.floor((toMs(to) - toMs(from)) / minuteMs)

/** Of a ticket that was reopened every reply is a duration of its own. */
const addReplies = (ticket: CountedTicket, moment: Moment, add: Add) => {
  for (const { from, firstReplyAt, firstReplyMinutes, answeredAt, answeredMinutes } of monthsIntervals(ticket, moment)) {
    if (firstReplyAt !== null) add('firstClock', clockMinutes(from, firstReplyAt))
    if (firstReplyAt !== null && firstReplyMinutes !== null) add('firstWorking', firstReplyMinutes)
    if (answeredAt !== null) add('finalClock', clockMinutes(from, answeredAt))
    if (answeredAt !== null && answeredMinutes !== null && answeredMinutes !== undefined) add('finalWorking', answeredMinutes)
  }
}

/** Under which name the counts of a day and a code stand. */
export const dayKey = (day: string, code: string): string => `${day} ${code}`

const addDays = ({ registeredAt, intervals, topic, place }: CountedTicket, { chartFrom, lastWeekFrom, yearAgo }: Moment, add: Add) => {
  for (const { answeredAt } of intervals) if (answeredAt !== null && answeredAt >= chartFrom) add('answered', dayOf(answeredAt))
  if (registeredAt >= chartFrom) add('registered', dayOf(registeredAt))
  if (registeredAt >= lastWeekFrom) {
    add('topic', dayKey(dayOf(registeredAt), topic))
    if (place !== null) add('place', dayKey(dayOf(registeredAt), place))
  }
  if (registeredAt >= yearAgo.from && registeredAt < yearAgo.to) {
    add('topicYearAgo', topic)
    if (place !== null) add('placeYearAgo', place)
  }
}

const contribute = (ticket: CountedTicket, moment: Moment, add: Add) => {
  for (const view of figureViews) if (figureOf(view, ticket, moment)) add('view', view)
  if (ticket.promisedOn !== null && figureOf('promised', ticket, moment)) add('promised', ticket.promisedOn)
  if (!counts(ticket)) return
  if (ticket.grade !== undefined && figureOf('graded-30', ticket, moment)) add('grade', ticket.grade)
  addReplies(ticket, moment, add)
  addDays(ticket, moment, add)
}

const into = (tally: Tally, sign: 1 | -1): Add => (group, value, amount = 1) => {
  const counted = tally[group]
  const sum = (counted.get(value) ?? 0) + sign * amount
  if (sum === 0) counted.delete(value)
  else counted.set(value, sum)
}

export const addTicket = (tally: Tally, ticket: CountedTicket, moment: Moment): void => contribute(ticket, moment, into(tally, 1))
/** With the moment at which it was added: between two turns of a ticket any moment of the day takes away the same. */
export const takeTicket = (tally: Tally, ticket: CountedTicket, moment: Moment): void => contribute(ticket, moment, into(tally, -1))

/** The sum of several. */
export const joinTallies = (tallies: readonly Tally[]): Tally => {
  const [only] = tallies
  if (only && tallies.length === 1) return only
  const sum = emptyTally()
  const add = into(sum, 1)
  for (const tally of tallies) for (const group of groups) for (const [value, amount] of tally[group]) add(group, value, amount)
  return sum
}
