// Things that will need a look at a known instant, the earliest at hand: a binary heap.

export interface Turns<T> {
  add(atMs: number, item: T): void
  /** Takes out all whose instant has come, the earliest first. */
  takeUntil(nowMs: number): T[]
  clear(): void
}

interface Turn<T> { atMs: number, item: T }

const sink = <T>(heap: Turn<T>[], from: number) => {
  for (let index = from; ;) {
    const [left, right] = [2 * index + 1, 2 * index + 2]
    const at = (place: number) => heap[place]?.atMs ?? Infinity
    const smallest = at(right) < at(left) ? right : left
    const [above, below] = [heap[index], heap[smallest]]
    if (!above || !below || below.atMs >= above.atMs) return
    heap[index] = below
    heap[smallest] = above
    index = smallest
  }
}

const rise = <T>(heap: Turn<T>[], from: number) => {
  for (let index = from; index > 0;) {
    const parent = (index - 1) >> 1
    const [above, below] = [heap[parent], heap[index]]
    if (!above || !below || above.atMs <= below.atMs) return
    heap[parent] = below
    heap[index] = above
    index = parent
  }
}

export const makeTurns = <T>(): Turns<T> => {
  const heap: Turn<T>[] = []
  const takeFirst = (): Turn<T> | undefined => {
    const [first] = heap
    const last = heap.pop()
    if (first && last && heap.length > 0) {
      heap[0] = last
      sink(heap, 0)
    }
    return first
  }
  return {
    add: (atMs, item) => {
      heap.push({ atMs, item })
      rise(heap, heap.length - 1)
    },
    takeUntil: (nowMs) => {
      const taken: T[] = []
      while ((heap[0]?.atMs ?? Infinity) <= nowMs) {
        const turn = takeFirst()
        if (turn) taken.push(turn.item)
      }
      return taken
    },
    clear: () => { heap.length = 0 },
  }
}
