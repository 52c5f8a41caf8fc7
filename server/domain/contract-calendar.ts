// What goes out about the working calendar, for whoever keeps it.
import { z } from 'zod'
import { dayTypes } from './calendar.ts'

const instant = z.iso.datetime()
const day = z.iso.date()

/** `version` is what `set-calendar-year` names as seen, 0 while the administrator has kept no list; `source` is that of a shipped one. */
const calendarYearBase = z.object({
  year: z.number(), version: z.number(), state: z.enum(['confirmed', 'provisional', 'missing']), source: z.string().nullable(),
  changedBy: z.string().nullable(), changedAt: instant.nullable(),
})
/** `warning`: the year whose list must be entered or confirmed now. */
export const calendarView = z.object({ warning: z.number().nullable(), years: z.array(calendarYearBase) })
const calendarDay = z.object({ date: day, type: z.enum(dayTypes), key: z.string(), kk: z.string(), ru: z.string(), en: z.string(), for: day.nullable() })
export const calendarYearView = calendarYearBase.extend({
  days: z.array(calendarDay),
  /** What the law alone gives: to start from. It counts for nothing until it is saved. */
  draft: z.array(calendarDay),
  /** Keys of days that the draft cannot know; a list without them is refused. */
  lacks: z.array(z.string()),
})
/** What saving these days would move. `changed`: days that are worked and were not, or the other way; `listed`: the year has a list already. */
export const calendarPreviewView = z.object({ tickets: z.number(), posts: z.number(), erasures: z.number(), listed: z.boolean(), changed: z.array(day) })
export const keptYearView = z.object({ year: z.number(), version: z.number(), provisional: z.boolean() })
