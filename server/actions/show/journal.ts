// The register of one akimat or body, page by page; who may not know the authors gets it without them.
import type { InputOf } from '#domain/contract-inputs.ts'
import type { ResultOf } from '#domain/contract.ts'
import { answeredAtOf, boundsOf, essenceOf } from '#domain/journal.ts'
import { Refusal } from '#domain/refusal.ts'
import { can, canSomewhere } from '#domain/rights.ts'
import type { Ticket } from '#domain/ticket.ts'
import type { Query } from '../../store/store.ts'
import type { World } from '../world.ts'
import { reach, type Viewer } from './viewer.ts'

export type JournalRow = ResultOf<'journal'>['items'][number]
export type JournalFilter = Omit<InputOf<'export-journal'>, 'format'>

/** Without a name the first akimat in reach, for a head the body. Refusal `no-right` when nothing is. */
export const journalOf = (viewer: Viewer, { organisationId, bodyId }: JournalFilter): string => {
  const { akimatIds, bodyIds } = reach(viewer, 'read-journal', bodyId ?? organisationId)
  const id = akimatIds[0] ?? bodyIds[0]
  if (id === undefined) throw new Refusal('no-right', 'no register is in reach', { act: 'read-journal' })
  return id
}

/** The tickets of a register, as the store lists them. */
export const journalQuery = (viewer: Viewer, id: string, filter: JournalFilter): Pick<Query, 'where' | 'order' | 'from' | 'to'> => ({
  where: { [viewer.organisations.get(id)?.kind === 'akimat' ? 'organisationId' : 'bodyId']: id, ...filter.state !== undefined && { state: filter.state } },
  order: { by: 'registeredAt', direction: 'asc' },
  ...boundsOf(filter),
})

/** Lines of these tickets, in their order. */
export const journalRows = async (world: World, viewer: Viewer, tickets: readonly Ticket[]): Promise<JournalRow[]> => {
  const posts = new Map((await world.store.read.many('post', tickets.flatMap(ticket => ticket.posts[0]?.postId ?? []))).map(post => [post.id, post]))
  return tickets.map((ticket) => {
    const { id, number, registeredAt, topic, organisationId, bodyId, officerId, state, final, result, formalNumber = null } = ticket
    const post = posts.get(ticket.posts[0]?.postId ?? '')
    const { path = [] } = viewer.organisations.get(bodyId ?? organisationId) ?? {}
    return {
      ticketId: id, number, registeredAt, author: can(viewer, 'read-authors', { path }) ? post?.author?.name ?? null : null, essence: essenceOf(post), topic,
      organisationId, bodyId, officerId, state, dueAt: final.dueAt, awaits: final.awaits, result, answeredAt: answeredAtOf(ticket), formalNumber,
    }
  })
}

export const showJournal = async (world: World, viewer: Viewer, { order, after, limit, ...filter }: InputOf<'journal'>): Promise<ResultOf<'journal'>> => {
  const organisationId = journalOf(viewer, filter)
  const query = journalQuery(viewer, organisationId, filter)
  const page = await world.store.read.list('ticket', { ...query, order: { by: 'registeredAt', direction: order === 'first' ? 'asc' : 'desc' }, after, limit })
  return {
    organisationId, authors: canSomewhere(viewer, 'read-authors'), total: await world.store.read.count('ticket', query),
    items: await journalRows(world, viewer, page.items), next: page.next,
  }
}
