// The address of the feed is its state: filter in the query, chosen post in the path, so that a link shows the same to a colleague.
import { computed } from 'vue'
import { useRoute, useRouter, type LocationQuery } from 'vue-router'
import { triageStates } from '#domain/triage.ts'
import type { FeedItem, PostRef } from './rows.ts'
import type { FeedFilter } from './useFeed.ts'

const textOf = (value: LocationQuery[string] | undefined): string | undefined => typeof value === 'string' && value !== '' ? value : undefined

const filterOf = (query: LocationQuery): FeedFilter => ({
  state: triageStates.find(state => state === query.state) ?? 'new',
  folded: query.folded === 'yes' ? 'yes' : 'no',
  organisationId: textOf(query.akimat), sourceId: textOf(query.source), topic: textOf(query.topic),
})

export const queryOf = ({ state, folded, organisationId, sourceId, topic }: FeedFilter): Record<string, string> => ({
  ...state !== 'new' && { state }, ...folded === 'yes' && { folded }, ...organisationId !== undefined && { akimat: organisationId },
  ...sourceId !== undefined && { source: sourceId }, ...topic !== undefined && { topic },
})

export const useFeedAddress = () => {
  const route = useRoute()
  const router = useRouter()
  const filter = computed(() => filterOf(route.query))
  const chosen = computed<PostRef | null>(() => {
    const { organisationId, postId } = route.params
    return route.name === 'feed' && typeof organisationId === 'string' && typeof postId === 'string' && postId ? { organisationId, postId } : null
  })
  const addressOf = ({ organisationId, postId }: PostRef): string => router.resolve({ name: 'feed', params: { organisationId, postId }, query: queryOf(filter.value) }).fullPath
  const addressOfItem = ({ organisationId, post }: FeedItem): string => addressOf({ organisationId, postId: post.id })
  const choose = (ref: PostRef | null): void => {
    void router.replace(ref ? addressOf(ref) : { name: 'feed', params: { organisationId: '', postId: '' }, query: queryOf(filter.value) })
  }
  const setFilter = (change: Partial<FeedFilter>): void => {
    void router.push({ name: 'feed', params: { organisationId: '', postId: '' }, query: queryOf({ ...filter.value, ...change }) })
  }
  return { filter, chosen, choose, addressOfItem, setFilter }
}
