// What a page says of itself when it could be fetched: the same rule of "empty" and "none parsed" in every collector.
import type { CollectedItem, CollectedPage } from './page.ts'

/** The page of what was read; of items of which none is a post it is an error (DESIGN §6.1). */
export const pageOfItems = (items: CollectedItem[], problems: string[]): Omit<CollectedPage, 'cursor'> => {
  if (items.length === 0) return { items, state: 'empty', reason: 'fine', detail: null, problem: null }
  const noneParsed = !items.some(item => 'post' in item)
  if (noneParsed) return { items, state: 'error', reason: 'none-parsed', detail: String(items.length), problem: `None of ${items.length} items could be read` }
  return { items, state: 'ok', reason: 'fine', detail: null, problem: problems.join('; ') || null }
}
