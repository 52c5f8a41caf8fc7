// The draft while it is typed: kept in this browser at once, saved after a rest, never overwritten by what comes from others.
import { useQueryCache } from '@pinia/colada'
import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue'
import { call, Problem } from '#client/api.ts'
import { sentenceOf } from '#client/act.ts'
import { askAgain } from '#client/ask.ts'
import { dropDraft, keepDraft, recallDraft } from '#client/drafts.ts'
import { t } from '#client/i18n.ts'
import { useWindowEvent } from '#client/window-event.ts'
import type { Reply, Ticket } from './ticket.ts'

const restMs = 1_500
const repeatMs = 8_000

/** What the server has, as far as this screen knows. `version` of the reply; undefined while there is none. */
interface Base { text: string, version: number | undefined, savedAt: string | null }

export const useDraft = (ticket: () => Ticket) => {
  const cache = useQueryCache()
  const ticketId = ticket().id
  const kept = `reply:${ticketId}`
  const baseOf = (reply: Reply | null): Base => ({ text: reply?.text ?? '', version: reply?.version, savedAt: reply?.savedAt ?? null })
  const base = shallowRef(baseOf(ticket().reply))
  const text = ref(base.value.text)
  const state = ref<'idle' | 'dirty' | 'saving' | 'offline' | 'conflict' | 'refused'>('idle')
  const refusal = ref('')
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: Promise<boolean> | null = null

  /** The ticket's version as our own first draft left it: what is shown may lag behind it. */
  const ownVersion = ref(0)
  const ticketVersion = computed(() => Math.max(ownVersion.value, ticket().version))

  const isDirty = computed(() => text.value !== base.value.text)
  const later = (ms: number) => {
    clearTimeout(timer)
    timer = setTimeout(() => void save(), ms)
  }

  const keep = () => void keepDraft(kept, { value: text.value, version: base.value.version ?? null })
  const saved = (sent: string, version: number | undefined) => {
    base.value = { text: sent, version, savedAt: new Date().toISOString() }
    state.value = isDirty.value ? 'dirty' : 'idle'
    if (!isDirty.value) return void dropDraft(kept)
    keep()
    later(restMs)
  }

  const refused = (problem: unknown) => {
    const code = problem instanceof Problem ? problem.code : 'failed'
    refusal.value = sentenceOf(problem)
    state.value = code === 'stale-version' ? 'conflict' : code === 'offline' || code === 'failed' ? 'offline' : 'refused'
    if (state.value === 'offline') later(repeatMs)
    if (state.value === 'conflict') void askAgain(cache, { key: ['ticket'] })
  }

  const send = async (): Promise<boolean> => {
    const sent = text.value
    state.value = 'saving'
    try {
      const answer = await call('draft', { ticketId, text: sent }, { version: base.value.version, key: crypto.randomUUID() })
      ownVersion.value = Math.max(ownVersion.value, answer.version)
      saved(sent, answer.replyVersion)
      await askAgain(cache, { key: ['ticket'] })
      return true
    } catch (problem) {
      refused(problem)
      return false
    }
  }

  /** Saves what is not saved yet. False when it could not be; the reason stands in `state` and `refusal`. */
  const save = async (): Promise<boolean> => {
    clearTimeout(timer)
    if (running) await running
    if (!isDirty.value) return true
    if (state.value === 'conflict') return false
    running = send()
    const done = await running
    running = null
    return done
  }

  /** Another has written meanwhile: `theirs` drops what is typed here, `mine` lays it over as the next version. */
  const settle = (choice: 'mine' | 'theirs') => {
    base.value = baseOf(ticket().reply)
    state.value = isDirty.value ? 'dirty' : 'idle'
    if (choice === 'mine') return void save()
    text.value = base.value.text
    void dropDraft(kept)
    state.value = 'idle'
  }

  /** Words of before a reload or a crash; whoever has begun to type meanwhile is not interrupted. */
  const recall = async () => {
    const recalled = await recallDraft(kept)
    if (typeof recalled?.value !== 'string' || isDirty.value || recalled.value === base.value.text) return
    const isMoved = (recalled.version ?? undefined) !== base.value.version
    if (isMoved) {
      refusal.value = t('shell.draft.moved')
      state.value = 'conflict'
    }
    text.value = recalled.value
  }
  void recall()

  watch(text, () => {
    if (!isDirty.value) return void dropDraft(kept)
    keep()
    if (state.value !== 'conflict' && state.value !== 'saving') state.value = 'dirty'
    later(restMs)
  }, { flush: 'sync' })

  // What others saved is taken over only while nothing is typed here.
  watch(() => ticket().reply, (reply) => {
    const isSame = state.value === 'conflict' && reply?.text === text.value
    if (isSame) return settle('theirs')
    if (isDirty.value || running) return
    const isOlder = reply !== null && base.value.version !== undefined && reply.version < base.value.version
    if (isOlder) return
    base.value = baseOf(reply)
    text.value = base.value.text
  })

  useWindowEvent('online', () => void save())
  onScopeDispose(() => { void save() })

  const savedAt = computed(() => base.value.savedAt)
  return { text, state, refusal, savedAt, ticketVersion, isDirty, save, settle }
}
