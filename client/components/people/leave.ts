// When a person's leave is worth showing: it goes on or is to come.
import type { Leave } from '#domain/user.ts'
import type { Day } from '#domain/time.ts'

/** A leave that is over stays with the person, and means nothing any more. */
export const isPlanned = ({ leave }: { leave: Leave | null }, today: Day): boolean => leave !== null && leave.toOn >= today
