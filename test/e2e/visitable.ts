// Every screen once, with somebody who may see it: for the exam that looks at all of them in every language, light and width.
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { castOf } from '../http/desk.ts'
import type { Office } from './office.ts'

export interface Screen {
  name: string
  /** Null: nobody has signed in. */
  login: string | null
  path: (ticketId: string) => string
  /** What stands there when it is whole. */
  ready: string
  /** What is asked for is not there: the refusal is an answer, no fault. */
  isRefused?: true
}

export const visitable: readonly Screen[] = [
  { name: 'sign-in', login: null, path: () => '/sign-in', ready: 'form' },
  { name: 'invitation', login: null, path: () => '/invitation#aaaaaaaaaaaaaaaaaaaaaaaaa', ready: 'main h1' },
  { name: 'account', login: 'aigul', path: () => '/account', ready: 'main h1' },
  { name: 'feed', login: 'aigul', path: () => '/feed', ready: 'main li' },
  { name: 'ticket in review', login: 'bolat', path: ticketId => `/tickets/${ticketId}`, ready: 'main h1' },
  { name: 'tickets', login: 'kairat', path: () => '/tickets', ready: 'main li, main tr' },
  { name: 'queue', login: 'zhanna', path: () => '/queue', ready: 'main h1' },
  { name: 'control', login: 'kairat', path: () => '/control', ready: 'main h1' },
  { name: 'promises', login: 'sabit', path: () => '/promises', ready: 'main li a' },
  { name: 'search', login: 'aigul', path: () => '/search?words=вода', ready: 'main h2' },
  { name: 'statistics', login: 'sabit', path: () => '/statistics', ready: 'main h1' },
  { name: 'journal', login: 'kairat', path: () => '/journal', ready: 'main tbody tr' },
  { name: 'journal on paper', login: 'kairat', path: () => '/journal/print?year=2026&state=answered', ready: 'main tbody tr' },
  { name: 'trail', login: 'vera', path: () => '/trail', ready: 'main ol li' },
  { name: 'calendar', login: 'timur', path: () => '/calendar', ready: 'main h2' },
  { name: 'requests for erasure', login: 'kairat', path: () => '/erasures', ready: 'main h1' },
  { name: 'a request for erasure that is not there', login: 'kairat', path: () => '/erasures/none', ready: 'main a', isRefused: true },
  { name: 'retention', login: 'timur', path: () => '/retention', ready: 'main tbody tr' },
  { name: 'ticket on paper', login: 'kairat', path: ticketId => `/tickets/${ticketId}/print`, ready: 'main h1' },
  { name: 'board whose link is over', login: null, path: () => '/wall#aaaaaaaaaaaaaaaaaaaaaaaaa', ready: 'main h1' },
  { name: 'rules', login: 'kairat', path: () => '/rules', ready: 'main h3' },
  { name: 'people', login: 'ruslan', path: () => '/people', ready: 'main h1' },
  { name: 'sources', login: 'ruslan', path: () => '/sources', ready: 'main li' },
  { name: 'missing page', login: 'aigul', path: () => '/nowhere', ready: 'main a, main button' },
]

/** A ticket in review in the body of the head who looks at it. */
export const ticketToShow = async ({ desk: { world: { store } } }: Office): Promise<string> => {
  const { items } = await store.read.list('ticket', { where: { state: 'review' }, order: { by: 'registeredAt', direction: 'desc' }, limit: 100 })
  const bodyId = await castOf(store).body('burabay', 'energy_utilities')
  return items.find(ticket => ticket.bodyId === bodyId)?.id ?? ''
}

/** Addresses of the client's router, without what varies in them. */
export const addresses = (): string[] => {
  const router = readFileSync(resolve(import.meta.dirname, '../../client/router.ts'), 'utf8')
  return [...router.matchAll(/\{ path: '([^']+)', name:/g)].map(([, path = '']) => path.replace(/\/:.*$/, '') || '/nowhere')
}
