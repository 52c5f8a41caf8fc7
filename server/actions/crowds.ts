// Which posts of an akimat say nearly the same, kept in memory: how many, by how many authors, since when, how quickly. Read from the store at the start.
import { addMember, dropMembers, emptyCrowd, toldOf, type Crowd, type Member, type Told } from '#domain/crowd.ts'
import { currentVersion, type Post } from '#domain/post.ts'
import { addDays, dayOf, instantOf, minuteMs, toInstant, toMs, type Instant } from '#domain/time.ts'
import type { Triage } from '#domain/triage.ts'
import type { Read } from '../store/store.ts'
import { eachOf } from './each-of.ts'
import type { KeptTree } from './kept-tree.ts'

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

/** `told` is worked out when it is asked for. */
interface Kept { crowd: Crowd, told?: Told | null }

type Row = Pick<Triage, 'id' | 'organisationId' | 'postId' | 'collectedAt'>

/** Answers the first post that a text repeats, then remembers it. */
type RepeatOf = (id: string, text: string) => string | undefined

const makeMemory = (repeatOf: RepeatOf) => {
  // Oldest first, so that the oldest are forgotten first.
  const rootOf = new Map<string, string>()
  const members = new Map<string, { key: string, member: Member, collectedAt: Instant }>()
  const crowds = new Map<string, Kept>()
  const keyOf = (organisationId: string, root: string) => `${organisationId} ${root}`
  const drop = (key: string, gone: ReadonlySet<Member>) => {
    const kept = crowds.get(key)
    if (!kept) return
    dropMembers(kept.crowd, gone)
    kept.told = undefined
    if (kept.crowd.members.length === 0) crowds.delete(key)
  }
  const forget = (before: Instant) => {
    const gone = new Map<string, Set<Member>>()
    for (const [id, { key, member, collectedAt }] of members) {
      if (members.size <= crowdPosts && collectedAt >= before) break
      members.delete(id)
      gone.set(key, (gone.get(key) ?? new Set()).add(member))
    }
    for (const [key, these] of gone) drop(key, these)
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
      const at = post.publishedAt ?? post.collectedAt
      const member: Member = { postId: post.id, at, atMs: toMs(at), author: post.authorKey }
      const key = keyOf(organisationId, root(post))
      const kept = crowds.get(key) ?? { crowd: emptyCrowd() }
      addMember(kept.crowd, member)
      kept.told = undefined
      crowds.set(key, kept)
      members.set(id, { key, member, collectedAt })
    },
    told: (organisationId: string, postId: string): Told | null => {
      const kept = crowds.get(keyOf(organisationId, rootOf.get(postId) ?? ''))
      if (kept === undefined) return null
      // Null is an answer too.
      if (kept.told === undefined) kept.told = toldOf(kept.crowd)
      return kept.told
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
