// The way back from the last decision about one post or many, for eight seconds.

const undoMs = 8_000

export const useUndo = () => {
  let last: { until: number, back: () => Promise<void> } | null = null

  /** Null: the last decision has no way back. */
  const remember = (back: (() => Promise<void>) | null): void => { last = back && { until: Date.now() + undoMs, back } }
  const undo = async (): Promise<void> => {
    const decision = last
    last = null
    if (decision && decision.until >= Date.now()) await decision.back()
  }
  return { remember, undo }
}
export type Undo = ReturnType<typeof useUndo>
