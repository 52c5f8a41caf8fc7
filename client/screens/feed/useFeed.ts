// The rows of the feed: page by page from the server, kept still while new ones wait.
import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue'
import type { CallOf } from '#domain/contract.ts'
import type { Happening } from '#domain/live.ts'
import { call } from '#client/api.ts'
import { onLive } from '#client/live.ts'
import { useSession } from '#client/session.ts'
import { missingFrom, oneOfEach, refKey, renew, rowKey, type FeedItem, type PostRef } from './rows.ts'

export type FeedFilter = Required<Pick<CallOf<'feed'> & object, 'state' | 'folded'>> & { organisationId: string | undefined, sourceId: string | undefined, topic: string | undefined }
/** What posts that a person pasted have as their source. */
export const manualSource = 'manual'

/** The first page is on the screen soon, those after it are fetched before anybody gets there. */
const firstPage = 50
const furtherPage = 200
/** A list longer than this is no list any more: narrow the filter. */
const longestList = 20_000
const renewAfterMs = 300
/** More changed rows than this at once: the first page tells enough. */
const fewRows = 20

export const useFeed = (filter: () => FeedFilter) => {
  const { me } = useSession()
  const rows = shallowRef<FeedItem[]>([])
  const waiting = shallowRef<FeedItem[]>([])
  const next = ref<string | null>(null)
  const state = ref<'loading' | 'done' | 'error'>('loading')
  const problem = shallowRef<unknown>(null)
  const figures = shallowRef<{ new: number, lastCollectedAt: string | null }>({ new: 0, lastCollectedAt: null })
  const ownIds = computed(() => new Set(me.value?.grants.map(grant => grant.organisationId)))
  let asked = 0
  let isLoadingMore = false

  const ask = async (after?: string) => {
    const limit = after === undefined ? firstPage : furtherPage
    let page = await call('feed', { ...filter(), after, limit })
    // A rare topic may be further on than one page of it looks.
    for (const mine = asked; page.items.length === 0 && page.next !== null && mine === asked;) page = await call('feed', { ...filter(), after: page.next, limit })
    figures.value = { new: page.new, lastCollectedAt: page.lastCollectedAt }
    return { ...page, items: oneOfEach(page.items, ownIds.value) }
  }

  /** From the beginning: another filter, or the person asked for what waits. */
  const load = async (): Promise<void> => {
    const mine = ++asked
    if (rows.value.length === 0) state.value = 'loading'
    try {
      const page = await ask()
      if (mine !== asked) return
      rows.value = page.items
      waiting.value = []
      next.value = page.next
      state.value = 'done'
    } catch (error) {
      if (mine !== asked) return
      problem.value = error
      state.value = 'error'
    }
  }

  const loadMore = async (): Promise<void> => {
    if (next.value === null || isLoadingMore || rows.value.length >= longestList) return
    const mine = asked
    isLoadingMore = true
    const page = await ask(next.value).catch(() => null).finally(() => { isLoadingMore = false })
    if (!page || mine !== asked) return
    rows.value = oneOfEach([...rows.value, ...page.items], ownIds.value)
    next.value = page.next
  }

  const put = (item: FeedItem): void => { rows.value = rows.value.map(row => rowKey(row) === rowKey(item) ? item : row) }

  /** Asks one row again, in its place. */
  const refresh = async ({ organisationId, postId }: PostRef): Promise<void> => {
    if (!rows.value.some(row => rowKey(row) === `${organisationId}:${postId}`)) return
    const item = await call('post', { organisationId, postId }).catch(() => null)
    if (item) put(item)
  }

  /** The first page again, quietly. */
  const renewFirst = async (): Promise<void> => {
    const mine = asked
    const page = await ask().catch(() => null)
    if (!page || mine !== asked) return
    if (rows.value.length === 0) return load()
    const renewed = renew(rows.value, page.items)
    const lost = missingFrom(renewed.rows, page.items, filter().state, page.next === null)
    rows.value = renewed.rows
    waiting.value = renewed.waiting
    state.value = 'done'
    for (const row of lost.slice(0, fewRows)) void refresh({ organisationId: row.organisationId, postId: row.post.id })
  }

  let timer: ReturnType<typeof setTimeout> | undefined
  const renewSoon = () => {
    clearTimeout(timer)
    timer = setTimeout(() => void renewFirst(), renewAfterMs)
  }
  const happened = (happenings: Happening[]) => {
    const refs = happenings.flatMap(({ organisationId, postId }) => organisationId && postId ? [{ organisationId, postId }] : [])
    const touched = new Map(refs.map(ref => [refKey(ref), ref]))
    if (touched.size > 0 || happenings.some(({ type }) => type === 'posts-collected')) renewSoon()
    for (const ref of [...touched.values()].slice(0, fewRows)) void refresh(ref)
  }
  onScopeDispose(onLive({ happened, caughtUp: renewFirst }))
  onScopeDispose(() => clearTimeout(timer))

  watch(() => JSON.stringify(filter()), () => {
    rows.value = []
    void load()
  }, { immediate: true })

  return { rows, waiting, next, state, problem, figures, load, loadMore, refresh }
}
export type Feed = ReturnType<typeof useFeed>
