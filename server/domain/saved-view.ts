// Views that a person keeps under names of their own: the filters of a screen, as its address holds them.

export const savedScreens = ['feed', 'search', 'tickets'] as const
export type SavedScreen = typeof savedScreens[number]

/** `query`: what the address has beyond the usual. */
export interface SavedView { screen: SavedScreen, name: string, query: Record<string, string> }
/** Of one screen. */
export const savedViewsAtMost = 20

/** All of one person: `id` is theirs. */
export interface SavedViews { id: string, version: number, views: SavedView[] }

const isOf = ({ screen, name }: Pick<SavedView, 'screen' | 'name'>) => (view: SavedView): boolean => view.screen === screen && view.name === name

/** The views with this one at the end; a name used before on its screen is given to it. Null: the screen has as many as it may. */
export const withView = (views: readonly SavedView[], view: SavedView): SavedView[] | null => {
  const kept = withoutView(views, view)
  return kept.filter(({ screen }) => screen === view.screen).length < savedViewsAtMost ? [...kept, view] : null
}
export const withoutView = (views: readonly SavedView[], named: Pick<SavedView, 'screen' | 'name'>): SavedView[] => views.filter(view => !isOf(named)(view))

const ordered = (query: Record<string, string>): string => JSON.stringify(Object.entries(query).sort(([a], [b]) => a < b ? -1 : 1))
/** The view that shows just this, whatever the order of its filters. */
export const viewOf = (views: readonly SavedView[], query: Record<string, string>): SavedView | undefined => views.find(view => ordered(view.query) === ordered(query))
