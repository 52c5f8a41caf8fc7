// Posts as the trail counts them: how many came to which akimat on which day, and in which tone they spoke.
import { sentiments, type Sentiment } from './classification.ts'
import { addDays, dayOf, type Day } from './time.ts'
import type { TrailLine } from './trail.ts'

/** Posts of one akimat and day. A post counts where and when it was collected first; a later edit or a passing on changes nothing here. */
export type PostDay = Record<Sentiment, number> & { collected: number }
/** By day, then by akimat. */
export type PostDays = Map<Day, Map<string, PostDay>>

/** Days of figure 9, today included. */
export const toneDays = 7

const nothing = (): PostDay => ({ collected: 0, positive: 0, neutral: 0, negative: 0 })

export const addCollected = (days: PostDays, { event, at }: Pick<TrailLine, 'event' | 'at'>): void => {
  if (event.type !== 'posts-collected') return
  const day = dayOf(at)
  const akimats = days.get(day) ?? new Map<string, PostDay>()
  days.set(day, akimats)
  for (const [organisationId, count] of Object.entries(event.fresh)) {
    const sum = akimats.get(organisationId) ?? nothing()
    akimats.set(organisationId, sum)
    sum.collected += count
    for (const tone of sentiments) sum[tone] += event.tones?.[organisationId]?.[tone] ?? 0
  }
}

export const collectedOn = (days: PostDays, organisationId: string, day: Day): number => days.get(day)?.get(organisationId)?.collected ?? 0

/** Figure 9: in which tone the posts of the last seven days speak. */
export const tonesOf = (days: PostDays, organisationId: string, today: Day): Record<Sentiment, number> => {
  const sum = { positive: 0, neutral: 0, negative: 0 }
  for (let back = 0; back < toneDays; back += 1) {
    const counted = days.get(addDays(today, -back))?.get(organisationId)
    for (const tone of sentiments) sum[tone] += counted?.[tone] ?? 0
  }
  return sum
}
