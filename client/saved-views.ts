// Views that a person keeps under a name: the same at every machine, for they stand on the desk.
import { useQueryCache } from '@pinia/colada'
import { computed } from 'vue'
import { savedViewsAtMost, viewOf, type SavedScreen, type SavedView } from '#domain/saved-view.ts'
import { useAct } from '#client/act.ts'
import { keyOf, useAsk } from '#client/ask.ts'

/** `query` is the address as it stands, without what is usual. A name used before is given to the new view; `save` and `drop` say whether it is done. */
export const useSavedViews = (screen: SavedScreen, query: () => Record<string, string>) => {
  const cache = useQueryCache()
  const { run } = useAct()
  const { data } = useAsk('saved-views', undefined)
  const views = computed<SavedView[]>(() => data.value?.items.filter(view => view.screen === screen) ?? [])
  const take = <T extends { items: SavedView[] }>(answer: T | null): boolean => {
    if (answer) cache.setQueryData(keyOf('saved-views', undefined), answer)
    return answer !== null
  }
  return {
    views,
    current: computed(() => viewOf(views.value, query())),
    isKeepable: computed(() => data.value !== undefined && Object.keys(query()).length > 0 && viewOf(views.value, query()) === undefined && views.value.length < savedViewsAtMost),
    save: async (name: string): Promise<boolean> => take(await run('save-view', { screen, name, query: query() })),
    drop: async (name: string): Promise<boolean> => take(await run('drop-view', { screen, name })),
  }
}
