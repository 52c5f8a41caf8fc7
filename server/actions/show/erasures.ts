// Requests for erasure, and what each would take with it: notes and replies are shown to the person who decides.
import type { InputOf } from '#domain/contract-inputs.ts'
import type { ResultOf } from '#domain/contract.ts'
import type { Erasure } from '#domain/erasure.ts'
import type { Post } from '#domain/post.ts'
import { can } from '#domain/rights.ts'
import { Refusal } from '#domain/refusal.ts'
import type { Ticket } from '#domain/ticket.ts'
import { found } from '../act.ts'
import { eachOf } from '../each-of.ts'
import { partsOf } from '../erase-post.ts'
import { answersOf } from '../erase-ticket.ts'
import { erasureRow } from '../request-erasure.ts'
import type { World } from '../world.ts'
import { reach, type Viewer } from './viewer.ts'

type Preview = ResultOf<'erasure'>

const shownAtMost = 100

export const showErasures = async (world: World, viewer: Viewer, { organisationId, state, after, limit }: InputOf<'erasures'>): Promise<ResultOf<'erasures'>> => {
  const { akimatIds } = reach(viewer, 'request-erasure', organisationId)
  if (!akimatIds.length) return { items: [], next: null }
  const page = await world.store.read.list('erasure', { where: { organisationId: akimatIds }, order: { by: 'askedAt', direction: 'desc' }, after, limit })
  return { items: page.items.filter(erasure => state === undefined || erasure.state === state).map(erasureRow), next: page.next }
}

const postsOf = async (world: World, { network, authorKey, postId }: Erasure): Promise<{ items: Post[], next: string | null }> => {
  const { read } = world.store
  if (authorKey !== null) return await read.list('post', { where: { network, authorKey }, order: { by: 'id', direction: 'asc' }, limit: shownAtMost })
  const post = postId === null ? undefined : await read.get('post', postId)
  return { items: post && post.erasedAt === undefined ? [post] : [], next: null }
}

const ticketsOf = async (world: World, { ticketId }: Erasure, posts: readonly Post[]): Promise<Ticket[]> => {
  const ids = new Set(ticketId === null ? [] : [ticketId])
  for (const { id } of posts) for (const found of (await partsOf(world.store.read, id)).ticketIds) ids.add(found)
  return await world.store.read.many('ticket', [...ids])
}

/** Of dismissing or passing a post on. */
const postNotesOf = async (world: World, { id: postId }: Post, names: readonly string[]): Promise<Preview['notes']> => {
  const notes: Preview['notes'] = []
  for await (const { id, text } of eachOf(world.store.read, 'note', { where: { postId }, order: { by: 'at', direction: 'asc' } })) {
    notes.push({ id, ticketId: null, text, quotes: names.some(name => text.includes(name)) })
  }
  return notes
}

const notesOf = async (world: World, { id: ticketId, posts }: Ticket, own: ReadonlySet<string>, names: readonly string[]): Promise<Preview['notes']> => {
  const answers = own.has(posts[0]?.postId ?? '') ? await answersOf(world.store.read, ticketId) : []
  const notes: Preview['notes'] = []
  for await (const { id, text } of eachOf(world.store.read, 'note', { where: { ticketId }, order: { by: 'at', direction: 'asc' } })) {
    notes.push({ id, ticketId, text, quotes: answers.includes(id) || names.some(name => text.includes(name)) })
  }
  return notes
}

const repliesOf = async (world: World, { id: ticketId }: Ticket, names: readonly string[]): Promise<Preview['replies']> => {
  const replies: Preview['replies'] = []
  for await (const { id, versions } of eachOf(world.store.read, 'reply', { where: { ticketId }, order: { by: 'id', direction: 'asc' } })) {
    replies.push({ id, ticketId, text: versions.at(-1)?.text ?? '', names: versions.some(({ text }) => names.some(name => text.includes(name))) })
  }
  return replies
}

/** Nothing more is to be seen of what is done. */
export const showErasure = async (world: World, viewer: Viewer, { erasureId }: InputOf<'erasure'>): Promise<Preview> => {
  const erasure = found(await world.store.read.get('erasure', erasureId), 'erasure')
  const akimat = viewer.organisations.get(erasure.organisationId)
  if (!akimat || !can(viewer, 'request-erasure', akimat)) throw new Refusal('not-found', 'this request is not here', { what: 'erasure' })
  const isOver = erasure.state === 'done' || erasure.state === 'refused'
  const posts = isOver ? { items: [], next: null } : await postsOf(world, erasure)
  const tickets = isOver ? [] : await ticketsOf(world, erasure, posts.items)
  const names = [...new Set(posts.items.flatMap(({ author }) => author?.name ?? []))]
  const own = new Set(posts.items.map(({ id }) => id))
  return {
    ...erasureRow(erasure), posts: isOver ? erasure.posts : posts.items.length, more: posts.next !== null, author: names[0] ?? null,
    tickets: tickets.map(({ id: ticketId, number, state }) => ({ ticketId, number, state })),
    notes: (await Promise.all([...tickets.map(ticket => notesOf(world, ticket, own, names)), ...posts.items.map(post => postNotesOf(world, post, names))])).flat(),
    replies: (await Promise.all(tickets.map(ticket => repliesOf(world, ticket, names)))).flat(),
  }
}
