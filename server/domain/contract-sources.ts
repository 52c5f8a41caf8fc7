// What goes out about sources, for whoever keeps them.
import { z } from 'zod'
import { gapCauses, healthReasons, healthStates } from './source.ts'

const instant = z.iso.datetime()
const id = z.string()

export const sourceView = z.object({
  id, version: z.number(), network: z.string(), name: z.string(), url: z.string(), organisationIds: z.array(id),
  health: z.object({
    state: z.enum(healthStates), reason: z.enum(healthReasons), detail: z.string().nullable(), lastTriedAt: instant.nullable(), lastSuccessAt: instant.nullable(), failures: z.number(),
  }),
  nextRunAt: instant.nullable(), deadLetters: z.number(),
  /** The last time that posts between two looks could not be had. */
  gap: z.object({ at: instant, why: z.enum(gapCauses) }).nullable(),
})
export const sourcesView = z.object({ items: z.array(sourceView) })
export const collectedView = z.object({
  sourceId: id, new: z.number(), edited: z.number(), deleted: z.number(), same: z.number(), late: z.number(), dead: z.number(), reread: z.number(), health: sourceView.shape.health,
})
