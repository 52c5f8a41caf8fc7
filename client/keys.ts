// Shortcuts by the physical key: the office types on Kazakh and Russian layouts, where J arrives as «о» and the digits as letters.
import { computed, onScopeDispose, shallowRef } from 'vue'

export interface Shortcut {
  /** `event.code`: `KeyJ`, `Digit1`, `Period`; `Shift+Slash` with Shift. */
  code: string
  /** Key of the message that the help shows; without it the shortcut is not listed. */
  label?: string
  run: () => void
}

const groups = shallowRef<readonly (readonly Shortcut[])[]>([])

/** All shortcuts of the screen that have a label, for the help. */
export const listedShortcuts = computed(() => groups.value.flat().filter(shortcut => shortcut.label !== undefined))

const named: Record<string, string> = { Period: '.', Slash: '/', Escape: 'Esc', ArrowDown: '↓', ArrowUp: '↑', Enter: 'Enter' }
/** What is printed on the key: `KeyR` → `R`. */
export const keyName = (code: string): string => {
  if (code === 'Shift+Slash') return '?'
  if (code.startsWith('Shift+')) return `Shift + ${keyName(code.slice('Shift+'.length))}`
  return named[code] ?? code.replace(/^(Key|Digit)/, '')
}

/** Is a field, a list or a dialog using the keys now? */
const isTaken = ({ target }: KeyboardEvent): boolean => {
  if (document.querySelector('[role=dialog]')) return true
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
}

/** Enter and Space on a focused button or link belong to it. */
const isOnControl = ({ target, code }: KeyboardEvent): boolean =>
  (code === 'Enter' || code === 'Space') && target instanceof HTMLElement && target.closest('a,button,summary') !== null

const onKeydown = (event: KeyboardEvent) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTaken(event) || isOnControl(event)) return
  const code = event.shiftKey ? `Shift+${event.code}` : event.code
  const shortcut = groups.value.toReversed().flat().find(each => each.code === code)
  if (!shortcut) return
  event.preventDefault()
  shortcut.run()
}
addEventListener('keydown', onKeydown)

/** Shortcuts that live as long as the component; of two for one key the later mounted wins. Silent in fields and under dialogs. */
export const useKeys = (shortcuts: readonly Shortcut[]): void => {
  groups.value = [...groups.value, shortcuts]
  onScopeDispose(() => { groups.value = groups.value.filter(group => group !== shortcuts) })
}
