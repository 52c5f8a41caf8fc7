// The feed of triage: what came to an akimat and what was decided about it, newest first.
import { triageActs, triageTarget } from '#domain/acts.ts'
import type { InputOf } from '#domain/contract-inputs.ts'
import type { ResultOf } from '#domain/contract.ts'
import type { Post } from '#domain/post.ts'
import { can } from '#domain/rights.ts'
import { coversTopic, matterOf } from '#domain/rule.ts'
import type { Triage } from '#domain/triage.ts'
import { cursorOf } from '../../store/paging.ts'
import type { Page, Query } from '../../store/store.ts'
import { isVerb } from '../verbs.ts'
import type { World } from '../world.ts'
import { postView, sourceNames } from './post-view.ts'
import { propose } from './proposal.ts'
import { reach, type Viewer } from './viewer.ts'

type FeedItem = ResultOf<'feed'>['items'][number]

/** Items for decisions, with posts, numbers and proposals looked up together. */
export const feedItems = async (world: World, viewer: Viewer, triages: readonly Triage[]): Promise<FeedItem[]> => {
  const posts = new Map((await world.store.read.many('post', triages.map(triage => triage.postId))).map(post => [post.id, post]))
  const tickets = await world.store.read.many('ticket', triages.flatMap(triage => triage.ticketId ?? []))
  const numbers = new Map(tickets.map(ticket => [ticket.id, ticket.number]))
  const names = await sourceNames(world, [...posts.values()])
  const told = await world.crowds.look()
  const proposals = new Map<string, ReturnType<typeof propose>>()
  const proposed = (triage: Triage, post: Post) => {
    const matter = matterOf(post.classification)
    const outside = post.classification.handOver?.code
    const key = `${triage.organisationId} ${matter.topic} ${matter.place} ${outside}`
    const known = proposals.get(key) ?? propose(world, viewer.organisations, triage.organisationId, matter, outside)
    proposals.set(key, known)
    return known
  }
  const items = triages.map(async (triage) => {
    const post = posts.get(triage.postId)
    const akimat = viewer.organisations.get(triage.organisationId)
    if (!post || !akimat) return []
    const { organisationId, version, state, danger, folded, clock, ticketId, reason, decidedBy, decidedAt } = triage
    return [{
      organisationId, version, state, danger, folded, clock, ticketId, ticketNumber: ticketId === null ? null : numbers.get(ticketId) ?? null, reason, decidedBy, decidedAt,
      proposal: await proposed(triage, post), told: told(triage), post: postView(post, names, can(viewer, 'read-authors', akimat)),
      may: triageActs.filter(act => isVerb(act) && can(viewer, act, akimat) && triageTarget(act, state) !== null),
    }]
  })
  return (await Promise.all(items)).flat()
}

/** Decisions that are looked at for one page of a narrowed feed: a rare topic holds nobody up, the next page goes on behind them. */
const lookedAtMost = 2000
const lookedAtOnce = 200

/** The next that fit, walked in the order of the feed: a post's source and topic stand in the post. Fewer than `limit`, even none, with a `next`: go on from there. */
const fitting = async (world: World, query: Omit<Query, 'limit'>, fits: (post: Post) => boolean, limit: number): Promise<Page<Triage>> => {
  const items: Triage[] = []
  let { after } = query
  for (let looked = 0; looked < lookedAtMost; looked += lookedAtOnce) {
    const page = await world.store.read.list('triage', { ...query, after, limit: lookedAtOnce })
    const posts = new Map((await world.store.read.many('post', page.items.map(({ postId }) => postId))).map(post => [post.id, post]))
    for (const triage of page.items) {
      const post = posts.get(triage.postId)
      if (post && fits(post)) items.push(triage)
      if (items.length === limit) return { items, next: cursorOf(triage, query.order.by) }
    }
    if (page.next === null) return { items, next: null }
    after = page.next
  }
  return { items, next: after ?? null }
}

/** One page. Folded noise is left out unless it is asked for. `new` counts all that waits, however the page is narrowed. */
export const showFeed = async (world: World, viewer: Viewer, input: InputOf<'feed'>): Promise<ResultOf<'feed'>> => {
  const { akimatIds } = reach(viewer, 'read-feed', input.organisationId)
  const state = input.state ?? 'new'
  const where = { organisationId: akimatIds, state, folded: state === 'new' ? input.folded === 'yes' : [false, true] }
  const order = { by: 'collectedAt', direction: 'desc' } as const
  const { sourceId, topic, after, limit } = input
  const fits = (post: Post) => (sourceId ?? post.sourceId) === post.sourceId && coversTopic(topic ?? null, post.classification.topic.topic)
  const isNarrowed = sourceId !== undefined || topic !== undefined
  const page = isNarrowed ? await fitting(world, { where, order, after }, fits, limit) : await world.store.read.list('triage', { where, order, after, limit })
  const [last] = (await world.store.read.list('triage', { where: { organisationId: akimatIds }, order, limit: 1 })).items
  return {
    items: await feedItems(world, viewer, page.items), next: page.next,
    new: await world.store.read.count('triage', { where: { organisationId: akimatIds, state: 'new', folded: false }, order }), lastCollectedAt: last?.collectedAt ?? null,
  }
}
