// Many rows chosen at once: by the box, by Shift, by keys. What others decide meanwhile is chosen no more.
import { computed, shallowRef } from 'vue'
import { rowKey, type FeedItem } from './rows.ts'
import { isSelectable, keysBetween } from './selection.ts'

export const useSelection = (rows: () => readonly FeedItem[]) => {
  const keys = shallowRef<ReadonlySet<string>>(new Set())
  let anchor = ''
  const selected = computed(() => rows().filter(row => keys.value.has(rowKey(row)) && isSelectable(row)))
  const selectedKeys = computed(() => new Set(selected.value.map(rowKey)))
  const selectable = computed(() => rows().filter(isSelectable).length)

  const toggle = (item: FeedItem): void => {
    const key = rowKey(item)
    anchor = key
    const next = new Set(selectedKeys.value)
    if (!next.delete(key) && isSelectable(item)) next.add(key)
    keys.value = next
  }
  /** From the row that was chosen last to this one, added to what is chosen. */
  const extendTo = (item: FeedItem, from?: FeedItem): void => {
    anchor = selectedKeys.value.has(anchor) ? anchor : rowKey(from ?? item)
    keys.value = new Set([...selectedKeys.value, ...keysBetween(rows(), anchor, rowKey(item))])
  }
  const selectAll = (): void => { keys.value = new Set(rows().filter(isSelectable).map(rowKey)) }
  const choose = (items: readonly FeedItem[]): void => { keys.value = new Set(items.map(rowKey)) }
  const clear = (): void => { keys.value = new Set() }
  return { selected, selectedKeys, selectable, toggle, extendTo, selectAll, choose, clear }
}
