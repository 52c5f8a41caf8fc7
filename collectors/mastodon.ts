// Collects accounts, hashtags and public timelines of Mastodon without a login: forward from the last status read, so that no burst is cut.
import { ask, notUnderstood, pause, type Answer } from './api-call.ts'
import { toMs } from '#domain/time.ts'
import { deepMs, type Collector, type PollContext } from './collector.ts'
import type { CollectedItem, CollectedPage } from './page.ts'
import { isRecord } from './json-answer.ts'
import { lookupUrl, statusUrl, timelineOf, timelineUrl, type Around, type Timeline } from './mastodon/address.ts'
import { absentFrom, doubtful, forward, knownIn, readCursor, recentAfter, type Known, type MastodonCursor } from './mastodon/cursor.ts'
import { isStatus, localId, readStatus, readStatuses, type ReadStatus } from './mastodon/status.ts'
import { itemsOf } from './mastodon/items.ts'
import { threadPage } from './mastodon/thread.ts'
import { pageOfItems } from './page-of-items.ts'

/** Of one look; what is left waits in the cursor. */
const maxPages = 10
const maxAsked = 10

const api = 'Mastodon'

interface Watched { context: PollContext, origin: string, timeline: Exclude<Timeline, { kind: 'thread' }> }
/** `next` is null when the look ends with this page. */
type Step = { page: CollectedPage, next: MastodonCursor | null }

const keysOf = (known: Known[]) => new Map(known.map(({ id, key }) => [id, key]))

/** A hashtag that nobody has used yet does not exist for Mastodon (404): for us it is a timeline without posts. */
const askTimeline = async ({ context, origin, timeline }: Watched, cursor: MastodonCursor, around: Around): Promise<Answer> => {
  const answer = await ask(context, timelineUrl(origin, timeline, cursor.accountId, around), cursor, api)
  return timeline.kind === 'tag' && 'status' in answer && answer.status === 404 ? { json: [], headers: {}, waitSeconds: null } : answer
}

/** The number of the account is asked for once. */
const withAccount = async ({ context, origin, timeline }: Watched): Promise<{ cursor: MastodonCursor } | { failure: CollectedPage }> => {
  const stored = context.source.cursor
  const cursor = readCursor(stored)
  if (timeline.kind !== 'account' || cursor.accountId !== null) return { cursor }
  const answer = await ask(context, lookupUrl(origin, timeline.acct), stored, api)
  if ('failure' in answer) return answer
  const accountId = isRecord(answer.json) ? answer.json['id'] : null
  return typeof accountId !== 'string' || !localId.test(accountId) ? { failure: notUnderstood(stored, api) } : { cursor: { ...cursor, accountId } }
}

/** Pages are followed by the Link header (docs.joinmastodon.org/api/guidelines). */
const minIdIn = (link: string | undefined): string | null => {
  const url = /<([^>]{1,2000})>;\s?rel="prev"/.exec(link ?? '')?.[1] ?? ''
  return URL.canParse(url) ? new URL(url).searchParams.get('min_id') : null
}

/** The next statuses after the last one read, at the first look the newest; null when there are none. */
const readOn = async (watched: Watched, cursor: MastodonCursor): Promise<Step | null> => {
  const answer = await askTimeline(watched, cursor, { minId: cursor.minId })
  if ('failure' in answer) return { page: answer.failure, next: null }
  const list = answer.json
  if (!Array.isArray(list)) return { page: notUnderstood(cursor, api), next: null }
  const newest = list.find(isStatus)?.['id']
  const minId = minIdIn(answer.headers['link']) ?? (typeof newest === 'string' && localId.test(newest) ? newest : null)
  if (list.length === 0 || minId === null || minId === cursor.minId) return null
  const read = readStatuses(list, keysOf(cursor.recent))
  const next = forward(cursor, read, minId)
  const page = { ...pageOfItems(itemsOf(read), []), cursor: next, ...pause(answer.waitSeconds) }
  // Statuses that nobody could read must be read again by a later parser.
  if (page.state === 'error') return { page: { ...page, cursor }, next: null }
  return { page, next: answer.waitSeconds === null ? next : null }
}

interface Asked { read: ReadStatus[], deleted: Known[], left: Known[] }

/** Asks for statuses one by one: 404 is the word of the server that one is deleted. */
const askOneByOne = async ({ context, origin }: Watched, doubtfulOnes: Known[]): Promise<Asked> => {
  const asked: Asked = { read: [], deleted: [], left: [...doubtfulOnes] }
  for (const known of doubtfulOnes.slice(0, maxAsked)) {
    const answer = await ask(context, statusUrl(origin, known.id), null, api)
    const isGone = 'status' in answer && (answer.status === 404 || answer.status === 410)
    if (!isGone && 'failure' in answer) return asked
    asked.left.shift()
    if (isGone) asked.deleted.push(known)
    else if ('json' in answer) asked.read.push(...readStatuses([answer.json], new Map()))
    if ('json' in answer && answer.waitSeconds !== null) return asked
  }
  return asked
}

const idsIn = (list: unknown[]) => list.filter(isStatus).flatMap(({ id }) => typeof id === 'string' ? [id] : [])

interface Newest { list: unknown[], waitSeconds: number | null }

/** The newest page; a deep look goes on page by page through the last days. What cannot be had of the older ones is left for the next day. */
const newestOf = async (watched: Watched, cursor: MastodonCursor): Promise<Newest | CollectedPage> => {
  const answer = await askTimeline(watched, cursor, { minId: null })
  if ('failure' in answer) return answer.failure
  if (!Array.isArray(answer.json)) return notUnderstood(cursor, api)
  const newest: Newest = { list: [...answer.json as unknown[]], waitSeconds: answer.waitSeconds }
  const { deep, now, signal } = watched.context
  for (let pages = 1; deep && pages < maxPages && newest.waitSeconds === null && !signal.aborted; pages += 1) {
    const last = newest.list.findLast(isStatus)
    const [maxId, at] = [last?.['id'], last?.['created_at']]
    if (typeof maxId !== 'string' || !localId.test(maxId) || typeof at !== 'string' || toMs(now()) - Date.parse(at) > deepMs) break
    const older = await askTimeline(watched, cursor, { maxId })
    if ('failure' in older || !Array.isArray(older.json) || older.json.length === 0) break
    newest.list.push(...older.json as unknown[])
    newest.waitSeconds = older.waitSeconds
  }
  return newest
}

/** The newest statuses again: edits, late arrivals from other servers, and what is no longer there. */
const lookAgain = async (watched: Watched, cursor: MastodonCursor): Promise<CollectedPage> => {
  const newest = await newestOf(watched, cursor)
  if (!('list' in newest)) return newest
  const { list, waitSeconds } = newest
  const read = readStatuses(list, keysOf(cursor.recent))
  const asked = await askOneByOne(watched, doubtful(cursor, absentFrom(cursor, new Set(idsIn(list)))))
  const page = pageOfItems([...itemsOf(read), ...itemsOf(asked.read)], [])
  if (page.state === 'error') return { ...page, cursor }
  return {
    ...page, cursor: { ...cursor, recent: recentAfter(cursor, knownIn(read)), unsure: asked.left }, ...pause(waitSeconds),
    ...asked.deleted.length > 0 ? { deleted: asked.deleted.map(({ key }) => key) } : {},
  }
}

const rereadStatus = (raw: string): CollectedItem => {
  const unread = (problem: string): CollectedItem => ({ raw, key: null, problem })
  try {
    const read = readStatus(JSON.parse(raw), () => null)
    if (read.kind === 'post') return { raw, post: read.post }
    return unread(read.kind === 'unread' ? read.problem : 'This is not for everybody')
  } catch {
    return unread('The item was too large to be kept whole')
  }
}

/** Only what everybody may read; boosts are not posts. */
export const mastodon: Collector = {
  network: 'mastodon',
  parserVersion: 1,
  // A server allows 300 calls in five minutes (docs.joinmastodon.org/api/rate-limits); this holds for all servers together.
  budget: { requests: 300, minutes: 5 },
  accepts: url => timelineOf(url) !== null,
  threadOf: ({ permalink }) => timelineOf(permalink)?.kind === 'thread' ? { url: `${permalink.origin}${permalink.pathname}`, answerKey: null } : null,
  reread: rereadStatus,
  async* poll(context) {
    const url = new URL(context.source.url)
    const timeline = timelineOf(url)
    if (timeline === null) throw new TypeError('not the address of a timeline')
    if (timeline.kind === 'thread') {
      yield await threadPage(context, url.origin, timeline.id)
      return
    }
    const watched = { context, origin: url.origin, timeline }
    const begun = await withAccount(watched)
    if ('failure' in begun) {
      yield begun.failure
      return
    }
    let { cursor } = begun
    const isFirstLook = cursor.minId === null
    for (let pages = 0; pages < maxPages && !context.signal.aborted; pages += 1) {
      const step = await readOn(watched, cursor)
      if (step === null) {
        yield await lookAgain(watched, cursor)
        return
      }
      yield step.page
      if (step.next === null || isFirstLook) return
      cursor = step.next
    }
  },
}
