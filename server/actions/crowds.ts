// Which posts of an akimat say nearly the same, kept in memory: how many, by how many authors, since when, how quickly. Read from the store at the start.
import { currentVersion, type Post } from '#domain/post.ts'
import { addDays, dayOf, instantOf, minuteMs, toInstant, toMs, type Instant } from '#domain/time.ts'
import type { Triage } from '#domain/triage.ts'
import type { Read } from '../store/store.ts'
import { eachOf } from './each-of.ts'
import type { KeptTree } from './kept-tree.ts'

/** Posts of one akimat that say nearly the same. Counts alone: who the authors are stands nowhere here. */
export interface Told {
  posts: number
  /** Different authors, as far as the networks name them. */
  authors: number
  firstPostId: string
  firstAt: Instant
  /** Most of these posts within any sixty minutes. */
  inHour: number
}

export interface Crowds {
  /** Reads the last days, once; until then nothing is told. */
  start: () => Promise<void>
  /** Reads what came since, and answers who says the same as a post of an akimat; null when nobody else does. */
  look: () => Promise<(of: Pick<Triage, 'organisationId' | 'postId'>) => Told | null>
}

/** A wave is told of while it lasts; what is older is another matter. */
export const crowdDays = 14
/** So many posts at one akimat each are remembered, the newest. */
export const crowdPosts = 30_000
const pageOfPosts = 200
/** Units of work begun earlier may be committed later: so much before the newest is read again. */
const overlapMs = minuteMs / 6
const hourMs = 60 * minuteMs

interface Member { postId: string, at: Instant, author: string | undefined }
/** `told` is worked out when it is asked for. */
interface Crowd { members: Member[], told?: Told | null }

type Row = Pick<Triage, 'id' | 'organisationId' | 'postId' | 'collectedAt'>

const mostWithin = (times: number[], spanMs: number): number => {
  let [from, most] = [0, 0]
  times.forEach((time, to) => {
    while (time - (times[from] ?? time) > spanMs) from += 1
    most = Math.max(most, to - from + 1)
  })
  return most
}

/** A wave of one post is none. */
const toldOf = (members: readonly Member[]): Told | null => {
  const sorted = members.toSorted((a, b) => a.at < b.at ? -1 : a.at > b.at ? 1 : 0)
  const [first, second] = sorted
  if (first === undefined || second === undefined) return null
  const authors = new Set(sorted.flatMap(({ author }) => author ?? []))
  return { posts: sorted.length, authors: authors.size, firstPostId: first.postId, firstAt: first.at, inHour: mostWithin(sorted.map(({ at }) => toMs(at)), hourMs) }
}

/** Answers the first post that a text repeats, then remembers it. */
type RepeatOf = (id: string, text: string) => string | undefined

const makeMemory = (repeatOf: RepeatOf) => {
  // Oldest first, so that the oldest are forgotten first.
  const rootOf = new Map<string, string>()
  const members = new Map<string, { crowd: string, member: Member, collectedAt: Instant }>()
  const crowds = new Map<string, Crowd>()
  const keyOf = (organisationId: string, root: string) => `${organisationId} ${root}`
  const forget = (before: Instant) => {
    for (const [id, { crowd, member, collectedAt }] of members) {
      if (members.size <= crowdPosts && collectedAt >= before) return
      members.delete(id)
      const left = crowds.get(crowd)?.members.filter(one => one !== member) ?? []
      if (left.length === 0) crowds.delete(crowd)
      else crowds.set(crowd, { members: left })
    }
  }
  const root = (post: Post): string => {
    const now = currentVersion(post)
    const known = rootOf.get(post.id) ?? repeatOf(post.id, [now?.title, now?.text].filter(Boolean).join('\n')) ?? post.id
    rootOf.set(post.id, known)
    for (const id of rootOf.keys()) {
      if (rootOf.size <= crowdPosts) break
      rootOf.delete(id)
    }
    return known
  }
  return {
    knows: ({ id }: Row): boolean => members.has(id),
    /** What came before, and what is more than can be remembered. */
    forget,
    add: ({ id, organisationId, collectedAt }: Row, post: Post) => {
      const member: Member = { postId: post.id, at: post.publishedAt ?? post.collectedAt, author: post.authorKey }
      const key = keyOf(organisationId, root(post))
      const crowd = crowds.get(key) ?? { members: [] }
      crowd.members.push(member)
      crowd.told = undefined
      crowds.set(key, crowd)
      members.set(id, { crowd: key, member, collectedAt })
    },
    told: (organisationId: string, postId: string): Told | null => {
      const crowd = crowds.get(keyOf(organisationId, rootOf.get(postId) ?? ''))
      if (crowd === undefined) return null
      crowd.told ??= toldOf(crowd.members)
      return crowd.told
    },
  }
}

interface Parts { read: Read, tree: KeptTree, now: () => Instant, /** Takes some megabytes: made when the first post is remembered. */ makeRepeatOf: () => RepeatOf }

export const keepCrowds = ({ read, tree, now, makeRepeatOf }: Parts): Crowds => {
  let repeatOf: RepeatOf | null = null
  const memory = makeMemory((id, text) => (repeatOf ??= makeRepeatOf())(id, text))
  let newest: Instant | null = null
  let first: Promise<void> | null = null
  let latest: Promise<void> = Promise.resolve()
  let isReady = false

  const rowsSince = async (from: Instant): Promise<Row[]> => {
    const akimats = [...(await tree.current()).values()].filter(({ kind }) => kind === 'akimat').map(({ id }) => id)
    const rows: Row[] = []
    if (akimats.length === 0) return rows
    for await (const { id, organisationId, postId, collectedAt } of eachOf(read, 'triage', { where: { organisationId: akimats }, order: { by: 'collectedAt', direction: 'desc' }, from })) {
      rows.push({ id, organisationId, postId, collectedAt })
      if (rows.length >= crowdPosts) break
    }
    return rows.filter(row => !memory.knows(row)).reverse()
  }
  const take = async (rows: readonly Row[]) => {
    for (let at = 0; at < rows.length; at += pageOfPosts) {
      const page = rows.slice(at, at + pageOfPosts)
      const posts = new Map((await read.many('post', page.map(({ postId }) => postId))).map(post => [post.id, post]))
      for (const row of page) {
        const post = posts.get(row.postId)
        if (post && post.erasedAt === undefined) memory.add(row, post)
        newest = newest === null || row.collectedAt > newest ? row.collectedAt : newest
      }
    }
  }
  const catchUp = async () => {
    const since = instantOf(addDays(dayOf(now()), -crowdDays), 0)
    await take(await rowsSince(newest === null ? since : toInstant(toMs(newest) - overlapMs)))
    memory.forget(since)
  }
  const readFirst = async () => {
    await catchUp()
    isReady = true
  }
  const start = async () => await (first ??= readFirst().catch((error: unknown) => {
    first = null
    throw error
  }))
  return {
    start,
    look: async () => {
      if (first === null) await start()
      // One after another: two that read at once would remember a post twice.
      latest = isReady ? latest.then(catchUp, catchUp) : latest
      await latest
      return ({ organisationId, postId }) => memory.told(organisationId, postId)
    },
  }
}
