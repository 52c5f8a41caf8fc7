// The decisions about a post, and the way back from each for eight seconds.
import { ref } from 'vue'
import { useI18n } from 'vue-i18n'
import type { CallOf } from '#domain/contract.ts'
import type { DismissalReason } from '#domain/triage.ts'
import { useAct } from '#client/act.ts'
import { dropDraft } from '#client/drafts.ts'
import { useToasts } from '#client/toasts.ts'
import { refKey, type FeedItem, type PostRef } from './rows.ts'
import type { Undo } from './useUndo.ts'

export type RegisterChoice = Pick<CallOf<'register'> & object, 'topic' | 'priority' | 'bodyId' | 'officerId'>
interface Wiring {
  /** The row in its place again, after the server has answered either way. */
  refresh: (ref: PostRef) => Promise<void>
  decided: (ref: PostRef) => void
  undone: (ref: PostRef) => void
  undo: Undo
}

export const useTriage = ({ refresh, decided, undone, undo }: Wiring) => {
  const { t } = useI18n()
  const { run } = useAct()
  const { show } = useToasts()
  /** The post that a decision is being sent for: a second press waits. */
  const sending = ref<string | null>(null)

  const takeBack = async (ref: PostRef, back: () => Promise<boolean>): Promise<void> => {
    if (!await back()) return
    show({ kind: 'done', text: t('feed.done.undone') })
    await refresh(ref)
    undone(ref)
  }

  const settle = async (item: FeedItem, send: (ref: PostRef) => Promise<{ text: string, back?: () => Promise<boolean> } | null>): Promise<boolean> => {
    const ref = { organisationId: item.organisationId, postId: item.post.id }
    if (sending.value !== null) return false
    sending.value = ref.postId
    const done = await send(ref).finally(() => { sending.value = null })
    void refresh(ref)
    if (!done) return false
    for (const what of ['register', 'dismiss', 'pass']) void dropDraft(`${what}:${refKey(ref)}`)
    const { text, back } = done
    undo.remember(back ? () => takeBack(ref, back) : null)
    show({ kind: 'done', text, action: back && { label: t('shell.undo'), keyHint: 'Z', run: () => void undo.undo() } })
    decided(ref)
    return true
  }

  const register = (item: FeedItem, choice: RegisterChoice) => settle(item, async (ref) => {
    const done = await run('register', { ...ref, ...choice })
    if (!done) return null
    const { ticketId, number } = done
    return { text: t('feed.done.register', { number }), back: async () => ticketId !== null && await run('annul', { ticketId }) !== null }
  })
  const join = (item: FeedItem, ticketId: string, number: string) => settle(item, async (ref) => {
    const done = await run('join', { ...ref, ticketId })
    return done && { text: t('feed.done.join', { number }), back: async () => await run('detach', { ticketId, postId: ref.postId }) !== null }
  })
  const dismiss = (item: FeedItem, reason: DismissalReason, note?: string) => settle(item, async (ref) => {
    const done = await run('dismiss', { ...ref, reason, note })
    return done && { text: t('feed.done.dismiss', { reason: t(`words.dismissal.${reason}`) }), back: async () => await run('restore', ref) !== null }
  })
  const pass = (item: FeedItem, toId: string, akimat: string, note?: string) => settle(item, async (ref) => {
    const done = await run('pass', { ...ref, toId, note })
    return done && { text: t('feed.done.pass', { akimat }) }
  })
  const restore = (item: FeedItem) => settle(item, async (ref) => {
    const done = await run('restore', ref)
    return done && { text: t('feed.done.restore') }
  })
  return { sending, register, join, dismiss, pass, restore }
}
