// Which views this person has, in the order of the rail; what they may not use is not shown.
import { computed } from 'vue'
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
import { can, type Right } from '#domain/rights.ts'
import { useReference } from '#client/reference.ts'
import { useSession } from '#client/session.ts'

type Counts = ResultOf<'counts'>

/** `any` of the rights opens the view, with `atRoot` only where it is held over the whole installation; `count` is the figure beside it. */
const views = [
  { name: 'feed', icon: IconFeed, any: ['read-feed'], count: 'feed' },
  { name: 'queue', icon: IconQueue, any: ['accept'], count: 'mine' },
  { name: 'control', icon: IconControl, any: ['publish', 'approve', 'reassign', 'control'], count: 'control' },
  { name: 'promises', icon: IconPromises, any: ['publish', 'approve', 'reassign', 'control'], count: null },
  { name: 'tickets', icon: IconTickets, any: ['read-tickets'], count: null },
  { name: 'search', icon: IconSearch, any: ['read-tickets'], count: null },
  { name: 'statistics', icon: IconStatistics, any: ['read-statistics'], count: null },
  { name: 'journal', icon: IconJournal, any: ['read-journal'], count: null },
  { name: 'rules', icon: IconRules, any: ['read-rules'], count: null },
  { name: 'calendar', icon: IconCalendar, any: ['manage-calendar'], count: null, atRoot: true },
  { name: 'retention', icon: IconRetention, any: ['manage-retention'], count: null, atRoot: true },
  { name: 'erasures', icon: IconErasures, any: ['request-erasure'], count: null },
  { name: 'trail', icon: IconTrail, any: ['read-trail'], count: null },
  { name: 'sources', icon: IconSources, any: ['read-sources'], count: null },
  { name: 'people', icon: IconPeople, any: ['manage-users', 'manage-organisations', 'manage-leave', 'read-trail'], count: null },
] as const satisfies readonly { name: string, icon: object, any: readonly Right[], count: keyof Counts | null, atRoot?: boolean }[]

export type View = typeof views[number]

export const useViews = () => {
  const { me, may } = useSession()
  const { reference } = useReference()
  const mayAtRoot = (right: Right) => {
    const actor = me.value && { userId: me.value.id, grants: me.value.grants }
    return actor !== null && reference.value?.organisations.some(place => place.parentId === null && can(actor, right, place)) === true
  }
  return computed<View[]>(() => me.value === null ? [] : views.filter(view => view.any.some('atRoot' in view ? mayAtRoot : may)))
}
