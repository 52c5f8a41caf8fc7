// How the benches measure: rates over some seconds, and how long a call takes.
const secondsEach = 3

/** Per second, of `each` done by one call; for some seconds, or until `work` has nothing left to do and says null. */
export const perSecond = async (each: number, work: () => Promise<unknown>): Promise<number> => {
  const started = performance.now()
  let done = 0
  while (performance.now() - started < secondsEach * 1000 && await work() !== null) done += each
  return done / ((performance.now() - started) / 1000)
}

/** Half of a hundred calls, and 95 of them, take no longer than this, in milliseconds; five before them warm up. */
export const latency = async (work: () => Promise<unknown>): Promise<readonly [p50: number, p95: number]> => {
  const times: number[] = []
  for (let call = 0; call < 105; call++) {
    const started = performance.now()
    await work()
    times.push(performance.now() - started)
  }
  const sorted = times.slice(5).sort((a, b) => a - b)
  return [sorted[49] ?? 0, sorted[94] ?? 0]
}
