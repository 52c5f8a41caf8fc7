// The rows of the feed: which there are, and what happens to them when the server tells something.
import { computed, onScopeDispose, shallowRef } from 'vue'
import type { CallOf, ResultOf } from '#domain/contract.ts'
import type { Happening } from '#domain/live.ts'
import { call } from '#client/api.ts'
import { onLive } from '#client/live.ts'
import { usePages } from '#client/pages.ts'
import { useSession } from '#client/session.ts'
import { missingFrom, oneOfEach, refKey, rowKey, type FeedItem, type PostRef } from './rows.ts'

export type FeedFilter = Required<Pick<CallOf<'feed'> & object, 'state' | 'folded'>> & { organisationId: string | undefined, sourceId: string | undefined, topic: string | undefined }
/** What posts that a person pasted have as their source. */
export const manualSource = 'manual'

/** More changed rows than this at once: the first page tells enough. */
const fewRows = 20

export const useFeed = (filter: () => FeedFilter) => {
  const { me } = useSession()
  const figures = shallowRef<{ new: number, lastCollectedAt: string | null }>({ new: 0, lastCollectedAt: null })
  const ownIds = computed(() => new Set(me.value?.grants.map(grant => grant.organisationId)))
  const list = () => JSON.stringify(filter())

  /** A rare topic may be further on than one page of it looks. */
  const ask = async (more: { after?: string, limit: number }) => {
    const mine = list()
    let page = await call('feed', { ...filter(), ...more })
    while (page.items.length === 0 && page.next !== null && mine === list()) page = await call('feed', { ...filter(), after: page.next, limit: more.limit })
    return page
  }

  const { rows, waiting, state, problem, load, loadMore, put, renewFirst, renewSoon } = usePages<FeedItem, ResultOf<'feed'>>({
    list, ask, keyOf: rowKey, once: items => oneOfEach(items, ownIds.value),
    told: (page) => { figures.value = { new: page.new, lastCollectedAt: page.lastCollectedAt } },
    renewed: (fresh, page) => {
      const lost = missingFrom(rows.value, fresh, filter().state, page.next === null)
      for (const row of lost.slice(0, fewRows)) void refresh({ organisationId: row.organisationId, postId: row.post.id })
    },
  })

  /** Asks one row again, in its place. */
  const refresh = async ({ organisationId, postId }: PostRef): Promise<void> => {
    if (!rows.value.some(row => rowKey(row) === `${organisationId}:${postId}`)) return
    const item = await call('post', { organisationId, postId }).catch(() => null)
    if (item) put(item)
  }

  const happened = (happenings: Happening[]) => {
    const refs = happenings.flatMap(({ organisationId, postId }) => organisationId && postId ? [{ organisationId, postId }] : [])
    const touched = new Map(refs.map(ref => [refKey(ref), ref]))
    if (touched.size > 0 || happenings.some(({ type }) => type === 'posts-collected')) renewSoon()
    for (const ref of [...touched.values()].slice(0, fewRows)) void refresh(ref)
  }
  onScopeDispose(onLive({ happened, caughtUp: renewFirst }))

  void load()
  return { rows, waiting, state, problem, figures, load, loadMore, refresh }
}
