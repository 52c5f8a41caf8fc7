// Short words about what was done or refused; a screen reader hears them, and undo stands on them for 8 seconds.
import { readonly, ref } from 'vue'

export interface Toast {
  id: number
  kind: 'done' | 'refused' | 'notice' | 'alarm'
  text: string
  /** Nobody answered: it goes with the next answer, for then it is no longer so. */
  isOffline?: boolean
  /** One way back or on, with its key as a hint. */
  action?: { label: string, keyHint?: string, run: () => void }
}

const shownMs = 8_000
const toasts = ref<Toast[]>([])
let lastId = 0

const drop = (id: number): void => { toasts.value = toasts.value.filter(toast => toast.id !== id) }

/** Shows a toast; a new one of the same kind takes the place of the old. Returns its id for `drop`. */
const show = (toast: Omit<Toast, 'id'>): number => {
  const id = ++lastId
  toasts.value = [...toasts.value.filter(each => each.kind !== toast.kind), { ...toast, id }]
  setTimeout(() => drop(id), shownMs)
  return id
}

/** The server has answered. */
export const dropOffline = (): void => { toasts.value = toasts.value.filter(({ isOffline }) => isOffline !== true) }

export const useToasts = () => ({ toasts: readonly(toasts), show, drop })
