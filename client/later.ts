// A part of a screen that is fetched when it is first needed. Without a server it is tried again until it comes, so that a button pressed meanwhile is not dead for good.
import { defineAsyncComponent, type AsyncComponentLoader, type Component } from 'vue'
import { t } from '#client/i18n.ts'
import { useToasts } from '#client/toasts.ts'

const againAfterMs = 2_000

/** As `defineAsyncComponent`; while the part cannot be fetched the person is told so once. */
export const later = <T extends Component>(load: AsyncComponentLoader<T>): T => defineAsyncComponent<T>({
  loader: load,
  onError: (_error, retry, _fail, attempts) => {
    if (attempts === 1) useToasts().show({ kind: 'refused', text: t('shell.problem.part') })
    setTimeout(retry, againAfterMs)
  },
})
