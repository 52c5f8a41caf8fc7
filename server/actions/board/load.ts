// Reads at a start what the figures ask for: open tickets, those of the month and of a year ago, and what the trail of these days tells.
import { setImmediate } from 'node:timers/promises'
import type { Moment } from '#domain/counted.ts'
import type { Instant } from '#domain/time.ts'
import { openStates } from '#domain/ticket.ts'
import type { Query, Read } from '../../store/store.ts'
import type { Kept } from './kept.ts'

const pageSize = 500

/** Page by page, with room between for everybody else: SQLite answers without ever letting go. */
const putAll = async (read: Read, kept: Kept, query: Omit<Query, 'limit' | 'after'>): Promise<void> => {
  for (let after: string | undefined, first = true; first || after !== undefined; first = false) {
    const page = await read.list('ticket', { ...query, after, limit: pageSize })
    for (const ticket of page.items) kept.put(ticket)
    after = page.next ?? undefined
    await setImmediate()
  }
}

export const putMany = async (read: Read, kept: Kept, ids: readonly string[]): Promise<void> => {
  for (let from = 0; from < ids.length; from += pageSize) {
    if (from > 0) await setImmediate()
    const asked = ids.slice(from, from + pageSize)
    const found = await read.many('ticket', asked)
    for (const ticket of found) kept.put(ticket)
    // What was removed for good is no figure's any more.
    const there = new Set(found.map(({ id }) => id))
    for (const id of asked) if (!there.has(id)) kept.drop(id)
  }
}

const byRegistration = { by: 'registeredAt', direction: 'asc' } as const

const akimatIds = async (read: Read): Promise<string[]> => {
  const ids: string[] = []
  for (let after: string | undefined, first = true; first || after !== undefined; first = false) {
    const page = await read.list('organisation', { where: {}, order: { by: 'id', direction: 'asc' }, after, limit: pageSize })
    ids.push(...page.items.filter(({ kind }) => kind === 'akimat').map(({ id }) => id))
    after = page.next ?? undefined
  }
  return ids
}

/** Tickets of all akimats that were registered in these instants. */
export const loadRegistered = async (read: Read, kept: Kept, bounds: { from: Instant, to?: Instant }): Promise<void> => {
  const organisationId = await akimatIds(read)
  if (organisationId.length > 0) await putAll(read, kept, { where: { organisationId }, order: byRegistration, ...bounds })
}

/** The number of the last line before an instant: lines stand in order of time, so a few looks find it. */
const lastBefore = async (read: Read, seq: number, at: Instant): Promise<number> => {
  let [low, high] = [0, seq]
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    const [line] = await read.eventsAfter(middle, 1)
    if (line && line.at < at) low = middle + 1
    else high = middle
  }
  return low
}

/** The trail names what else the month touched: tickets registered long ago, reopened or answered since, closed by now. */
const loadTouched = async (read: Read, kept: Kept, seq: number, { monthFrom, chartFrom }: Moment): Promise<void> => {
  const touched = new Set<string>()
  for (let last = await lastBefore(read, seq, monthFrom); last < seq;) {
    const lines = (await read.eventsAfter(last, pageSize)).filter(line => line.seq <= seq)
    for (const line of lines) {
      if (line.at >= chartFrom) kept.hear(line)
      const { event } = line
      if ((event.type === 'reopen' || event.type === 'publish' || event.type === 'body-answered') && !kept.has(event.ticketId)) touched.add(event.ticketId)
    }
    last = lines.at(-1)?.seq ?? seq
    await setImmediate()
  }
  await putMany(read, kept, [...touched])
}

/** Everything as it stood at the answered place of the trail, or later: what was touched after it is read again by whoever catches up from there. */
export const load = async (read: Read, kept: Kept, moment: Moment): Promise<number> => {
  const { seq } = await read.head()
  await putAll(read, kept, { where: { state: openStates }, order: byRegistration })
  await loadRegistered(read, kept, { from: moment.monthFrom })
  await loadRegistered(read, kept, moment.yearAgo)
  await loadTouched(read, kept, seq, moment)
  return seq
}
