// What the desk tells this person is heard where they are: a toast on the page, a sound and a notification of the browser as they have set it.
import { onScopeDispose, watch } from 'vue'
import { call } from '#client/api.ts'
import { playChime } from '#client/chime.ts'
import { t } from '#client/i18n.ts'
import { onLive } from '#client/live.ts'
import { useNoticeSettings } from '#client/notice-settings.ts'
import { placeOfNotice, type Notice } from '#client/notices.ts'
import { router } from '#client/router.ts'
import { useSession } from '#client/session.ts'
import { useToasts } from '#client/toasts.ts'

/** Of so many of the newest it is known which were told already. */
const newest = 20

/** What is said of notices that came in one moment: the words of one with its number, never of the post or its author; a count of several. */
const sentenceFor = (fresh: readonly Notice[]): string => {
  const [only, ...others] = fresh
  if (!only || others.length > 0) return t('notices.several', { count: fresh.length }, fresh.length)
  return [only.number, t(`notices.kind.${only.kind}`)].filter(Boolean).join(' · ')
}

/** Outside the page, where others may read it too. */
const notifyOutside = (text: string, { id }: Notice, open: () => void) => {
  const shown = new Notification(t('shell.name'), { body: text, tag: id, icon: '/icon.svg', silent: true })
  shown.onclick = () => {
    window.focus()
    shown.close()
    open()
  }
}

/** Lives as long as the frame of the screens. `openList` shows all notices. */
export const useNoticeBell = (openList: () => void): void => {
  const { me } = useSession()
  const { show } = useToasts()
  let told: Set<string> | null = null

  const tell = (fresh: readonly Notice[]) => {
    const [first] = fresh
    if (!first) return
    const danger = fresh.find(({ kind }) => kind === 'danger')
    const place = placeOfNotice(fresh.length === 1 ? first : danger ?? null)
    const open = place === null ? openList : () => void router.push(place)
    const text = sentenceFor(danger ? [danger] : fresh)
    const { settings } = useNoticeSettings()
    show({ kind: danger ? 'alarm' : 'notice', text, action: { label: t('notices.go'), run: open } })
    if (danger ? settings.value.dangerSound : settings.value.sound) playChime(danger ? 'danger' : 'notice')
    if (settings.value.browser && document.hidden && Notification.permission === 'granted') notifyOutside(text, danger ?? first, open)
  }
  /** What is unread and was not told yet; whoever has just come finds the old ones in the list. */
  const look = async () => {
    const answer = await call('notices', { limit: newest }).catch(() => null)
    if (answer === null) return
    const { items } = answer
    const fresh = told === null ? [] : items.filter(({ id, read }) => !read && !told?.has(id))
    told = new Set([...told ?? [], ...items.map(({ id }) => id)])
    tell(fresh)
  }
  watch(() => me.value?.id, (id) => {
    told = null
    if (id) void look()
  }, { immediate: true })
  onScopeDispose(onLive({
    happened: (happenings) => { if (happenings.some(({ type }) => type === 'notify')) void look() },
    caughtUp: look,
  }))
}
