// The rows of the list of tickets, and the place in it to which the way back from a ticket leads.
import { onScopeDispose, ref } from 'vue'
import type { ResultOf } from '#domain/contract.ts'
import type { Happening } from '#domain/live.ts'
import { call } from '#client/api.ts'
import { onLive } from '#client/live.ts'
import { usePages } from '#client/pages.ts'
import type { TicketFilter } from './ticketFilter.ts'

type TicketRow = ResultOf<'tickets'>['items'][number]

const once = (rows: readonly TicketRow[]): TicketRow[] => [...new Map(rows.map(row => [row.id, row])).values()]

/** What was on the screen last, so that the way back from a ticket leads to the same place. */
let kept: { list: string, rows: TicketRow[], next: string | null, total: number, top: number } | null = null

export const useTicketPages = (filter: () => TicketFilter) => {
  const total = ref(0)
  const list = () => JSON.stringify(filter())
  const { rows, waiting, next, state, problem, load, loadMore, put, renewFirst, renewSoon } = usePages<TicketRow, ResultOf<'tickets'>>({
    list, keyOf: ({ id }) => id, once, ask: more => call('tickets', { ...filter(), ...more }), told: (page) => { total.value = page.total },
  })

  /** One row in its place. */
  const renewRow = async ({ number }: TicketRow): Promise<void> => {
    const [row] = (await call('tickets', { number, limit: 1 }).catch(() => null))?.items ?? []
    if (row) put(row)
  }
  const happened = async (happenings: Happening[]) => {
    const touched = new Set(happenings.flatMap(({ ticketId }) => ticketId ?? []))
    if (touched.size === 0) return
    renewSoon()
    // A row that has left the list meanwhile says so in its place.
    for (const row of rows.value.filter(({ id }) => touched.has(id))) await renewRow(row)
  }
  onScopeDispose(onLive({ happened: happenings => void happened(happenings), caughtUp: load }))

  const keep = (top: number): void => { kept = { list: list(), rows: rows.value, next: next.value, total: total.value, top } }
  /** How far down the person was; null when this is another list. */
  const recall = (): number | null => {
    if (kept?.list !== list()) return null
    rows.value = kept.rows
    next.value = kept.next
    total.value = kept.total
    state.value = 'done'
    void renewFirst()
    return kept.top
  }

  return { rows, waiting, total, state, problem, load, loadMore, keep, recall }
}
