// The search of the office: posts for those who read the feed, tickets for those who read tickets, each within reach and newest first.
import type { InputOf } from '#domain/contract-inputs.ts'
import type { ResultOf } from '#domain/contract.ts'
import { canSomewhere, type Scope } from '#domain/rights.ts'
import type { Ticket } from '#domain/ticket.ts'
import { addDays, instantOf } from '#domain/time.ts'
import { postIdsOf, textsOfPost, textsOfReply } from '../../store/searched-texts.ts'
import type { Page, Search } from '../../store/store.ts'
import type { World } from '../world.ts'
import { ticketsByNumber } from './by-number.ts'
import { feedItems } from './feed.ts'
import { onePage } from './one-page.ts'
import { passageFinder, type Passage } from './passage.ts'
import { ticketRows } from './ticket-row.ts'
import { reach, type Viewer } from './viewer.ts'

type Input = InputOf<'search'>
type Result = ResultOf<'search'>

const boundsOf = ({ words, from, to, after, limit }: Input): Omit<Search, 'where'> => ({
  words, after, limit, ...from !== undefined && { from: instantOf(from, 0) }, ...to !== undefined && { to: instantOf(addDays(to, 1), 0) },
})

/** One digit is the number of a ticket, but no word of a text: nothing is searched by it. */
const isDigit = (words: string) => /^\D*\d\D*$/.test(words) && !/\p{L}{2}/u.test(words)
const noHits = { items: [], next: null }

const searchPosts = async (world: World, viewer: Viewer, input: Input): Promise<Result['posts']> => {
  if (input.of === 'tickets' || input.bodyId !== undefined || !canSomewhere(viewer, 'read-feed')) return null
  const { akimatIds } = reach(viewer, 'read-feed', input.organisationId)
  if (isDigit(input.words)) return noHits
  const page = await world.store.read.search('triage', { ...boundsOf(input), where: { organisationId: akimatIds } })
  const passage = passageFinder(world.stems, input.words)
  const items = await feedItems(world, viewer, page.items)
  return { items: items.map(item => ({ ...item, passage: passage([item.post.title ?? '', item.post.text]) })), next: page.next }
}

/** Whole akimats in one search, single bodies in another; whoever reaches both sees their hits as one list. */
const ticketPage = async (world: World, { akimatIds, bodyIds }: Scope, input: Input): Promise<Page<Ticket>> => {
  const state: Search['where'] = input.state === undefined ? {} : { state: input.state }
  const wheres: Search['where'][] = [...akimatIds.length > 0 ? [{ organisationId: akimatIds, ...state }] : [], ...bodyIds.length > 0 || akimatIds.length === 0 ? [{ bodyId: bodyIds, ...state }] : []]
  const pages = await Promise.all(wheres.map(where => world.store.read.search('ticket', { ...boundsOf(input), where })))
  return onePage(pages, 'registeredAt', input.limit)
}

/** The words of a ticket stand in its posts or in its published answer. */
const foundTickets = async (world: World, tickets: readonly Ticket[], words: string): Promise<(Result['numbered'][number] & { passage: Passage | null })[]> => {
  if (tickets.length === 0) return []
  const { read } = world.store
  const passage = passageFinder(world.stems, words)
  const posts = new Map((await read.many('post', tickets.flatMap(postIdsOf))).map(post => [post.id, post]))
  const replies = new Map((await read.many('reply', tickets.flatMap(({ answerId }) => answerId ?? []))).map(reply => [reply.id, reply]))
  const textsOf = (ticket: Ticket) => [...postIdsOf(ticket).flatMap(id => textsOfPost(posts.get(id) ?? null)), ...textsOfReply(replies.get(ticket.answerId ?? '') ?? null)]
  const rows = await ticketRows(world, tickets)
  return tickets.flatMap((ticket, index) => rows[index] ? [{ ...rows[index], passage: passage(textsOf(ticket)) }] : [])
}

const isInReach = ({ akimatIds, bodyIds }: Scope, { organisationId, bodyId }: Ticket) => akimatIds.includes(organisationId) || (bodyId !== null && bodyIds.includes(bodyId))

const searchTickets = async (world: World, viewer: Viewer, input: Input): Promise<Pick<Result, 'tickets' | 'numbered'>> => {
  if (input.of === 'posts') return { tickets: null, numbered: [] }
  const scope = reach(viewer, 'read-tickets', input.bodyId ?? input.organisationId)
  const numbered = input.after === undefined ? (await ticketsByNumber(world, viewer, input.words)).filter(ticket => isInReach(scope, ticket)) : []
  const page = isDigit(input.words) ? noHits : await ticketPage(world, scope, input)
  return { tickets: { items: await foundTickets(world, page.items, input.words), next: page.next }, numbered: await ticketRows(world, numbered) }
}

/** Refusals: `bad-input` on the words, `search-not-ready`, `no-right` when an akimat or body is named that is out of reach. */
export const showSearch = async (world: World, viewer: Viewer, input: Input): Promise<Result> => {
  const [posts, found] = await Promise.all([searchPosts(world, viewer, input), searchTickets(world, viewer, input)])
  return { posts, ...found }
}
