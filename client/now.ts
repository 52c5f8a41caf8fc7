// One clock for all chips: every chip shows the same moment, and nothing ticks oftener than it can be read.
import { readonly, ref } from 'vue'
import type { Instant } from '#domain/time.ts'
import { clockError } from '#client/clock-error.ts'

const tickMs = 30_000
let errorMs = 0
const read = (): Instant => new Date(Date.now() - errorMs).toISOString()
const now = ref<Instant>(read())
const tick = () => { now.value = read() }
setInterval(tick, tickMs)
document.addEventListener('visibilitychange', tick)

/** The moment now by the server's clock, moved every 30 s and when the tab is looked at again. */
export const useNow = () => readonly(now)

/** Sets the clock by the `Date` header of an answer just come. */
export const setNow = (date: string | null): void => {
  const wasRight = errorMs === 0
  errorMs = clockError(date, Date.now())
  if (wasRight !== (errorMs === 0)) tick()
}
