// What goes out about the board on a wall: its links for those who make them, and its figures without a single author or text.
import { z } from 'zod'

const instant = z.iso.datetime()
const id = z.string()
const names = z.object({ kk: z.string(), ru: z.string(), en: z.string() })

export const boardLinkView = z.object({ id, version: z.number(), organisationId: id, name: z.string(), createdBy: id, createdAt: instant })
export const boardLinksView = z.object({ items: z.array(boardLinkView) })
/** `path` of this desk; the token stands after `#` and is shown once. */
export const madeBoardLinkView = boardLinkView.extend({ path: z.string() })

const line = z.object({ number: z.string(), topic: names, body: names.nullable(), danger: z.boolean() })
export const wallView = z.object({
  asOf: instant, name: z.string(), organisation: names,
  figures: z.object({
    registeredToday: z.number(), answeredToday: z.number(), open: z.number(), overdue: z.number(), dueToday: z.number(), waitingTriage: z.number(), notAccepted: z.number(),
    /** In thirty days: first replies in their term, of how many. */
    inTerm: z.object({ part: z.number(), of: z.number() }),
  }),
  /** The longest late first, and what is due next. */
  late: z.array(line.extend({ dueAt: instant })), near: z.array(line.extend({ dueAt: instant })),
  /** Final answers of today, the last first. */
  answered: z.array(line.extend({ answeredAt: instant })),
  /** Sources of the akimat fail: figures are partial. */
  partial: z.boolean(),
})
