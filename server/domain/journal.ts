// The register of numbers: one line for each ticket of an akimat or a body, in the order in which the numbers were given.
import { currentVersion, type Post } from './post.ts'
import type { Ticket } from './ticket.ts'
import { addDays, instantOf, type Day, type Instant } from './time.ts'

const essenceAtMost = 300

/** What the post is about, as one line of at most 300 characters; empty when it was erased. */
export const essenceOf = (post: Post | undefined): string => {
  const text = ((post && currentVersion(post)?.text) ?? '').replace(/\s+/gu, ' ').trim()
  return text.length > essenceAtMost ? `${text.slice(0, essenceAtMost).trimEnd()}…` : text
}

/** When the final answer of the last case stood in public; null while there is none. */
export const answeredAtOf = ({ intervals }: Pick<Ticket, 'intervals'>): Instant | null => intervals.at(-1)?.answeredAt ?? null

interface Period { year?: number, from?: Day, to?: Day }

/** The instants of registration that a year and days mean: from ≤ at < to. Both name nothing when no number can lie between them. */
export const boundsOf = ({ year, from, to }: Period): { from?: Instant, to?: Instant } => {
  const first = [year === undefined ? undefined : `${year}-01-01`, from].filter(day => day !== undefined).sort().at(-1)
  const last = [year === undefined ? undefined : `${year}-12-31`, to].filter(day => day !== undefined).sort()[0]
  return { ...first !== undefined && { from: instantOf(first, 0) }, ...last !== undefined && { to: instantOf(addDays(last, 1), 0) } }
}
