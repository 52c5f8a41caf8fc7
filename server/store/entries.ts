// What a group changes in the search index, found out from what it writes: a post stands behind the words of triages and tickets.
import type { Reply } from '#domain/reply.ts'
import type { Ticket } from '#domain/ticket.ts'
import type { Triage } from '#domain/triage.ts'
import type { EntryChange, SearchEntry } from './engine.ts'
import { nouns } from './nouns.ts'
import { postIdsOf, textsOfPost, textsOfReply } from './searched-texts.ts'
import type { Stage } from './staged.ts'
import type { Nouns, SearchedNoun, Stems } from './store.ts'

/** More documents of one post or one ticket there are never. */
const atMost = 10_000

const isSame = (some: readonly (string | null)[], others: readonly (string | null)[]) => some.length === others.length && some.every((text, index) => text === others[index])

const scopesOf = (noun: SearchedNoun, document: object): [string, string | null][] =>
  (nouns[noun].search?.scopes ?? []).map((field) => {
    const value: unknown = Reflect.get(document, field)
    return [field, typeof value === 'string' ? value : null]
  })

/** The documents whose words change. Of a ticket it may be enough to know what is added to it. */
class Touched {
  readonly triages = new Set<string>()
  readonly tickets = new Set<string>()
  readonly added = new Map<string, { posts: string[], replies: string[] }>()

  add(ticketId: string, posts: string[], replies: string[]) {
    const known = this.added.get(ticketId)
    this.added.set(ticketId, { posts: [...known?.posts ?? [], ...posts], replies: [...known?.replies ?? [], ...replies] })
  }
}

const touchTicket = (touched: Touched, before: Ticket | null, after: Ticket) => {
  const now = new Set(postIdsOf(after))
  const then = new Set(before && postIdsOf(before))
  if (!before || [...then].some(id => !now.has(id))) touched.tickets.add(after.id)
  else if (now.size > then.size || !isSame(scopesOf('ticket', before).flat(), scopesOf('ticket', after).flat())) {
    touched.add(after.id, [...now].filter(id => !then.has(id)), [])
  }
}

const touchReply = (touched: Touched, before: Reply | null, after: Reply | null) => {
  const ticketId = (after ?? before)?.ticketId
  const [then, now] = [textsOfReply(before), textsOfReply(after)]
  if (ticketId === undefined || isSame(then, now)) return
  if (then.length === 0) touched.add(ticketId, [], now)
  else touched.tickets.add(ticketId)
}

const triagesOf = async (stage: Stage, postId: string): Promise<Triage[]> =>
  await stage.base.listed('triage', { fields: ['postId'], combos: [[postId]], order: { by: 'id', direction: 'asc' } }, atMost)

/** A post that was new brings its triages with it; one that changed is behind those that are there. */
const touchPost = async (touched: Touched, stage: Stage, id: string) => {
  const before = stage.before('post', id)
  if (!before || isSame(textsOfPost(before), textsOfPost(stage.now('post', id)))) return
  for (const triage of await triagesOf(stage, id)) touched.triages.add(triage.id)
  for (const ticketId of await stage.base.over('ticket', id)) touched.tickets.add(ticketId)
  for (const written of stage.written('ticket')) {
    const ticket = stage.now('ticket', written)
    if (ticket && postIdsOf(ticket).includes(id)) touched.tickets.add(written)
  }
}

const touchedBy = async (stage: Stage): Promise<Touched> => {
  const touched = new Touched()
  for (const id of stage.written('triage')) if (!stage.before('triage', id)) touched.triages.add(id)
  for (const id of stage.written('ticket')) {
    const after = stage.now('ticket', id)
    if (after) touchTicket(touched, stage.before('ticket', id), after)
  }
  for (const id of stage.written('reply')) touchReply(touched, stage.before('reply', id), stage.now('reply', id))
  for (const id of stage.written('post')) await touchPost(touched, stage, id)
  return touched
}

const publishedReplies = async (stage: Stage, ticketId: string): Promise<(Reply | null)[]> => {
  const kept = stage.before('ticket', ticketId)
    ? await stage.base.listed('reply', { fields: ['ticketId'], combos: [[ticketId]], order: { by: 'id', direction: 'asc' } }, atMost)
    : []
  const staged = stage.written('reply').filter(id => stage.now('reply', id)?.ticketId === ticketId)
  return [...new Set([...kept.map(({ id }) => id), ...staged])].map(id => stage.now('reply', id))
}

/** One text is cut into terms once, however many documents it stands behind. */
const remembering = (stems: Stems) => {
  const known = new Map<string, string[]>()
  return (text: string): string[] => {
    const terms = known.get(text) ?? stems.of(text)
    known.set(text, terms)
    return terms
  }
}

/** The index entries of documents whose words changed, as they stand after the group. */
class Entries {
  readonly #stage: Stage
  readonly #change: (how: 'anew' | 'more', texts: readonly string[], over: readonly string[]) => EntryChange

  constructor(stage: Stage, stems: Stems | undefined) {
    this.#stage = stage
    const termsOf = stems && remembering(stems)
    this.#change = (how, texts, over) => stems && termsOf ? { how, version: stems.version, terms: [...new Set(texts.flatMap(termsOf))], over } : { how: 'later' }
  }

  async #textsOfPosts(ids: readonly string[]): Promise<string[]> {
    await this.#stage.base.learnDocuments('post', ids)
    return ids.flatMap(id => textsOfPost(this.#stage.now('post', id)))
  }

  #entry<N extends SearchedNoun>(noun: N, document: Nouns[N], at: string, change: EntryChange): SearchEntry {
    return { noun, id: document.id, at, scopes: scopesOf(noun, document), change }
  }

  async ofTriages(ids: Iterable<string>): Promise<SearchEntry[]> {
    const triages = [...ids].flatMap(id => this.#stage.now('triage', id) ?? [])
    await this.#stage.base.learnDocuments('post', triages.map(({ postId }) => postId))
    return triages.map(triage => this.#entry('triage', triage, triage.collectedAt, this.#change('anew', textsOfPost(this.#stage.now('post', triage.postId)), [])))
  }

  async ofTicket(ticketId: string): Promise<SearchEntry[]> {
    const ticket = this.#stage.now('ticket', ticketId)
    if (!ticket) return []
    const over = postIdsOf(ticket)
    const texts = [...await this.#textsOfPosts(over), ...(await publishedReplies(this.#stage, ticketId)).flatMap(textsOfReply)]
    return [this.#entry('ticket', ticket, ticket.registeredAt, this.#change('anew', texts, over))]
  }

  async ofAddition(ticketId: string, posts: readonly string[], replies: readonly string[]): Promise<SearchEntry[]> {
    const ticket = this.#stage.now('ticket', ticketId)
    if (!ticket) return []
    return [this.#entry('ticket', ticket, ticket.registeredAt, this.#change('more', [...await this.#textsOfPosts(posts), ...replies], posts))]
  }
}

/** What the group that is staged changes in the index. Without stems it only says what will have to be indexed. */
export const entriesOf = async (stage: Stage, stems: Stems | undefined): Promise<SearchEntry[]> => {
  const touched = await touchedBy(stage)
  const entries = new Entries(stage, stems)
  // What the group wrote itself stands staged, and needs no question.
  const written = new Set(stage.written('ticket'))
  await stage.base.learnDocuments('ticket', [...touched.tickets, ...touched.added.keys()].filter(id => !written.has(id)))
  const found = [await entries.ofTriages(touched.triages)]
  for (const ticketId of touched.tickets) found.push(await entries.ofTicket(ticketId))
  for (const [ticketId, { posts, replies }] of touched.added) if (!touched.tickets.has(ticketId)) found.push(await entries.ofAddition(ticketId, posts, replies))
  return found.flat()
}

/** Entries of documents that waited to be indexed, in full. */
export const entriesAnew = async (stage: Stage, stems: Stems, noun: SearchedNoun, ids: readonly string[]): Promise<SearchEntry[]> => {
  await stage.base.learnDocuments(noun, ids)
  const entries = new Entries(stage, stems)
  if (noun === 'triage') return await entries.ofTriages(ids)
  const found: SearchEntry[] = []
  for (const id of ids) found.push(...await entries.ofTicket(id))
  return found
}
