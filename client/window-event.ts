// A listener on the window that goes with its component.
import { onScopeDispose } from 'vue'

export const useWindowEvent = <K extends keyof WindowEventMap>(type: K, listener: (event: WindowEventMap[K]) => void): void => {
  addEventListener(type, listener)
  onScopeDispose(() => removeEventListener(type, listener))
}
