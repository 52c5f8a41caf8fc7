// The keys of a long list that grows while it is read: pages, its top, and its very end, to which it goes on while there is more.
import { nextTick, watch } from 'vue'
import { useKeys } from '#client/keys.ts'

interface LongList {
  pane: () => HTMLElement | null
  /** Rows known so far. */
  count: () => number
  /** Pixels of the page before that stay in sight. */
  overlap: () => number
}

/** `turnElsewhere` belongs on the wheel and the pointer: whoever takes the list in hand is not carried on to its end. */
export const useListKeys = ({ pane, count, overlap }: LongList) => {
  let goesToEnd = false
  const toBottom = () => pane()?.scrollTo({ top: pane()?.scrollHeight })
  const byPage = (pages: number) => {
    goesToEnd = false
    pane()?.scrollBy({ top: pages * ((pane()?.clientHeight ?? 0) - overlap()) })
  }
  const toTop = (): void => {
    goesToEnd = false
    pane()?.scrollTo({ top: 0 })
  }
  const toEnd = () => {
    goesToEnd = true
    toBottom()
  }
  watch(count, async () => {
    if (!goesToEnd) return
    await nextTick()
    toBottom()
  })
  useKeys([{ code: 'PageDown', run: () => byPage(1) }, { code: 'PageUp', run: () => byPage(-1) }, { code: 'Home', run: toTop }, { code: 'End', run: toEnd }])
  return { toTop, turnElsewhere: () => { goesToEnd = false } }
}
