// Whose time it was: the first-reply clock runs on through returns, so each holder's part is recorded and counted apart.
import { workingMinutesBetween, type Calendar } from './calendar.ts'
import type { Holding } from './ticket.ts'
import { minuteMs, type Instant } from './time.ts'

/** A body with or without an officer; neither while the ticket waits to be assigned. */
export type Holder = Pick<Holding, 'bodyId' | 'officerId'>
export const nobody: Holder = { bodyId: null, officerId: null }

/** Null when a holding touches a year without a list. */
export interface HolderMinutes extends Holder { workingMinutes: number | null }

const isSame = (a: Holder, b: Holder): boolean => a.bodyId === b.bodyId && a.officerId === b.officerId

/** Closes the open holding; without an open one nothing changes. */
export const endHolding = (holdings: Holding[], at: Instant): Holding[] =>
  holdings.map(holding => holding.to === null ? { ...holding, to: at } : holding)

/** Passes the ticket to the next holder. The same holder goes on in the same line, and a line of no length is not kept. */
export const hold = (holdings: Holding[], { bodyId, officerId }: Holder, at: Instant): Holding[] => {
  const next = { bodyId, officerId }
  const open = holdings.at(-1)
  if (open?.to === null && isSame(open, next)) return holdings
  const ended = endHolding(holdings, at).filter(holding => holding.from !== holding.to)
  const last = ended.at(-1)
  if (last?.to === at && isSame(last, next)) return [...ended.slice(0, -1), { ...last, to: null }]
  return [...ended, { ...next, from: at, to: null }]
}

/** Whole working minutes of each holder until `now`, in the order in which they first had it. */
export const minutesByHolder = (calendar: Calendar, holdings: Holding[], now: Instant): HolderMinutes[] => {
  // Summed in whole ms: fractions of minutes would lose a minute to rounding.
  const sums: (Holder & { ms: number | null })[] = []
  for (const { bodyId, officerId, from, to } of holdings) {
    const minutes = workingMinutesBetween(calendar, from, to ?? now)
    const ms = minutes === null ? null : Math.round(minutes * minuteMs)
    const sum = sums.find(each => isSame(each, { bodyId, officerId }))
    if (sum) sum.ms = sum.ms === null || ms === null ? null : sum.ms + ms
    else sums.push({ bodyId, officerId, ms })
  }
  return sums.map(({ ms, ...holder }) => ({ ...holder, workingMinutes: ms === null ? null : Math.floor(ms / minuteMs) }))
}
