// The figures of the board, read off a tally. Defined once: cohorts by registration day, median and P90, reopening = a new interval, no rating under ten cases.
import type { Calendar } from './calendar.ts'
import { momentOf, type CountedTicket, type Moment } from './counted.ts'
import type { FigureView } from './figures.ts'
import { addTicket, dayKey, emptyTally, type Tally } from './tally.ts'
import { addDays, type Day, type Instant } from './time.ts'
import { trendsOf, type Trend } from './trend.ts'

/** `part` of `of`; a share of nothing is 0 of 0. */
export interface Share { part: number, of: number }
/** Whole minutes; null without a case. */
export interface Span { median: number | null, p90: number | null }

/** Figures 2–7 and today's numbers, each the length of its list; counts of posts (figures 1 and 9) come from elsewhere. */
export interface TicketFigures {
  registeredToday: number
  answeredToday: number
  open: number
  dueToday: number
  overdue: number
  late7: Share
  late30: Share
  notAccepted: number
  firstReply: { workingMinutes: Span, clockMinutes: Span, inTerm: Share, replied: number, waiting: number }
  finalReply: { workingMinutes: Span, clockMinutes: Span, answered: number }
  /** Interim replies whose tickets are open; `over`: the promised day is past. `days`: the earliest of them. */
  promised: { open: number, over: number, days: { on: Day, tickets: number }[] }
  /** Tickets of the month that came back at least once: by the approver, as "not ours", reopened, and of these by a new post. */
  back: { rejected: number, returned: number, reopened: number, repeated: number }
  /** `grades`: their sum and how many there are. `proof`: answered with a picture or film beside the reply, of all answered. */
  quality: { grades: Share, proof: Share }
  merged: number
  /** Tickets registered or reopened in 30 days. */
  sample: number
  rated: boolean
}

/** Fewer cases than this in 30 days are shown, not ranked. */
export const minimumSample = 10
/** Promised days that are named one by one. */
const namedDays = 10

const sumOf = (counted: Iterable<number>): number => [...counted].reduce((sum, count) => sum + count, 0)

/** Nearest rank of how often each value occurred: the smallest value that at least this share of them do not exceed. */
export const percentile = (counted: ReadonlyMap<string | number, number>, share: number): number | null => {
  const rank = Math.max(1, Math.ceil(share * sumOf(counted.values())))
  let passed = 0
  for (const [value, count] of [...counted].map(([value, count]) => [Number(value), count] as const).sort(([a], [b]) => a - b)) {
    passed += count
    if (passed >= rank) return value
  }
  return null
}
const spanOf = (counted: ReadonlyMap<string | number, number>): Span => ({ median: percentile(counted, 0.5), p90: percentile(counted, 0.9) })

const promisedDays = ({ promised }: Tally) =>
  [...promised].map(([on, tickets]) => ({ on: String(on), tickets })).sort((a, b) => a.on < b.on ? -1 : 1).slice(0, namedDays)

/** The figures of a tally. */
export const figuresOf = (tally: Tally): TicketFigures => {
  const of = (view: FigureView) => tally.view.get(view) ?? 0
  const grades = { part: sumOf([...tally.grade].map(([grade, count]) => Number(grade) * count)), of: sumOf(tally.grade.values()) }
  return {
    registeredToday: of('registered-today'), answeredToday: of('answered-today'), open: of('open'), dueToday: of('due-today'), overdue: of('overdue'),
    late7: { part: of('late-7'), of: of('cases-7') }, late30: { part: of('late-30'), of: of('cases-30') }, notAccepted: of('not-accepted'),
    firstReply: {
      workingMinutes: spanOf(tally.firstWorking), clockMinutes: spanOf(tally.firstClock),
      // Those who wait beyond their term stand in the share too: silence cannot improve it.
      inTerm: { part: of('term-kept-30'), of: of('in-term-30') }, replied: of('first-replied-30'), waiting: of('awaiting-30'),
    },
    finalReply: { workingMinutes: spanOf(tally.finalWorking), clockMinutes: spanOf(tally.finalClock), answered: of('answered-30') },
    promised: { open: of('promised'), over: of('promise-over'), days: promisedDays(tally) },
    back: { rejected: of('rejected-30'), returned: of('returned-30'), reopened: of('reopened-30'), repeated: of('repeated-30') },
    quality: { grades, proof: { part: of('proven-30'), of: of('answered-30') } },
    merged: of('merged-30'), sample: of('cases-30'), rated: of('cases-30') >= minimumSample,
  }
}

/** Counted anew out of tickets: all open ones, and all that the month touched, must be among them. */
export const ticketFigures = (tickets: Iterable<CountedTicket>, now: Instant, calendar: Calendar): TicketFigures => figuresOf(tallyOf(tickets, momentOf(now, calendar)))

export const tallyOf = (tickets: Iterable<CountedTicket>, moment: Moment): Tally => {
  const tally = emptyTally()
  for (const ticket of tickets) addTicket(tally, ticket, moment)
  return tally
}

/** Figure 8: each topic, or each place, that had a ticket today or in the week before; the same week of last year beside it where the desk has any of it. */
export const trendsIn = (tally: Tally, by: 'topic' | 'place', { today }: Moment): Trend[] => {
  const week = Array.from({ length: 7 }, (_, index) => addDays(today, index - 7))
  const yearAgo = tally[`${by}YearAgo`]
  const codes = new Set([...tally[by].keys()].map(key => String(key).slice(dayKey(today, '').length)))
  return trendsOf(codes, (code, day) => tally[by].get(dayKey(day, code)) ?? 0, today, week, tally.topicYearAgo.size > 0 ? code => yearAgo.get(code) ?? 0 : null)
}

/** What was registered and answered on a day of the chart. */
export const dayIn = ({ registered, answered }: Tally, on: Day) => ({ registered: registered.get(on) ?? 0, answered: answered.get(on) ?? 0 })

/** Better first: the share of first replies in term, then the quicker median. Negative = a is better, 0 = equal. */
const better = (a: TicketFigures, b: TicketFigures): number =>
  b.firstReply.inTerm.part * a.firstReply.inTerm.of - a.firstReply.inTerm.part * b.firstReply.inTerm.of
  || (a.firstReply.workingMinutes.median ?? Infinity) - (b.firstReply.workingMinutes.median ?? Infinity) || 0

/** Figure 10: the place of each among those with enough cases, from 1; equals share a place. Null = not ranked. */
export const placesOf = (all: readonly TicketFigures[]): (number | null)[] => {
  const ranked = all.filter(figures => figures.rated && figures.firstReply.inTerm.of > 0)
  return all.map(figures => ranked.includes(figures) ? 1 + ranked.filter(other => better(other, figures) < 0).length : null)
}
