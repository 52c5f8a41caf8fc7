// A picture of a post, by its place in the post: for whoever may see the post in the feed, or a ticket that it stands on.
import type { InputOf } from '#domain/contract-inputs.ts'
import { Refusal } from '#domain/refusal.ts'
import { can } from '#domain/rights.ts'
import type { Triage } from '#domain/triage.ts'
import { found } from '../act.ts'
import { eachOf } from '../each-of.ts'
import type { Picture } from '../pictures.ts'
import type { World } from '../world.ts'
import type { Viewer } from './viewer.ts'

const seesTriage = async (world: World, viewer: Viewer, { organisationId, ticketId }: Triage): Promise<boolean> => {
  const akimat = viewer.organisations.get(organisationId)
  if (akimat && can(viewer, 'read-feed', akimat)) return true
  const ticket = ticketId === null ? undefined : await world.store.read.get('ticket', ticketId)
  const holder = ticket && viewer.organisations.get(ticket.bodyId ?? ticket.organisationId)
  return holder !== undefined && can(viewer, 'read-tickets', { path: holder.path, officerId: ticket?.officerId, coExecutorIds: ticket?.coExecutorIds })
}

const seesPost = async (world: World, viewer: Viewer, postId: string): Promise<boolean> => {
  for await (const triage of eachOf(world.store.read, 'triage', { where: { postId }, order: { by: 'id', direction: 'asc' } })) {
    if (await seesTriage(world, viewer, triage)) return true
  }
  return false
}

/** Refusals: `not-found` (also out of reach), those of `Pictures`. */
export const showPicture = async (world: World, viewer: Viewer, { postId, index }: InputOf<'media'>): Promise<Picture> => {
  const post = await seesPost(world, viewer, postId) ? await world.store.read.get('post', postId) : undefined
  const medium = found(post?.media[index], 'picture')
  if (medium.kind !== 'image') throw new Refusal('not-found', 'this medium is no picture', { what: 'picture' })
  return await world.pictures.of(medium.url)
}
