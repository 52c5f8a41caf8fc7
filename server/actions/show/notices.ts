// A person's own notices, newest first, and the counts beside the menu.
import type { InputOf } from '#domain/contract-inputs.ts'
import type { ResultOf } from '#domain/contract.ts'
import { canSomewhere } from '#domain/rights.ts'
import type { World } from '../world.ts'
import { countOverdue, showTickets } from './tickets.ts'
import { reach, type Viewer } from './viewer.ts'

const newestFirst = { by: 'at', direction: 'desc' } as const

export const showNotices = async (world: World, viewer: Viewer, { after, limit }: InputOf<'notices'>): Promise<ResultOf<'notices'>> => {
  const page = await world.store.read.list('notice', { where: { userId: viewer.userId }, order: newestFirst, after, limit })
  const items = page.items.map(({ id, kind, organisationId, ticketId, number, postId, at, read }) => ({ id, kind, organisationId, ticketId, number, postId, at, read }))
  return { items, next: page.next }
}

export const showCounts = async (world: World, viewer: Viewer): Promise<ResultOf<'counts'>> => {
  const { akimatIds } = reach(viewer, 'read-feed')
  return {
    feed: akimatIds.length
      ? await world.store.read.count('triage', { where: { organisationId: akimatIds, state: 'new', folded: false }, order: { by: 'collectedAt', direction: 'desc' } })
      : 0,
    mine: canSomewhere(viewer, 'read-tickets') ? (await showTickets(world, viewer, { view: 'mine', limit: 1 })).total : 0,
    control: canSomewhere(viewer, 'read-tickets') ? await countOverdue(world, viewer) : 0,
    notices: await world.store.read.count('notice', { where: { userId: viewer.userId, read: false }, order: newestFirst }),
  }
}
