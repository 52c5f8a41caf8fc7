// The rows of a long list: page after page from the server, kept still while new ones wait, renewed in their place.
import { onScopeDispose, ref, shallowRef, watch } from 'vue'

/** The first page is on the screen soon, those after it are fetched before anybody gets there. */
const firstPage = 50
const furtherPage = 200
/** A list longer than this is no list any more: narrow the filter. */
const longestList = 20_000
const renewAfterMs = 300

export interface Page<Row> { items: Row[], /** Where the next page begins; null after the last. */ next: string | null }

/** A renewed first page against the rows shown: known rows in their place, unknown ones apart. */
export const renew = <Row>(rows: readonly Row[], fresh: readonly Row[], keyOf: (row: Row) => string): { rows: Row[], waiting: Row[] } => {
  const byKey = new Map(fresh.map(row => [keyOf(row), row]))
  const known = new Set(rows.map(keyOf))
  return { rows: rows.map(row => byKey.get(keyOf(row)) ?? row), waiting: fresh.filter(row => !known.has(keyOf(row))) }
}

export interface Paging<Row, P extends Page<Row>> {
  /** Which list it is: another filter is another list. */
  list: () => string
  ask: (more: { after?: string, limit: number }) => Promise<P>
  keyOf: (row: Row) => string
  /** Each row once, in order. */
  once: (rows: readonly Row[]) => Row[]
  /** What a page tells besides its rows; never one of a list that was left meanwhile. */
  told: (page: P) => void
  /** After the first page was renewed, the rows of which are `fresh`. */
  renewed?: (fresh: readonly Row[], page: P) => void
}

/** `load` begins anew · `loadMore` goes on below · `renewSoon` asks the first page again, quietly and once for a burst · `put` renews one row in its place. */
export const usePages = <Row, P extends Page<Row>>({ list, ask, keyOf, once, told, renewed = () => {} }: Paging<Row, P>) => {
  const rows = shallowRef<Row[]>([])
  const waiting = shallowRef<Row[]>([])
  const next = ref<string | null>(null)
  const state = ref<'loading' | 'done' | 'error'>('loading')
  const problem = shallowRef<unknown>(null)
  let asked = 0
  let renewals = 0
  let shownRenewal = 0
  let isLoadingMore = false

  const begin = (page: P): void => {
    rows.value = once(page.items)
    waiting.value = []
    next.value = page.next
    state.value = 'done'
  }

  /** From the beginning: another filter, or the person asked for what waits. */
  const load = async (): Promise<void> => {
    const mine = ++asked
    if (rows.value.length === 0) state.value = 'loading'
    try {
      const page = await ask({ limit: firstPage })
      if (mine !== asked) return
      told(page)
      begin(page)
    } catch (error) {
      if (mine !== asked) return
      problem.value = error
      state.value = 'error'
    }
  }

  const loadMore = async (): Promise<void> => {
    if (next.value === null || isLoadingMore || rows.value.length >= longestList) return
    const mine = asked
    isLoadingMore = true
    const page = await ask({ after: next.value, limit: furtherPage }).catch(() => null).finally(() => { isLoadingMore = false })
    if (!page || mine !== asked) return
    told(page)
    rows.value = once([...rows.value, ...page.items])
    next.value = page.next
  }

  const put = (row: Row): void => { rows.value = rows.value.map(each => keyOf(each) === keyOf(row) ? row : each) }

  /** The first page again, quietly. */
  const renewFirst = async (): Promise<void> => {
    const mine = asked
    const renewal = ++renewals
    const page = await ask({ limit: firstPage }).catch(() => null)
    // Answers may overtake one another: an older one says what was.
    if (!page || mine !== asked || renewal < shownRenewal) return
    shownRenewal = renewal
    told(page)
    if (rows.value.length === 0) return begin(page)
    const fresh = once(page.items)
    const now = renew(rows.value, fresh, keyOf)
    rows.value = now.rows
    waiting.value = now.waiting
    state.value = 'done'
    renewed(fresh, page)
  }

  let timer: ReturnType<typeof setTimeout> | undefined
  const renewSoon = (): void => {
    clearTimeout(timer)
    timer = setTimeout(() => void renewFirst(), renewAfterMs)
  }
  onScopeDispose(() => clearTimeout(timer))
  watch(list, () => {
    rows.value = []
    void load()
  })

  return { rows, waiting, next, state, problem, load, loadMore, put, renewFirst, renewSoon }
}
