// The approved reply stands in public: its link and its text are kept as evidence. A final one answers the ticket, an interim one buys a new term.
import { workingMinutesBetween } from '#domain/calendar.ts'
import { startClock, stopClock, type Clock } from '#domain/clock.ts'
import type { InputOf } from '#domain/contract-inputs.ts'
import { changeLast, type Interval, type Ticket } from '#domain/ticket.ts'
import type { Tx } from '../store/store.ts'
import type { Caller } from './act.ts'
import { keepReplyEvidence } from './keep-evidence.ts'
import { withinLast } from './last-day.ts'
import { onTicket, type TicketAnswer } from './on-ticket.ts'
import { promiseAfter } from './promising.ts'
import { termsOf } from './terms.ts'
import { watchThread } from './watch-thread.ts'
import type { World } from './world.ts'
import { replyOf } from './writing.ts'

/** Whole working minutes, null across a year without a list; a term round the clock (danger) is still reported in working and in clock minutes apart. */
export const withFirstReply = (world: World, interval: Interval, clock: Clock, now: string): Interval => {
  const minutes = workingMinutesBetween(world.calendar, interval.from, now)
  return {
    ...interval, firstReplyAt: now, firstReplyInTerm: clock.dueAt === null ? null : now <= clock.dueAt,
    firstReplyMinutes: minutes === null ? null : Math.floor(minutes),
  }
}

/** With the final reply: how long the person waited for it. */
export const withAnswer = (world: World, interval: Interval, now: string): Interval => {
  const minutes = workingMinutesBetween(world.calendar, interval.from, now)
  return { ...interval, answeredAt: now, answeredMinutes: minutes === null ? null : Math.floor(minutes) }
}

/** After the first interim reply the final term (seven working days if not set) runs from it, within fifteen from registration or reopening. */
const finalAfterInterim = async (tx: Tx, world: World, ticket: Ticket, interval: Interval): Promise<Clock> =>
  interval.firstReplyAt === null ? withinLast(world, ticket, startClock(world.calendar, (await termsOf(tx, world, ticket)).final, tx.now)) : ticket.final

const withProof = (ticket: Ticket): Ticket => ({ ...ticket, intervals: changeLast(ticket.intervals, last => ({ ...last, proof: true })) })

const afterPublishing = async (tx: Tx, world: World, ticket: Ticket, isFinal: boolean) => {
  const last = ticket.intervals.at(-1) ?? { from: ticket.registeredAt, firstReplyAt: null, firstReplyInTerm: null, firstReplyMinutes: null, answeredAt: null, closedAt: null }
  const first = last.firstReplyAt === null
  const replied = first ? withFirstReply(world, last, ticket.firstReply, tx.now) : last
  const interval = isFinal ? withAnswer(world, replied, tx.now) : replied
  const final = isFinal ? stopClock(ticket.final, tx.now) : await finalAfterInterim(tx, world, ticket, last)
  return { first, interval, set: { firstReply: stopClock(ticket.firstReply, tx.now), final, intervals: [...ticket.intervals.slice(0, -1), interval] } }
}

export const publish = (world: World, caller: Caller, input: InputOf<'publish'>): Promise<TicketAnswer> =>
  onTicket(world, caller, 'publish', input, async ({ tx, ticket, who }) => {
    const { permalink, proof } = input
    const reply = await tx.put('reply', { ...await replyOf(tx, ticket), state: 'published', permalink, publishedAt: tx.now })
    await keepReplyEvidence(tx, ticket, reply, { proof })
    const kind = reply.kind ?? 'final'
    const isFinal = kind === 'final'
    const { first, interval, set } = await afterPublishing(tx, world, proof === undefined ? ticket : withProof(ticket), isFinal)
    const [main, ...joined] = ticket.posts
    if (main) await watchThread(tx, world, who, ticket, { postId: main.postId, permalink, words: reply.versions.at(-1)?.text ?? null })
    const posts = main ? [{ ...main, answer: { permalink, at: tx.now } }, ...joined] : []
    return {
      to: isFinal ? 'answered' : 'in-work',
      set: { ...set, posts, replyId: null, answerId: reply.id, result: isFinal ? reply.result : ticket.result, ...await promiseAfter(tx, who, ticket, reply) },
      facts: {
        replyId: reply.id, reply: kind, first, inTerm: interval.firstReplyInTerm, minutes: interval.firstReplyMinutes, finalDueAt: set.final.dueAt, promisedOn: reply.promisedOn,
        ...proof !== undefined && { proof: true as const },
      },
    }
  })
