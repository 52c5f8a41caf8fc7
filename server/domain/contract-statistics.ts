// What goes out about how far the answers have got: the figures of the board.
import { z } from 'zod'
import { names } from './contract-views.ts'
import { unseenCauses } from './source.ts'

const instant = z.iso.datetime()
const day = z.iso.date()
const id = z.string()

const share = z.object({ part: z.number(), of: z.number() })
const span = z.object({ median: z.number().nullable(), p90: z.number().nullable() })
const figures = z.object({
  collectedToday: z.number(), triagedToday: z.number(), registeredToday: z.number(), answeredToday: z.number(), waitingTriage: z.number(), oldestWaitingAt: instant.nullable(),
  open: z.number(), dueToday: z.number(), overdue: z.number(), late7: share, late30: share, notAccepted: z.number(),
  firstReply: z.object({ workingMinutes: span, clockMinutes: span, inTerm: share, replied: z.number(), waiting: z.number() }),
  finalReply: z.object({ workingMinutes: span, clockMinutes: span, answered: z.number() }),
  /** Open tickets with a day promised in an interim reply; `over`: that day is past. */
  promised: z.object({ open: z.number(), over: z.number(), days: z.array(z.object({ on: day, tickets: z.number() })) }),
  /** Tickets that came back: from the approver, as "not ours", reopened, and of these by a new post. */
  back: z.object({ rejected: z.number(), returned: z.number(), reopened: z.number(), repeated: z.number() }),
  /** `grades.part` is the sum of `grades.of` grades from 1 to 5. */
  quality: z.object({ grades: share, proof: share }),
  merged: z.number(),
  /** Tickets registered or reopened in 30 days. */
  sample: z.number(),
  /** False under ten cases: shown, not ranked. */
  rated: z.boolean(),
})
/** Those that are counted ticket by ticket: posts are not among them. */
const ticketFigures = figures.omit({ collectedToday: true, triagedToday: true, waitingTriage: true, oldestWaitingAt: true })
/** `week`: in the seven days that ended yesterday; `yearAgo`: in the same week of last year, null where nothing is known of it. */
const trend = z.object({ code: z.string(), today: z.number(), week: z.number(), yearAgo: z.number().nullable(), spike: z.boolean() })
export const statisticsView = z.object({
  asOf: instant,
  /** The last line of the trail that is counted in. */
  seq: z.number(),
  organisationId: id, today: figures, yesterday: z.object({ collected: z.number(), registered: z.number(), answered: z.number() }),
  bodies: z.array(z.object({
    bodyId: id.nullable(), figures,
    /** In the rating, from 1; null = not ranked. */
    place: z.number().nullable(),
  })),
  /** Of the akimats below that the asker sees; the figures of each are those of its own board. */
  akimats: z.array(z.object({ akimatId: id, figures: ticketFigures, place: z.number().nullable() })),
  days: z.array(z.object({ on: day, collected: z.number(), registered: z.number(), answered: z.number() })),
  topics: z.array(trend), places: z.array(trend.extend({ names })),
  /** Posts collected in seven days; null for a body: posts come to akimats. */
  tones: z.object({ positive: z.number(), neutral: z.number(), negative: z.number() }).nullable(),
  /** Sources that are paused or fail now, or lost posts in the last seven days: figures are partial since then. */
  partial: z.array(z.object({ sourceId: id, name: z.string(), why: z.enum(unseenCauses), since: instant.nullable() })),
})
