// The tickets that the figures ask for, at hand in this process, and their sums: changed ticket by ticket, never counted anew within a day.
import { setImmediate } from 'node:timers/promises'
import { makeCalendar } from '#domain/calendar.ts'
import { addCollected, type PostDays } from '#domain/collected.ts'
import { countedOf, momentOf, type CountedTicket, type Moment } from '#domain/counted.ts'
import { isCounted, turnsOf } from '#domain/figures.ts'
import { figuresOf, type TicketFigures } from '#domain/statistics.ts'
import { addTicket, emptyTally, joinTallies, takeTicket, type Tally } from '#domain/tally.ts'
import type { Ticket } from '#domain/ticket.ts'
import { dayOf, toMs } from '#domain/time.ts'
import type { TrailLine } from '#domain/trail.ts'
import { makeTurns } from './turns.ts'

/** `moment`: the one for which it was added to the sums. */
interface Entry { ticket: CountedTicket, moment: Moment }

/** A sum, and what was read off it since it last changed. */
interface Sum { tally: Tally, figures: TicketFigures | null }

/** What a question sees: everything at one place of the trail and one moment. */
export interface Sight {
  /** The last line of the trail that is counted. */
  seq: number
  moment: Moment
  /** Tickets at hand, of all akimats. */
  tickets: Iterable<CountedTicket>
  posts: PostDays
  total(organisationId: string): Tally
  /** Sums by body within an akimat; `null` = tickets without a body. */
  bodies(organisationId: string): { bodyId: string | null, figures: TicketFigures }[]
  ofBody(bodyId: string): Tally
  figures(organisationId: string): TicketFigures
}

export interface Kept {
  put(ticket: Ticket): void
  drop(ticketId: string): void
  has(ticketId: string): boolean
  hear(line: TrailLine): void
  /** Moves to another moment, and shows what stands there. */
  at(moment: Moment): Omit<Sight, 'seq'>
  /** The same for a day that turned, where everything is counted anew: others have their turn meanwhile, but nobody may ask it anything. */
  turn(moment: Moment): Promise<void>
  /** Empty, for this moment. */
  begin(moment: Moment): void
  readonly size: number
}

const noCalendar = makeCalendar([])

/** Tickets that are counted anew in one go: a few milliseconds. */
const stretch = 500

const isSameDay = (a: Moment, b: Moment) => a.today === b.today && a.calendar === b.calendar && a.now <= b.now

const makeSums = () => {
  const totals = new Map<string, Sum>()
  const byBody = new Map<string, Map<string | null, Sum>>()
  const sumIn = <K>(sums: Map<K, Sum>, key: K): Sum => {
    const sum = sums.get(key) ?? { tally: emptyTally(), figures: null }
    sums.set(key, sum)
    return sum
  }
  const ofBodies = (organisationId: string) => {
    const sums = byBody.get(organisationId) ?? new Map<string | null, Sum>()
    byBody.set(organisationId, sums)
    return sums
  }
  const change = (work: typeof addTicket, { ticket, moment }: Entry) => {
    for (const sum of [sumIn(totals, ticket.organisationId), sumIn(ofBodies(ticket.organisationId), ticket.bodyId)]) {
      work(sum.tally, ticket, moment)
      sum.figures = null
    }
  }
  const read = (sum: Sum): TicketFigures => sum.figures ??= figuresOf(sum.tally)
  return {
    add: (entry: Entry) => change(addTicket, entry),
    take: (entry: Entry) => change(takeTicket, entry),
    clear: () => { totals.clear(); byBody.clear() },
    total: (organisationId: string) => sumIn(totals, organisationId).tally,
    figures: (organisationId: string) => read(sumIn(totals, organisationId)),
    bodies: (organisationId: string) => [...byBody.get(organisationId) ?? []].filter(([, { tally }]) => tally.view.size > 0).map(([bodyId, sum]) => ({ bodyId, figures: read(sum) })),
    ofBody: (bodyId: string) => joinTallies([...byBody.values()].flatMap(sums => sums.get(bodyId)?.tally ?? [])),
  }
}

/** Strings that stand in thousands of tickets are kept once. */
const makeOnce = () => {
  const known = new Map<string, string>()
  return <T extends string | null>(text: T): T | string => {
    if (text === null) return text
    const first = known.get(text)
    if (first === undefined) known.set(text, text)
    return first ?? text
  }
}

/** Empty, and before its first moment. */
export const makeKept = (): Kept => {
  let moment = momentOf('1970-01-01T00:00:00.000Z', noCalendar)
  const entries = new Map<string, Entry>()
  const posts: PostDays = new Map()
  const sums = makeSums()
  const turns = makeTurns<Entry>()
  const once = makeOnce()

  const drop = (ticketId: string) => {
    const entry = entries.get(ticketId)
    if (!entry) return
    sums.take(entry)
    entries.delete(ticketId)
  }
  const add = (ticket: CountedTicket) => {
    const entry = { ticket, moment }
    entries.set(ticket.id, entry)
    sums.add(entry)
    for (const at of turnsOf(ticket, moment)) if (at < moment.tomorrowFrom) turns.add(toMs(at), entry)
  }
  const put = (document: Ticket) => {
    drop(document.id)
    const ticket = countedOf(document)
    const { organisationId, topic, bodyId, place } = ticket
    if (isCounted(ticket, moment)) add({ ...ticket, organisationId: once(organisationId), topic: once(topic), bodyId: once(bodyId), place: once(place) })
  }
  /** A day turned, the calendar changed, or the clock went back: the sums are made anew, and what nobody asks for any more is let go. */
  const recount = function* () {
    sums.clear()
    turns.clear()
    for (const day of posts.keys()) if (day < dayOf(moment.chartFrom)) posts.delete(day)
    const before = [...entries.values()]
    entries.clear()
    for (const [index, { ticket }] of before.entries()) {
      if (isCounted(ticket, moment)) add(ticket)
      if (index % stretch === stretch - 1) yield
    }
  }
  const turn = async (next: Moment) => {
    if (isSameDay(moment, next)) return
    moment = next
    const counting = recount()
    while (!counting.next().done) await setImmediate()
  }
  const move = (next: Moment) => {
    const stays = isSameDay(moment, next)
    moment = next
    if (!stays) return void Array.from(recount())
    for (const entry of turns.takeUntil(toMs(next.now))) {
      if (entries.get(entry.ticket.id) !== entry) continue
      sums.take(entry)
      add(entry.ticket)
    }
  }
  return {
    put, drop, turn, has: id => entries.has(id), hear: line => addCollected(posts, line),
    at: (next) => {
      move(next)
      return { moment, posts, tickets: entries.values().map(({ ticket }) => ticket), ...sums }
    },
    begin: (first) => {
      moment = first
      entries.clear()
      posts.clear()
      sums.clear()
      turns.clear()
    },
    get size() { return entries.size },
  }
}
