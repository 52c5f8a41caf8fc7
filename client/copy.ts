// Copies a text and says so; where the browser forbids it (an address without https) it says that instead.
import { useI18n } from 'vue-i18n'
import { useToasts } from '#client/toasts.ts'

export const useCopy = () => {
  const { t } = useI18n()
  const { show } = useToasts()
  return async (text: string): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text)
      show({ kind: 'done', text: t('shell.copied') })
    } catch {
      show({ kind: 'refused', text: t('shell.not-copied') })
    }
  }
}
