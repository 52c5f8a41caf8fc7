// How to reach the person, given for one case. Kept apart from post and ticket, under its own right; who read it is in the trail.
import type { Instant } from './time.ts'

export interface Contact {
  /** The ticket's. */
  id: string
  version: number
  organisationId: string
  name: string | null
  phone: string | null
  email: string | null
  more: string | null
  keptAt: Instant
  keptBy: string
  /** User → hour (`2026-11-18T05`) of the last reading that stands in the trail. */
  readIn: Record<string, string>
}
