// Views that a person keeps under a name: the filters of a screen as its address holds them, in this browser.
import { computed, shallowRef } from 'vue'
import { readViews, viewOf, viewsAtMost, type SavedView } from '#client/kept-view.ts'
import { useSession } from '#client/session.ts'

export type SavedScreen = 'feed' | 'search' | 'tickets'

/** `query` is the address as it stands, without what is usual. A name used before is given to the new view. */
export const useSavedViews = (screen: SavedScreen, query: () => Record<string, string>) => {
  const storageKey = `qulaq.views.${useSession().me.value?.id ?? ''}.${screen}`
  const views = shallowRef(readViews(localStorage.getItem(storageKey)))
  const keep = (changed: SavedView[]) => {
    views.value = changed.slice(0, viewsAtMost)
    localStorage.setItem(storageKey, JSON.stringify(views.value))
  }
  return {
    views,
    current: computed(() => viewOf(views.value, query())),
    isKeepable: computed(() => Object.keys(query()).length > 0 && viewOf(views.value, query()) === undefined && views.value.length < viewsAtMost),
    save: (name: string): void => keep([...views.value.filter(view => view.name !== name), { name, query: query() }]),
    drop: (name: string): void => keep(views.value.filter(view => view.name !== name)),
  }
}
