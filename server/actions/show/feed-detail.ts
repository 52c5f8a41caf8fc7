// One post at one akimat, with what helps to decide: the same text elsewhere, tickets it could join.
import { isOpen } from '#domain/ticket.ts'
import type { InputOf } from '#domain/contract-inputs.ts'
import type { ResultOf } from '#domain/contract.ts'
import { isAkimat, type Organisation } from '#domain/organisation.ts'
import type { Post } from '#domain/post.ts'
import { triageId } from '#domain/triage.ts'
import { found } from '../act.ts'
import type { World } from '../world.ts'
import { feedItems } from './feed.ts'
import { excerptOf } from './post-view.ts'
import { reach, type Viewer } from './viewer.ts'

const joinableAtMost = 30

const joinable = async (world: World, organisationId: string, topic: string): Promise<ResultOf<'post'>['joinable']> => {
  const page = await world.store.read.list('ticket', {
    where: { organisationId }, order: { by: 'registeredAt', direction: 'desc' }, limit: 200,
  })
  const open = page.items.filter(ticket => isOpen(ticket.state) || ticket.state === 'answered')
  const nearest = open.sort((a, b) => Number(b.topic === topic) - Number(a.topic === topic) || (a.registeredAt < b.registeredAt ? 1 : -1)).slice(0, joinableAtMost)
  const posts = new Map((await world.store.read.many('post', nearest.flatMap(ticket => ticket.posts[0]?.postId ?? []))).map(post => [post.id, post]))
  return nearest.map(ticket => ({
    ticketId: ticket.id, number: ticket.number, excerpt: excerptOf(posts.get(ticket.posts[0]?.postId ?? '')), state: ticket.state, sameTopic: ticket.topic === topic,
  }))
}

/** Other posts with exactly this text that this akimat has. */
const same = async (world: World, organisationId: string, post: Post): Promise<ResultOf<'post'>['same']> => {
  const firstId = post.duplicateOfId ?? post.id
  const others = [firstId, ...(await world.store.read.list('post', { where: { duplicateOfId: firstId }, order: { by: 'collectedAt', direction: 'asc' }, limit: 50 })).items.map(({ id }) => id)]
  const triages = await world.store.read.many('triage', others.filter(id => id !== post.id).map(id => triageId(organisationId, id)))
  const numbers = new Map((await world.store.read.many('ticket', triages.flatMap(triage => triage.ticketId ?? []))).map(ticket => [ticket.id, ticket.number]))
  return triages.map(({ postId, state, ticketId }) => ({ postId, state, ticketId, ticketNumber: ticketId === null ? null : numbers.get(ticketId) ?? null }))
}

export const showFeedDetail = async (world: World, viewer: Viewer, { postId, organisationId }: InputOf<'post'>): Promise<ResultOf<'post'>> => {
  reach(viewer, 'read-feed', organisationId)
  const triage = found(await world.store.read.get('triage', triageId(organisationId, postId)), 'post')
  const post = found(await world.store.read.get('post', postId), 'post')
  const akimat = viewer.organisations.get(organisationId)
  const isNeighbour = (other: Organisation) => isAkimat(other) && other.id !== organisationId && (akimat?.path.includes(other.id) === true || other.path.includes(organisationId))
  const passable = [...viewer.organisations.values()].filter(isNeighbour).map(({ id, names }) => ({ id, names }))
  const [item] = await feedItems(world, viewer, [triage])
  return { ...found(item, 'post'), same: await same(world, organisationId, post), joinable: await joinable(world, organisationId, post.classification.topic.topic), passable }
}
