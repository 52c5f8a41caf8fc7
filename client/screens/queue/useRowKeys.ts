// J and K through the rows of a list: the focus itself moves, so Enter opens and a screen reader says where one is.
import { shallowRef, type Ref } from 'vue'
import { useKeys, type Shortcut } from '#client/keys.ts'

/** Links marked `data-row="<id>"` inside `list`. `onRow` shortcuts get the id of the row that has the focus, or of the last one that had it. */
export const useRowKeys = (list: Readonly<Ref<HTMLElement | null>>, onRow: (Omit<Shortcut, 'run'> & { run: (id: string) => void })[] = []) => {
  const last = shallowRef({ id: '', index: -1 })
  const links = () => [...list.value?.querySelectorAll<HTMLElement>('[data-row]') ?? []]
  const idOf = (link: HTMLElement | undefined) => link?.dataset.row ?? ''

  /** Where one is now; a row that has gone leaves its place to the one that came there. */
  const here = (all: HTMLElement[]): number => {
    const index = all.findIndex(link => idOf(link) === last.value.id)
    return index < 0 ? Math.min(last.value.index, all.length - 1) : index
  }
  const go = (by: number) => {
    const all = links()
    const isGone = !all.some(link => idOf(link) === last.value.id)
    const index = Math.min(Math.max(0, here(all) + (isGone && last.value.index >= 0 && by > 0 ? 0 : by)), all.length - 1)
    all[index]?.focus()
    all[index]?.scrollIntoView({ block: 'nearest' })
  }
  const open = () => {
    const all = links()
    all[Math.max(0, here(all))]?.click()
  }
  const focused = (event: FocusEvent) => {
    const link = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>('[data-row]') : null
    if (link) last.value = { id: idOf(link), index: links().indexOf(link) }
  }

  useKeys([
    { code: 'KeyJ', label: 'queue.key.next', run: () => go(1) },
    { code: 'ArrowDown', run: () => go(1) },
    { code: 'KeyK', label: 'queue.key.previous', run: () => go(-1) },
    { code: 'ArrowUp', run: () => go(-1) },
    { code: 'Enter', label: 'queue.key.open', run: open },
    ...onRow.map(({ run, ...shortcut }) => ({ ...shortcut, run: () => { if (links().some(link => idOf(link) === last.value.id)) run(last.value.id) } })),
  ])
  return { focused }
}
