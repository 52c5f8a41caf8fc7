// Addresses of the screens. A link to any of them works after signing in, and the start page follows the role.
import { createRouter, createWebHistory, type RouteLocationRaw } from 'vue-router'
import type { Role } from '#domain/user.ts'
import { withRare } from '#client/i18n.ts'
import { useReference } from '#client/reference.ts'
import { useSession } from '#client/session.ts'

const { me, owes, recall } = useSession()

const startPages: [Role, string][] = [
  ['press', '/feed'], ['officer', '/queue'], ['head', '/control'], ['coordinator', '/control'], ['manager', '/statistics'], ['admin', '/people'], ['auditor', '/trail'],
]

/** The page a person begins the day on. */
export const startPage = (): string => startPages.find(([role]) => me.value?.grants.some(grant => grant.role === role))?.[1] ?? '/people'

export const router = createRouter({
  history: createWebHistory(),
  routes: [
    // The guard leads on from here, when it is known who the person is.
    { path: '/', component: () => import('#client/components/shell/DeadEnd.vue') },
    { path: '/sign-in', name: 'sign-in', component: () => import('#client/screens/sign-in/SignInPage.vue'), meta: { title: 'sign-in.title' } },
    { path: '/invitation', name: 'invitation', component: () => import('#client/screens/account/InvitationPage.vue'), meta: { title: 'account.invitation.title' } },
    { path: '/wall', name: 'wall', component: withRare(() => import('#client/screens/wall/WallPage.vue')), meta: { title: 'shell.board', bare: true } },
    { path: '/account', name: 'account', component: () => import('#client/screens/account/AccountPage.vue'), meta: { title: 'account.title' } },
    { path: '/feed/:organisationId?/:postId?', name: 'feed', component: () => import('#client/screens/feed/FeedPage.vue'), meta: { title: 'shell.view.feed' } },
    { path: '/tickets', name: 'tickets', component: () => import('#client/screens/tickets/TicketList.vue'), meta: { title: 'shell.view.tickets' } },
    { path: '/tickets/:ticketId', name: 'ticket', component: withRare(() => import('#client/screens/ticket/TicketPage.vue')), meta: { title: 'shell.view.tickets' } },
    { path: '/tickets/:ticketId/print', name: 'ticket-print', component: withRare(() => import('#client/screens/ticket/TicketPrint.vue')), meta: { title: 'shell.view.tickets', bare: true } },
    { path: '/queue', name: 'queue', component: () => import('#client/screens/queue/QueuePage.vue'), meta: { title: 'shell.view.queue' } },
    { path: '/control', name: 'control', component: withRare(() => import('#client/screens/control/ControlPage.vue')), meta: { title: 'shell.view.control' } },
    { path: '/promises', name: 'promises', component: withRare(() => import('#client/screens/promises/PromisesPage.vue')), meta: { title: 'shell.view.promises' } },
    { path: '/journal', name: 'journal', component: withRare(() => import('#client/screens/journal/JournalPage.vue')), meta: { title: 'shell.view.journal' } },
    { path: '/journal/print', name: 'journal-print', component: withRare(() => import('#client/screens/journal/JournalPrint.vue')), meta: { title: 'shell.view.journal', bare: true } },
    { path: '/search', name: 'search', component: () => import('#client/screens/search/SearchPage.vue'), meta: { title: 'shell.view.search' } },
    { path: '/statistics', name: 'statistics', component: withRare(() => import('#client/screens/statistics/StatisticsPage.vue')), meta: { title: 'shell.view.statistics' } },
    { path: '/rules', name: 'rules', component: withRare(() => import('#client/screens/rules/RulesPage.vue')), meta: { title: 'shell.view.rules' } },
    { path: '/trail', name: 'trail', component: withRare(() => import('#client/screens/trail/TrailPage.vue')), meta: { title: 'shell.view.trail' } },
    { path: '/calendar', name: 'calendar', component: withRare(() => import('#client/screens/calendar/CalendarPage.vue')), meta: { title: 'shell.view.calendar' } },
    { path: '/erasures', name: 'erasures', component: withRare(() => import('#client/screens/erasures/ErasuresPage.vue')), meta: { title: 'shell.view.erasures' } },
    { path: '/erasures/:erasureId', name: 'erasure', component: withRare(() => import('#client/screens/erasures/ErasurePage.vue')), meta: { title: 'shell.view.erasures' } },
    { path: '/retention', name: 'retention', component: withRare(() => import('#client/screens/retention/RetentionPage.vue')), meta: { title: 'shell.view.retention' } },
    { path: '/sources', name: 'sources', component: withRare(() => import('#client/screens/sources/SourcesPage.vue')), meta: { title: 'shell.view.sources' } },
    { path: '/people', name: 'people', component: withRare(() => import('#client/screens/people/PeoplePage.vue')), meta: { title: 'shell.view.people' } },
    { path: '/:rest(.*)*', name: 'missing', component: () => import('#client/components/shell/DeadEnd.vue'), meta: { title: 'shell.missing.title' } },
  ],
})

/** To sign-in, and from there back to where the person was. */
export const signInPlace = (from: string, reason?: string): RouteLocationRaw => ({ name: 'sign-in', query: { ...(from === '/' ? {} : { next: from }), ...(reason ? { reason } : {}) } })

router.beforeEach(async (to) => {
  // A wall has its link instead of a person.
  if (to.name === 'sign-in' || to.name === 'invitation' || to.name === 'wall') return true
  await recall()
  if (!me.value) return signInPlace(to.fullPath)
  // Whoever owes a password or a second factor sees nothing else, and the server answers nothing else.
  if (owes.value) return to.name === 'account' || { name: 'account', query: to.path === '/' ? {} : { next: to.fullPath } }
  const { reference, load } = useReference()
  if (!reference.value) await load()
  return to.path === '/' ? startPage() : true
})
