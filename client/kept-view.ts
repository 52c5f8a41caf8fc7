// A view kept under a name, and how it is read back and known again. Pure, so that it can be tried without a browser.

export interface SavedView { name: string, query: Record<string, string> }

export const viewsAtMost = 20
const isView = (value: unknown): value is SavedView => typeof value === 'object' && value !== null && 'name' in value && typeof value.name === 'string'
  && 'query' in value && typeof value.query === 'object' && value.query !== null && Object.values(value.query).every(each => typeof each === 'string')

/** What stands in the browser may be of another version, or broken: what is not a view falls away. */
export const readViews = (text: string | null): SavedView[] => {
  try {
    const kept: unknown = JSON.parse(text ?? '[]')
    return Array.isArray(kept) ? kept.filter(isView).slice(0, viewsAtMost) : []
  } catch {
    return []
  }
}

const ordered = (query: Record<string, string>): string => JSON.stringify(Object.entries(query).sort(([a], [b]) => a < b ? -1 : 1))
/** The view that shows just this. */
export const viewOf = (views: readonly SavedView[], query: Record<string, string>): SavedView | undefined => views.find(view => ordered(view.query) === ordered(query))
