// Pages of several lists, newest first, as one page of them all: whoever reaches whole akimats and single bodies elsewhere sees one list.
import { cursorOf } from '../../store/paging.ts'
import type { Page } from '../../store/store.ts'

/** Each page is the next of its list after one common place; so is the answer. `by` is the instant that orders them, ties are broken by id. */
export const onePage = <F extends string, T extends { id: string } & Record<F, string>>(pages: readonly Page<T>[], by: F, limit: number): Page<T> => {
  const found = pages.flatMap(({ items }) => items).sort((a, b) => a[by] === b[by] ? (a.id < b.id ? 1 : -1) : a[by] < b[by] ? 1 : -1)
  const items = found.slice(0, limit)
  const last = items.at(-1)
  const hasMore = found.length > items.length || pages.some(({ next }) => next !== null)
  return { items, next: hasMore && last ? cursorOf(last, by) : null }
}
