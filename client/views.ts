// Which views this person has, in the order of the rail; what they may not use is not shown.
import { computed } from 'vue'
import IconControl from '~icons/lucide/gauge'
import IconFeed from '~icons/lucide/inbox'
import IconJournal from '~icons/lucide/book-text'
import IconPeople from '~icons/lucide/users'
import IconQueue from '~icons/lucide/list-checks'
import IconRules from '~icons/lucide/route'
import IconStatistics from '~icons/lucide/chart-column'
import IconSearch from '~icons/lucide/search'
import IconTickets from '~icons/lucide/ticket'
import type { ResultOf } from '#domain/contract.ts'
import type { Right } from '#domain/rights.ts'
import { useSession } from '#client/session.ts'

type Counts = ResultOf<'counts'>

/** `any` of the rights opens the view; `count` is the figure beside it. */
const views = [
  { name: 'feed', icon: IconFeed, any: ['read-feed'], count: 'feed' },
  { name: 'queue', icon: IconQueue, any: ['accept'], count: 'mine' },
  { name: 'control', icon: IconControl, any: ['publish', 'approve', 'reassign', 'control'], count: 'control' },
  { name: 'tickets', icon: IconTickets, any: ['read-tickets'], count: null },
  { name: 'search', icon: IconSearch, any: ['read-tickets'], count: null },
  { name: 'statistics', icon: IconStatistics, any: ['read-statistics'], count: null },
  { name: 'journal', icon: IconJournal, any: ['read-journal'], count: null },
  { name: 'rules', icon: IconRules, any: ['read-rules'], count: null },
  { name: 'people', icon: IconPeople, any: ['manage-users', 'manage-organisations', 'manage-sources', 'manage-leave', 'read-trail'], count: null },
] as const satisfies readonly { name: string, icon: object, any: readonly Right[], count: keyof Counts | null }[]

export type View = typeof views[number]

export const useViews = () => {
  const { me, may } = useSession()
  return computed<View[]>(() => me.value === null ? [] : views.filter(({ any }) => any.some(may)))
}
