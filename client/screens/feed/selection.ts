// Which rows are chosen together: pure, so that it can be tried without a browser.
import { rowKey, type FeedItem } from './rows.ts'

/** Undecided, and this person may decide about it. */
export const isSelectable = ({ may }: Pick<FeedItem, 'may'>): boolean => may.includes('join') || may.includes('dismiss')

/** Keys of the rows from one row to another, both included, in either direction; of the second alone when the first is not shown. */
export const keysBetween = (rows: readonly FeedItem[], fromKey: string, toKey: string): string[] => {
  const keys = rows.map(rowKey)
  const [from, to] = [keys.indexOf(fromKey), keys.indexOf(toKey)]
  if (to < 0) return []
  const [first, last] = from < 0 ? [to, to] : [Math.min(from, to), Math.max(from, to)]
  return rows.slice(first, last + 1).filter(isSelectable).map(rowKey)
}

/** Undecided rows of one akimat that say the same as this one, itself among them. */
export const alikeOf = (rows: readonly FeedItem[], { organisationId, told }: FeedItem): FeedItem[] =>
  told === null ? [] : rows.filter(row => isSelectable(row) && row.organisationId === organisationId && row.told?.firstPostId === told.firstPostId)

/** The one akimat of these posts; null when they are of several: a ticket holds posts of its own akimat. */
export const onlyAkimatOf = (items: readonly FeedItem[]): string | null => {
  const ids = new Set(items.map(({ organisationId }) => organisationId))
  return ids.size === 1 ? [...ids][0] ?? null : null
}
