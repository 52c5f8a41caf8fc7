// What stands beside a post and a ticket: posts that say nearly the same, the ticket they are on already, and answers given to the like before.
import { reopenDays } from '#domain/acts.ts'
import type { InputOf } from '#domain/contract-inputs.ts'
import type { ResultOf } from '#domain/contract.ts'
import { currentVersion, type Post } from '#domain/post.ts'
import { can, scopeOf, type Scope } from '#domain/rights.ts'
import type { Ticket } from '#domain/ticket.ts'
import { matterOf } from '#domain/rule.ts'
import { addDays, dayOf } from '#domain/time.ts'
import { triageId } from '#domain/triage.ts'
import { found } from '../act.ts'
import type { Query } from '../../store/store.ts'
import type { World } from '../world.ts'
import { excerptOf, sourceNames } from './post-view.ts'
import { similarPosts, similarSince, type SimilarPost } from './similar-posts.ts'
import { findTicket } from './ticket.ts'
import { reach, type Viewer } from './viewer.ts'

type Similar = ResultOf<'similar'>

const shownPosts = 8
const shownTickets = 3
const shownAnswers = 4
/** So many of the newest answered tickets are looked through. */
const answeredAtMost = 300

const isInReach = ({ akimatIds, bodyIds }: Scope, { organisationId, bodyId }: Ticket) => akimatIds.includes(organisationId) || (bodyId !== null && bodyIds.includes(bodyId))

/** May a post still join it? */
const takesPosts = ({ state, closedAt }: Ticket, today: string) => state !== 'annulled' && state !== 'merged' && (closedAt === null || addDays(dayOf(closedAt), reopenDays) >= today)

/** Tickets on which such posts are, the likest first; a merged one stands for its main. */
const ticketsOf = async (world: World, scope: Scope, alike: readonly SimilarPost[], exceptId: string | null): Promise<Similar['tickets']> => {
  const { read } = world.store
  const likeness = new Map(alike.toReversed().flatMap(({ triage, likeness }) => triage.ticketId === null ? [] : [[triage.ticketId, likeness] as const]))
  const held = await read.many('ticket', [...likeness.keys()])
  const mains = new Map((await read.many('ticket', held.flatMap(({ mainId }) => mainId ?? []))).map(main => [main.id, main]))
  const best = new Map<string, { ticket: Ticket, likeness: number }>()
  for (const ticket of held) {
    const main = mains.get(ticket.mainId ?? '') ?? ticket
    best.set(main.id, { ticket: main, likeness: Math.max(best.get(main.id)?.likeness ?? 0, likeness.get(ticket.id) ?? 0) })
  }
  const shown = [...best.values()].filter(({ ticket }) => ticket.id !== exceptId && isInReach(scope, ticket) && takesPosts(ticket, dayOf(world.now())))
    .sort((a, b) => b.likeness - a.likeness || (a.ticket.registeredAt < b.ticket.registeredAt ? 1 : -1)).slice(0, shownTickets)
  const posts = new Map((await read.many('post', shown.flatMap(({ ticket }) => ticket.posts[0]?.postId ?? []))).map(post => [post.id, post]))
  return shown.map(({ ticket, likeness }) => ({
    ticketId: ticket.id, number: ticket.number, state: ticket.state, likeness, excerpt: excerptOf(posts.get(ticket.posts[0]?.postId ?? '')), postCount: ticket.posts.length,
  }))
}

interface Matter { organisationId: string, topic: string, place: string | null, exceptId: string | null }

/** Answers under the same topic, those of the same place first, newest first. */
const answersTo = async (world: World, scope: Scope, { organisationId, topic, place, exceptId }: Matter): Promise<Similar['answers']> => {
  if (topic === 'other') return []
  const { read } = world.store
  const where: Query['where'] = scope.akimatIds.includes(organisationId) ? { organisationId: [organisationId] } : { bodyId: scope.bodyIds }
  const { items } = await read.list('ticket', { where: { ...where, state: ['answered', 'closed'] }, order: { by: 'registeredAt', direction: 'desc' }, limit: answeredAtMost })
  const isThere = (ticket: Ticket) => place !== null && ticket.place === place
  const alike = items.filter(ticket => ticket.topic === topic && ticket.answerId !== undefined && ticket.id !== exceptId && ticket.organisationId === organisationId)
    .sort((a, b) => Number(isThere(b)) - Number(isThere(a))).slice(0, shownAnswers)
  const replies = new Map((await read.many('reply', alike.flatMap(({ answerId }) => answerId ?? []))).map(reply => [reply.id, reply]))
  const posts = new Map((await read.many('post', alike.flatMap(({ posts }) => posts[0]?.postId ?? []))).map(post => [post.id, post]))
  return alike.flatMap((ticket) => {
    const reply = replies.get(ticket.answerId ?? '')
    const text = reply?.versions.at(-1)?.text ?? ''
    if (!reply?.publishedAt || text.trim() === '') return []
    return [{ ticketId: ticket.id, number: ticket.number, samePlace: isThere(ticket), excerpt: excerptOf(posts.get(ticket.posts[0]?.postId ?? '')), text, result: reply.result, publishedAt: reply.publishedAt }]
  })
}

const postRows = async (world: World, alike: readonly SimilarPost[]): Promise<NonNullable<Similar['posts']>> => {
  const shown = alike.slice(0, shownPosts)
  const numbers = new Map((await world.store.read.many('ticket', shown.flatMap(({ triage }) => triage.ticketId ?? []))).map(ticket => [ticket.id, ticket.number]))
  const names = await sourceNames(world, shown.map(({ post }) => post))
  return shown.map(({ triage: { organisationId, state, ticketId }, post, likeness }) => ({
    postId: post.id, organisationId, likeness, excerpt: excerptOf(post) || (currentVersion(post)?.title ?? ''), network: post.network, sourceName: names.get(post.sourceId) ?? post.network,
    at: post.publishedAt ?? post.collectedAt, state, ticketId, ticketNumber: ticketId === null ? null : numbers.get(ticketId) ?? null,
  }))
}

interface About extends Matter { post: Post | undefined, withPosts: boolean }

const similarTo = async (world: World, viewer: Viewer, about: About): Promise<Similar> => {
  const scope = scopeOf(viewer, 'read-tickets', [...viewer.organisations.values()])
  const alike = about.post && about.post.erasedAt === undefined ? await similarPosts(world, about.organisationId, about.post) : []
  const [posts, tickets, answers] = await Promise.all([
    about.withPosts ? postRows(world, alike.filter(({ triage }) => about.exceptId === null || triage.ticketId !== about.exceptId)) : null,
    ticketsOf(world, scope, alike, about.exceptId), answersTo(world, scope, about),
  ])
  return { since: similarSince(world.now()), posts, tickets, answers }
}

/** Beside a post of the feed. Refusals `not-found`, `no-right`, `search-not-ready`. */
export const showSimilar = async (world: World, viewer: Viewer, { postId, organisationId }: InputOf<'similar'>): Promise<Similar> => {
  reach(viewer, 'read-feed', organisationId)
  const triage = found(await world.store.read.get('triage', triageId(organisationId, postId)), 'post')
  const post = found(await world.store.read.get('post', postId), 'post')
  return similarTo(world, viewer, { organisationId, ...matterOf(post.classification), exceptId: triage.ticketId, post, withPosts: true })
}

/** Beside a ticket, by its first post; other posts only for those who read the feed. */
export const showSimilarToTicket = async (world: World, viewer: Viewer, { ticketId }: InputOf<'similar-to-ticket'>): Promise<Similar> => {
  const { ticket } = await findTicket(world, viewer, ticketId)
  const { organisationId, topic, place } = ticket
  const akimat = found(viewer.organisations.get(organisationId), 'organisation')
  const post = await world.store.read.get('post', ticket.posts[0]?.postId ?? '')
  return similarTo(world, viewer, { organisationId, topic, place, exceptId: ticket.id, post, withPosts: can(viewer, 'read-feed', akimat) })
}
