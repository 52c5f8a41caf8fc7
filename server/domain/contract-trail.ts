// What goes out of the trail: lines as they are kept, for whoever audits, and how far the proof of the chain has come.
import { z } from 'zod'
import { trailFaults } from './trail-fault.ts'
import { trailEventTypes } from './trail-types.ts'

const instant = z.iso.datetime()

export const trailView = z.object({
  items: z.array(z.object({
    seq: z.number(), at: instant, /** A person's id, or `machine`. */ by: z.string(), type: z.enum(trailEventTypes), event: z.record(z.string(), z.unknown()),
  })),
  /** The line before which to go on, null at the beginning or the end of the period. A page may be short: it says how far back it looked. */
  next: z.number().nullable(), lookedTo: instant.nullable(),
  /** The newest line of the trail. */
  head: z.object({ seq: z.number(), at: instant.nullable() }),
})
/** `to`: the last line that was read and found sound, and when it was written. `done`: the whole chain was read. */
export const trailProofView = z.object({
  to: z.number(), at: instant.nullable(), head: z.number(), done: z.boolean(), broken: z.object({ seq: z.number(), why: z.enum(trailFaults) }).nullable(),
})
