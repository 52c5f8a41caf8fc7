// Is memory flat? The slope of what is held after a full collection, once the desk is warm.
import type { Memory } from './protocol.ts'

/** Caches and compiled code fill in this first part of the time. */
const warmPart = 1 / 2
/** MiB a minute. With fifty posts a second a kilobyte that is held on to for each of them is 3. */
const mostHeap = 2
/** Pages of the process that the allocators keep come and go with it. */
const mostRss = 6

export interface Sample extends Memory { minute: number }

/** By least squares, in MiB a minute. */
const slopeOf = (samples: readonly Sample[], of: keyof Memory): number => {
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  const [atMean, valueMean] = [mean(samples.map(({ minute }) => minute)), mean(samples.map(sample => sample[of]))]
  const spread = samples.reduce((sum, { minute }) => sum + (minute - atMean) ** 2, 0)
  return samples.reduce((sum, sample) => sum + (sample.minute - atMean) * (sample[of] - valueMean), 0) / spread
}

export const judgeMemory = (samples: readonly Sample[]): { heap: number, rss: number, isFlat: boolean } => {
  const end = samples.at(-1)?.minute ?? 0
  const warm = samples.filter(({ minute }) => minute >= end * warmPart)
  const [heap, rss] = [slopeOf(warm, 'heap'), slopeOf(warm, 'rss')]
  return { heap, rss, isFlat: heap <= mostHeap && rss <= mostRss }
}
