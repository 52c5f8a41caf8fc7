// How a day compares with the days before and with last year: topics and places that stand out.
import type { Day } from './time.ts'

/** Tickets registered about one topic or in one place. */
export interface Trend {
  code: string
  today: number
  /** In the seven days that ended yesterday. */
  week: number
  /** In the same week of last year; null when the desk has nothing of it. */
  yearAgo: number | null
  spike: boolean
}

/** Fewer tickets in a day are never a spike: three beside an average of none prove nothing. */
export const spikeSample = 5
/** So many deviations above the mean stand out. */
const deviations = 3

/**
 * Is today out of the ordinary, against the seven whole days before it? At least `spikeSample`, and three standard deviations above their mean.
 * The deviation is never taken smaller than √mean, what counts of independent events have by nature, nor than 1: seven equal days are no proof of calm.
 */
export const isSpike = (today: number, days: readonly number[]): boolean => {
  const mean = days.reduce((sum, count) => sum + count, 0) / days.length
  const deviation = Math.sqrt(days.reduce((sum, count) => sum + (count - mean) ** 2, 0) / days.length)
  return today >= spikeSample && today - mean >= deviations * Math.max(deviation, Math.sqrt(mean), 1)
}

/** Most today first; spikes before all. */
const byWeight = (a: Trend, b: Trend) => Number(b.spike) - Number(a.spike) || b.today - a.today || b.week - a.week || (a.code < b.code ? -1 : 1)

/** `counts`: of each code and day; `days`: the seven before today; `yearAgo`: of each code, null when there is no last year. */
export const trendsOf = (codes: Iterable<string>, countOn: (code: string, day: Day) => number, today: Day, days: readonly Day[], yearAgo: ((code: string) => number) | null): Trend[] =>
  [...codes].map((code): Trend => {
    const before = days.map(day => countOn(code, day))
    return { code, today: countOn(code, today), week: before.reduce((sum, count) => sum + count, 0), yearAgo: yearAgo?.(code) ?? null, spike: isSpike(countOn(code, today), before) }
  }).sort(byWeight)
