// Which views this person has, in the order of the rail; what they may not use is not shown.
import { computed, type Ref } from 'vue'
import IconCalendar from '~icons/lucide/calendar-days'
import IconControl from '~icons/lucide/gauge'
import IconErasures from '~icons/lucide/eraser'
import IconFeed from '~icons/lucide/inbox'
import IconJournal from '~icons/lucide/book-text'
import IconPromises from '~icons/lucide/calendar-check'
import IconPeople from '~icons/lucide/users'
import IconQueue from '~icons/lucide/list-checks'
import IconRetention from '~icons/lucide/archive-x'
import IconRules from '~icons/lucide/route'
import IconSources from '~icons/lucide/rss'
import IconStatistics from '~icons/lucide/chart-column'
import IconSearch from '~icons/lucide/search'
import IconTrail from '~icons/lucide/scroll-text'
import IconTickets from '~icons/lucide/ticket'
import type { ResultOf } from '#domain/contract.ts'
import { can, rights, type Right } from '#domain/rights.ts'
import type { Role } from '#domain/user.ts'
import { useReference } from '#client/reference.ts'
import { useSession } from '#client/session.ts'

type Counts = ResultOf<'counts'>

/**
 * `any` of the rights brings the view into the rail, with `atRoot` only where it is held over the whole installation; `reads` is what its lists are read by: without
 * it they would look empty, not closed. `count` is the figure beside it; `whenAny`: it comes into the rail with its first ticket too, for a head who was named is an officer like any other.
 */
const views = [
  { name: 'feed', icon: IconFeed, any: ['read-feed'], reads: 'read-feed', count: 'feed' },
  { name: 'queue', icon: IconQueue, any: ['accept'], reads: 'read-tickets', count: 'mine', whenAny: true },
  { name: 'control', icon: IconControl, any: ['publish', 'approve', 'reassign', 'control'], reads: 'read-tickets', count: 'control' },
  { name: 'promises', icon: IconPromises, any: ['publish', 'approve', 'reassign', 'control'], reads: 'read-tickets', count: null },
  { name: 'tickets', icon: IconTickets, any: ['read-tickets'], reads: 'read-tickets', count: null },
  { name: 'search', icon: IconSearch, any: ['read-tickets'], reads: 'read-tickets', count: null },
  { name: 'statistics', icon: IconStatistics, any: ['read-statistics'], reads: 'read-statistics', count: null },
  { name: 'journal', icon: IconJournal, any: ['read-journal'], reads: 'read-journal', count: null },
  { name: 'rules', icon: IconRules, any: ['read-rules'], reads: 'read-rules', count: null },
  { name: 'calendar', icon: IconCalendar, any: ['manage-calendar'], reads: 'manage-calendar', count: null, atRoot: true },
  { name: 'retention', icon: IconRetention, any: ['manage-retention'], reads: 'manage-retention', count: null, atRoot: true },
  { name: 'erasures', icon: IconErasures, any: ['request-erasure'], reads: 'request-erasure', count: null },
  { name: 'trail', icon: IconTrail, any: ['read-trail'], reads: 'read-trail', count: null },
  { name: 'sources', icon: IconSources, any: ['read-sources'], reads: 'read-sources', count: null },
  { name: 'people', icon: IconPeople, any: ['manage-users', 'manage-organisations', 'manage-leave', 'read-trail'], reads: 'read-people', count: null },
] as const satisfies readonly { name: string, icon: object, any: readonly Right[], reads: Right, count: keyof Counts | null, atRoot?: boolean, whenAny?: boolean }[]

export type View = typeof views[number]

/** Rights that bind the whole installation are held at its root. */
export const useMayAtRoot = () => {
  const { me } = useSession()
  const { reference } = useReference()
  return (right: Right): boolean => {
    const actor = me.value && { userId: me.value.id, grants: me.value.grants }
    return actor !== null && reference.value?.organisations.some(place => place.parentId === null && can(actor, right, place)) === true
  }
}

export const useViews = (counts: Readonly<Ref<Counts | undefined>>) => {
  const { me, may } = useSession()
  const mayAtRoot = useMayAtRoot()
  const isWaiting = (view: View) => 'whenAny' in view && (counts.value?.[view.count] ?? 0) > 0
  return computed<View[]>(() => me.value === null ? [] : views.filter(view => view.any.some('atRoot' in view ? mayAtRoot : may) || isWaiting(view)))
}

/** Who works with this view, when the person at the screen may read nothing in it; null when they may, or when it is no view. */
export const rolesOfClosed = (name: unknown, may: (right: Right) => boolean): readonly Role[] | null => {
  const view = views.find(each => each.name === name)
  return view === undefined || may(view.reads) ? null : rights[view.reads]
}
