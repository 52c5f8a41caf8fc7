// Danger to life cannot wait for somebody to look at the list: whoever triages is told at once, wherever they are.
import { onScopeDispose } from 'vue'
import { t } from '#client/i18n.ts'
import { onLive } from '#client/live.ts'
import { router } from '#client/router.ts'
import { useSession } from '#client/session.ts'
import { useToasts } from '#client/toasts.ts'

/** Lives as long as the frame of the screens. */
export const useDangerBell = (): void => {
  const { may } = useSession()
  const { show } = useToasts()
  onScopeDispose(onLive({
    happened: (happenings) => {
      const danger = happenings.find(({ type, postId }) => type === 'danger' && postId !== null)
      if (!danger || !may('register')) return
      const open = () => void router.push(`/feed/${danger.organisationId}/${danger.postId}`)
      show({ kind: 'alarm', text: t('notices.kind.danger'), action: { label: t('notices.go'), run: open } })
    },
  }))
}
