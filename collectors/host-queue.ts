// Politeness: one request at a time to a host, with a pause between two.

/** Runs a task when it is the host's turn; tasks of one host run in the order they came. `pace`: so many pauses after it instead of one. */
export type InTurn = <T>(host: string, task: () => Promise<T>, pace?: number) => Promise<T>

interface Queue { tail: Promise<void>, waiting: number, timer: NodeJS.Timeout | null }

/** A queue per host, `gapMs` between the end of one task and the start of the next. */
export const makeHostQueue = (gapMs: number): InTurn => {
  const queues = new Map<string, Queue>()

  const pauseAfterTask = (host: string, queue: Queue, pauseMs: number) => new Promise<void>((resolve) => {
    queue.timer = setTimeout(() => {
      queue.timer = null
      if (queue.waiting === 0) queues.delete(host)
      resolve()
    }, pauseMs)
    // A pause for which nobody waits must not keep a finished command alive.
    if (queue.waiting === 0) queue.timer.unref()
  })

  return async (host, task, pace = 1) => {
    const queue = queues.get(host) ?? { tail: Promise.resolve(), waiting: 0, timer: null }
    queues.set(host, queue)
    queue.waiting += 1
    queue.timer?.ref()
    const run = queue.tail.then(() => {
      queue.waiting -= 1
      return task()
    })
    queue.tail = run.then(() => undefined, () => undefined).then(() => pauseAfterTask(host, queue, gapMs * pace))
    return run
  }
}
