// What goes out about what is like a post or a ticket.
import { z } from 'zod'
import { results, ticketStates } from './ticket.ts'
import { triageStates } from './triage.ts'

const instant = z.iso.datetime()
const id = z.string()

/** What is like a post or a ticket. `likeness` from 0.3 to 1 (word for word). */
export const similarView = z.object({
  /** Posts are compared from here on; word for word, from the beginning. */
  since: instant,
  /** The likest first; null where the person does not read the feed. */
  posts: z.array(z.object({
    postId: id, organisationId: id, likeness: z.number(), excerpt: z.string(), network: z.string(), sourceName: z.string(), at: instant,
    state: z.enum(triageStates), ticketId: id.nullable(), ticketNumber: z.string().nullable(),
  })).nullable(),
  /** Tickets that hold such posts and take others in. */
  tickets: z.array(z.object({ ticketId: id, number: z.string(), state: z.enum(ticketStates), likeness: z.number(), excerpt: z.string(), postCount: z.number() })),
  /** Last published replies under the same topic. */
  answers: z.array(z.object({
    ticketId: id, number: z.string(), samePlace: z.boolean(), excerpt: z.string(), text: z.string(), result: z.enum(results).nullable(), publishedAt: instant,
  })),
})
