// What a ticket leaves behind with its state: clocks that stood go on when the author is waited for no more, and what was asked for lapses.
import { resumeClock } from '#domain/clock.ts'
import type { Ticket, TicketState } from '#domain/ticket.ts'
import type { Instant } from '#domain/time.ts'
import type { World } from './world.ts'

const mayBeExtended: readonly TicketState[] = ['in-work', 'waiting']

/** A request for extension lapses. A merged ticket keeps its pause: unmerged, it waits again. */
export const leftBehind = ({ calendar }: World, ticket: Ticket, to: TicketState, now: Instant): Partial<Ticket> => ({
  ...mayBeExtended.includes(to) ? {} : { extension: undefined },
  ...ticket.state === 'waiting' && to !== 'waiting' && to !== 'merged'
    ? { firstReply: resumeClock(calendar, ticket.firstReply, now), final: resumeClock(calendar, ticket.final, now) }
    : {},
})
