// One clock for all chips: every chip shows the same moment, and nothing ticks oftener than it can be read.
import { readonly, ref } from 'vue'
import type { Instant } from '#domain/time.ts'

const tickMs = 30_000
const now = ref<Instant>(new Date().toISOString())
const tick = () => { now.value = new Date().toISOString() }
setInterval(tick, tickMs)
document.addEventListener('visibilitychange', tick)

/** The moment now, moved every 30 s and when the tab is looked at again. */
export const useNow = () => readonly(now)
