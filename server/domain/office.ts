// What the office sets: hours and limits. A changed setting is not retroactive.
import type { Urgency } from './classification.ts'

/** Minutes of the Almaty day. One working day = 8 h of work. */
export interface OfficeHours { open: number, lunchFrom: number, lunchTo: number, close: number }
export const officeHours: OfficeHours = { open: 9 * 60, lunchFrom: 13 * 60, lunchTo: 14 * 60 + 30, close: 18 * 60 + 30 }
export const workingDayMinutes = (hours: OfficeHours): number => hours.close - hours.open - (hours.lunchTo - hours.lunchFrom)

/** `minutes` run round the clock (danger), `workingMinutes` in office hours, `workingDays` end at the office's close of the Nth working day. */
export type Limit = { minutes: number } | { workingMinutes: number } | { workingDays: number }

export interface Limits {
  triage: Limit
  triageDanger: Limit
  accept: Limit
  firstReply: Record<Urgency, Limit>
  final: Limit
  /** Never beyond this many working days in all, with every extension. */
  finalAtMostWorkingDays: number
}

export const defaultLimits: Limits = {
  triage: { workingMinutes: 30 },
  triageDanger: { minutes: 10 },
  accept: { workingMinutes: 30 },
  firstReply: { danger: { minutes: 60 }, high: { workingMinutes: 240 }, normal: { workingMinutes: 480 }, low: { workingMinutes: 480 } },
  final: { workingDays: 7 },
  finalAtMostWorkingDays: 15,
}
