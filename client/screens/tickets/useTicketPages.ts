// The rows of the list of tickets: page after page from the server, renewed in their place; new ones wait until they are asked for.
import { onScopeDispose, ref, shallowRef, watch } from 'vue'
import type { CallOf, ResultOf } from '#domain/contract.ts'
import type { Happening } from '#domain/live.ts'
import { call } from '#client/api.ts'
import { onLive } from '#client/live.ts'
import type { TicketFilter } from './ticketFilter.ts'

export type TicketRow = ResultOf<'tickets'>['items'][number]

const firstPage = 50
const furtherPage = 200
const renewAfterMs = 300

const once = (rows: readonly TicketRow[]): TicketRow[] => [...new Map(rows.map(row => [row.id, row])).values()]

/** What was on the screen last, so that the way back from a ticket leads to the same place. */
let kept: { key: string, rows: TicketRow[], next: string | null, total: number, top: number } | null = null

export const useTicketPages = (filter: () => TicketFilter) => {
  const rows = shallowRef<TicketRow[]>([])
  const waiting = ref(0)
  const total = ref(0)
  const next = ref<string | null>(null)
  const state = ref<'loading' | 'done' | 'error'>('loading')
  const problem = shallowRef<unknown>(null)
  const keyOf = () => JSON.stringify(filter())
  let asked = 0
  let isLoadingMore = false

  const ask = (more: Pick<CallOf<'tickets'> & object, 'after' | 'limit'>) => call('tickets', { ...filter(), ...more })

  /** From the beginning: another filter, or the person asked for what waits. */
  const load = async (): Promise<void> => {
    const mine = ++asked
    if (rows.value.length === 0) state.value = 'loading'
    try {
      const page = await ask({ limit: firstPage })
      if (mine !== asked) return
      rows.value = page.items
      next.value = page.next
      total.value = page.total
      waiting.value = 0
      state.value = 'done'
    } catch (error) {
      if (mine !== asked) return
      problem.value = error
      state.value = 'error'
    }
  }

  const loadMore = async (): Promise<void> => {
    if (next.value === null || isLoadingMore) return
    const mine = asked
    isLoadingMore = true
    const page = await ask({ after: next.value, limit: furtherPage }).catch(() => null).finally(() => { isLoadingMore = false })
    if (!page || mine !== asked) return
    rows.value = once([...rows.value, ...page.items])
    next.value = page.next
  }

  /** The first page again, quietly: how many there are, and which are new. */
  const renewFirst = async (): Promise<void> => {
    const mine = asked
    const page = await ask({ limit: firstPage }).catch(() => null)
    if (!page || mine !== asked) return
    if (rows.value.length === 0) return load()
    const fresh = new Map(page.items.map(row => [row.id, row]))
    rows.value = rows.value.map(row => fresh.get(row.id) ?? row)
    total.value = page.total
    waiting.value = page.items.filter(({ id }) => !rows.value.some(row => row.id === id)).length
  }

  /** One row in its place. */
  const renewRow = async ({ id, number }: TicketRow): Promise<void> => {
    const [row] = (await call('tickets', { number, limit: 1 }).catch(() => null))?.items ?? []
    if (row) rows.value = rows.value.map(each => each.id === id ? row : each)
  }

  let timer: ReturnType<typeof setTimeout> | undefined
  const renewSoon = () => {
    clearTimeout(timer)
    timer = setTimeout(() => void renewFirst(), renewAfterMs)
  }
  const happened = async (happenings: Happening[]) => {
    const touched = new Set(happenings.flatMap(({ ticketId }) => ticketId ?? []))
    if (touched.size === 0) return
    renewSoon()
    // A row that has left the list meanwhile says so in its place.
    for (const row of rows.value.filter(({ id }) => touched.has(id))) await renewRow(row)
  }
  onScopeDispose(onLive({ happened: happenings => void happened(happenings), caughtUp: () => void load() }))
  onScopeDispose(() => clearTimeout(timer))

  const keep = (top: number): void => { kept = { key: keyOf(), rows: rows.value, next: next.value, total: total.value, top } }
  /** How far down the person was; null when this is another list. */
  const recall = (): number | null => {
    if (kept?.key !== keyOf()) return null
    rows.value = kept.rows
    next.value = kept.next
    total.value = kept.total
    state.value = 'done'
    void renewFirst()
    return kept.top
  }

  watch(keyOf, () => {
    rows.value = []
    void load()
  })
  return { rows, waiting, total, state, problem, load, loadMore, keep, recall }
}
