// One decision about many posts: a command for each, a few at a time, with progress, the way back, and the refused ones by name.
import { ref, shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import type { DismissalReason } from '#domain/triage.ts'
import { press, sentenceOf } from '#client/act.ts'
import { Problem } from '#client/api.ts'
import { useToasts } from '#client/toasts.ts'
import { refKey, type FeedItem, type PostRef } from './rows.ts'
import type { Undo } from './useUndo.ts'

export interface Refused { item: FeedItem, sentence: string }
interface Wiring {
  refresh: (ref: PostRef) => Promise<void>
  /** After the last answer, with those that were done. */
  decided: (done: PostRef[]) => void
  undo: Undo
}
type Send = (ref: PostRef) => Promise<unknown>

/** So many commands are on their way at once: the server writes them in one group. */
const atOnce = 4
const refOf = ({ organisationId, post }: FeedItem): PostRef => ({ organisationId, postId: post.id })

export const useBulk = ({ refresh, decided, undo }: Wiring) => {
  const { t } = useI18n()
  const { show } = useToasts()
  const progress = ref<{ done: number, of: number } | null>(null)
  const refused = shallowRef<Refused[]>([])

  /** Which of the posts it was done to. The rest is told in `refused`; without a line nothing more is tried. */
  const sendEach = async (items: readonly FeedItem[], send: Send): Promise<FeedItem[]> => {
    const left = [...items]
    const done: FeedItem[] = []
    const failed: Refused[] = []
    let lineIsDown: unknown = null
    progress.value = { done: 0, of: items.length }
    const work = async () => {
      for (let item = left.shift(); item !== undefined; item = left.shift()) {
        try {
          if (lineIsDown !== null) throw lineIsDown
          await send(refOf(item))
          done.push(item)
        } catch (error) {
          if (error instanceof Problem && error.code === 'offline') lineIsDown = error
          failed.push({ item, sentence: sentenceOf(error) })
        }
        if (lineIsDown === null) await refresh(refOf(item))
        progress.value = { done: done.length + failed.length, of: items.length }
      }
    }
    await Promise.all(Array.from({ length: atOnce }, work)).finally(() => { progress.value = null })
    refused.value = failed
    return done
  }

  const takeBack = async (items: readonly FeedItem[], back: Send): Promise<void> => {
    const undone = await sendEach(items, back)
    if (undone.length > 0) show({ kind: 'done', text: t('feed.bulk.undone', { count: undone.length }) })
  }

  const decide = async (items: readonly FeedItem[], send: Send, back: Send, text: (count: number) => string): Promise<void> => {
    if (progress.value !== null || items.length === 0) return
    const done = await sendEach(items, send)
    if (done.length > 0) {
      undo.remember(() => takeBack(done, back))
      show({ kind: 'done', text: text(done.length), action: { label: t('shell.undo'), keyHint: 'Z', run: () => void undo.undo() } })
    }
    decided(done.map(refOf))
  }

  const join = (items: readonly FeedItem[], ticketId: string, number: string) => decide(
    items, ref => press('join', { ...ref, ticketId }), ({ postId }) => press('detach', { ticketId, postId }), count => t('feed.bulk.joined', { count, number }))
  const dismiss = (items: readonly FeedItem[], reason: DismissalReason, note?: string) => decide(
    items, ref => press('dismiss', { ...ref, reason, note }), ref => press('restore', ref),
    count => t('feed.bulk.dismissed', { count, reason: t(`words.dismissal.${reason}`) }))

  return { progress, refused, join, dismiss }
}

export const isAmong = (refs: readonly PostRef[], one: PostRef): boolean => refs.some(ref => refKey(ref) === refKey(one))
