// Counts what happens while collecting, for whoever watches over the desk. Counters only grow, and begin at nothing with each start.

/**
 * http {host, status}: answers, `failed` where there was none · polls {network, result}: looks at sources by their last page · items {network, result}:
 * posts by what became of them · gaps {network} · waits {host}: seconds that networks asked for
 */
export type MeterName = 'http' | 'polls' | 'items' | 'gaps' | 'waits'

export type Labels = Record<string, string>

export interface Meters {
  add: (name: MeterName, labels: Labels, by?: number) => void
  all: (name: MeterName) => { labels: Labels, value: number }[]
}

/** Redirects could name hosts without end. */
const mostSeries = 1000

export const makeMeters = (): Meters => {
  const series = new Map<string, { name: MeterName, labels: Labels, value: number }>()
  return {
    add: (name, labels, by = 1) => {
      const key = JSON.stringify([name, labels])
      const known = series.get(key)
      if (known) known.value += by
      else if (series.size < mostSeries) series.set(key, { name, labels, value: by })
    },
    all: name => [...series.values()].filter(one => one.name === name).map(({ labels, value }) => ({ labels, value })),
  }
}
