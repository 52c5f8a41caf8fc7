// What the press service decides here: about the post that is read, or about all that are chosen; the questions it is asked, and the way back.
import { computed, ref, watch } from 'vue'
import type { DismissalReason } from '#domain/triage.ts'
import { useAsk } from '#client/ask.ts'
import { refKey, rowKey, nextUndecided, type FeedItem, type PostRef } from './rows.ts'
import { onlyAkimatOf } from './selection.ts'
import { isAmong, useBulk } from './useBulk.ts'
import { useSelection } from './useSelection.ts'
import { useTriage, type RegisterChoice } from './useTriage.ts'
import { useUndo } from './useUndo.ts'

interface Wiring {
  rows: () => FeedItem[]
  /** The post that is read. */
  item: () => FeedItem | undefined
  choose: (ref: PostRef | null) => void
  refresh: (ref: PostRef) => Promise<void>
  registerChoice: () => RegisterChoice
  isWide: () => boolean
}
export type Question = 'nothing' | 'join' | 'dismiss' | 'pass' | 'refused'

export const refOf = ({ organisationId, post }: FeedItem): PostRef => ({ organisationId, postId: post.id })
const nobody: PostRef = { organisationId: '', postId: '' }

export const useDecisions = ({ rows, item, choose, refresh, registerChoice, isWide }: Wiring) => {
  const selection = useSelection(rows)
  const { selected } = selection
  const question = ref<Question>('nothing')
  /** The open question is about all chosen posts, not about the one that is read. */
  const isForMany = ref(false)
  const isMany = computed(() => selected.value.length > 0)
  const oneAkimat = computed(() => onlyAkimatOf(selected.value))
  const close = () => { question.value = 'nothing' }

  /** On to the next that waits. */
  const goOn = (ref: PostRef) => {
    const following = nextUndecided(rows(), rows().findIndex(row => rowKey(row) === refKey(ref)))
    if (following) choose(refOf(following))
    else if (!isWide()) choose(null)
  }
  const decided = (ref: PostRef) => {
    close()
    goOn(ref)
  }
  const afterMany = (done: PostRef[]) => {
    const read = item()
    if (read && isAmong(done, refOf(read))) goOn(refOf(read))
  }
  const undo = useUndo()
  const { sending, register, join, dismiss, pass, restore } = useTriage({ refresh, decided, undone: choose, undo })
  const bulk = useBulk({ refresh, undo, decided: afterMany })
  watch(bulk.refused, (refused) => { if (refused.length > 0) question.value = 'refused' })

  /** What the question is about: the first of many stands for all of them. */
  const subject = computed(() => isForMany.value ? selected.value[0] : item())
  const count = computed(() => isForMany.value ? selected.value.length : 1)
  const { data: detail } = useAsk('post', () => subject.value ? refOf(subject.value) : nobody, () => question.value === 'join' && subject.value !== undefined)
  const { data: similar } = useAsk('similar', () => subject.value ? refOf(subject.value) : nobody, () => question.value === 'join' && subject.value !== undefined)
  /** Tickets about the same come first. */
  const joinable = computed(() => {
    const alike = new Map(similar.value?.tickets.map(({ ticketId, likeness }) => [ticketId, likeness]))
    return detail.value?.joinable.toSorted((a, b) => (alike.get(b.ticketId) ?? 0) - (alike.get(a.ticketId) ?? 0)) ?? []
  })

  // Somebody else decided meanwhile: the question has no sense any more.
  watch(() => subject.value?.may, (acts) => { if (question.value !== 'nothing' && question.value !== 'refused' && !acts?.includes(question.value)) close() })

  const may = (act: FeedItem['may'][number]) => item()?.may.includes(act) === true && sending.value === null
  const ask = (what: 'join' | 'dismiss', ofMany: boolean) => {
    isForMany.value = ofMany
    const isPossible = ofMany ? bulk.progress.value === null && (what === 'dismiss' || oneAkimat.value !== null) : may(what)
    if (isPossible) question.value = what
  }
  const one = (act: FeedItem['may'][number], send: (post: FeedItem) => unknown) => {
    const post = item()
    if (post && may(act)) send(post)
  }
  const joinTo = ({ ticketId, number }: { ticketId: string, number: string }) => {
    if (!isForMany.value) return one('join', post => join(post, ticketId, number))
    close()
    void bulk.join(selected.value, ticketId, number)
  }
  const dismissFor = (reason: DismissalReason, note: string | undefined) => {
    if (!isForMany.value) return one('dismiss', post => dismiss(post, reason, note))
    close()
    void bulk.dismiss(selected.value, reason, note)
  }
  const askToPass = () => {
    isForMany.value = false
    if (may('pass')) question.value = 'pass'
  }
  return {
    selection, bulk, question, sending, isMany, oneAkimat, subject, count, joinable, ask, joinTo, dismissFor, undo: undo.undo,
    registerNow: () => one('register', post => register(post, registerChoice())),
    /** Joins the post that is read, without a question. */
    joinNow: (ticketId: string, number: string) => one('join', post => join(post, ticketId, number)),
    askToPass, passTo: (toId: string, akimat: string, note: string | undefined) => one('pass', post => pass(post, toId, akimat, note)),
    restoreNow: () => one('restore', post => restore(post)),
  }
}
