// How tall the rows are: each person keeps what their eyes like, in their browser.
import { readonly, ref } from 'vue'
import { keepChoice, recallChoice } from '#client/kept-choice.ts'

const storageKey = 'qulaq.feed-rows'
const isCompact = ref(recallChoice(storageKey) === 'compact')

const toggle = (): void => {
  isCompact.value = !isCompact.value
  keepChoice(storageKey, isCompact.value ? 'compact' : 'comfortable')
}

/** Heights in pixels: one for all rows, so that nothing moves when they are read. */
export const rowHeights = { comfortable: 108, compact: 64 }

export const useDensity = () => ({ isCompact: readonly(isCompact), toggle })
