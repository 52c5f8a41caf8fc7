// What goes out about the register of numbers.
import { z } from 'zod'
import { results, ticketStates } from './ticket.ts'

const instant = z.iso.datetime()

export const journalRowView = z.object({
  ticketId: z.string(), number: z.string(), registeredAt: instant,
  /** Null also where the person has no need to know the author. */
  author: z.string().nullable(),
  essence: z.string(), topic: z.string(), organisationId: z.string(), bodyId: z.string().nullable(), officerId: z.string().nullable(),
  state: z.enum(ticketStates), dueAt: instant.nullable(), /** The year whose calendar the term waits for. */ awaits: z.number().nullable(),
  result: z.enum(results).nullable(), answeredAt: instant.nullable(), formalNumber: z.string().nullable(),
})
/** `organisationId`: the akimat or body whose register it is. `authors`: this person may see them. */
export const journalView = z.object({
  organisationId: z.string(), authors: z.boolean(), total: z.number(), items: z.array(journalRowView), next: z.string().nullable(),
})
