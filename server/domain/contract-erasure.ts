// What goes out about texts that go: by their age, and when a person asks for it.
import { z } from 'zod'
import { erasureStates, erasureSubjects } from './erasure.ts'
import { retentionKinds } from './retention.ts'
import { ticketStates } from './ticket.ts'

const instant = z.iso.datetime()
const id = z.string()

/** `atMost`: what is older now; less goes when something of it is still owed. */
export const retentionView = z.object({
  kinds: z.array(z.object({ kind: z.enum(retentionKinds), months: z.number().nullable(), leastMonths: z.number(), before: instant.nullable(), atMost: z.number() })),
})
export const erasureView = z.object({
  id, version: z.number(), organisationId: id, of: z.enum(erasureSubjects), state: z.enum(erasureStates), postId: id.nullable(), ticketId: id.nullable(),
  askedBy: id, askedAt: instant, dueAt: instant.nullable(), decidedBy: id.nullable(), decidedAt: instant.nullable(), posts: z.number(), doneAt: instant.nullable(),
  /** Why it was refused. */
  reason: z.string().nullable(),
})
export const erasuresView = z.object({ items: z.array(erasureView), next: z.string().nullable() })
/** What would go, for the person who decides. `posts` and the lists are of the first hundred posts; `more` says that there are others. */
export const erasurePreviewView = erasureView.extend({
  more: z.boolean(), author: z.string().nullable(),
  tickets: z.array(z.object({ ticketId: id, number: z.string(), state: z.enum(ticketStates) })),
  /** `quotes`: what the author answered, or a note that names the author. What the author answered goes by itself. */
  notes: z.array(z.object({ id, ticketId: id.nullable(), text: z.string(), quotes: z.boolean() })),
  /** Our own words; `names`: the author's name stands in them. */
  replies: z.array(z.object({ id, ticketId: id, text: z.string(), names: z.boolean() })),
})
