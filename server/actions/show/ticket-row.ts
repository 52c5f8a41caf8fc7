// A ticket as a row of a list.
import type { ResultOf } from '#domain/contract.ts'
import type { Ticket } from '#domain/ticket.ts'
import type { World } from '../world.ts'
import { excerptOf } from './post-view.ts'

export type TicketRow = ResultOf<'tickets'>['items'][number]

export const rowOf = (ticket: Ticket, excerpt: string): TicketRow => {
  const {
    id, version, number, organisationId, state, topic, place, kind, sentiment, language, priority, bodyId, officerId, registeredBy, registeredAt,
    accept, firstReply, final, nextDueAt, returns, binding, onControl, result, closedAt, promisedOn,
  } = ticket
  return {
    id, version, number, organisationId, state, topic, place, kind, sentiment, language, priority, bodyId, officerId, registeredBy, registeredAt,
    accept, firstReply, final, nextDueAt, returns, binding, onControl, result, closedAt, promisedOn, excerpt, postCount: ticket.posts.length,
  }
}

export const ticketRows = async (world: World, tickets: readonly Ticket[]): Promise<TicketRow[]> => {
  const posts = new Map((await world.store.read.many('post', tickets.flatMap(ticket => ticket.posts[0]?.postId ?? []))).map(post => [post.id, post]))
  return tickets.map(ticket => rowOf(ticket, excerptOf(posts.get(ticket.posts[0]?.postId ?? ''))))
}
