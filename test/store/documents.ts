// Documents of the office for the tests of the store: whole and valid, with the fields that a test cares about given by it.
import type { Organisation } from '#domain/organisation.ts'
import type { Notice } from '#domain/notice.ts'
import type { Post } from '#domain/post.ts'
import type { Source } from '#domain/source.ts'
import type { Ticket } from '#domain/ticket.ts'
import type { TrailEvent } from '#domain/trail.ts'
import type { Store, Tx, Unit } from '../../server/store/store.ts'

export const at = '2026-11-22T05:00:00.000Z'
/** `at` plus so many seconds. */
export const after = (seconds: number): string => new Date(Date.parse(at) + seconds * 1000).toISOString()

type Draft<T> = Omit<T, 'version'>

export const organisation = (id: string, prefix: string | null = null): Draft<Organisation> => ({
  id, prefix, kind: 'akimat', parentId: null, path: [id], code: null, names: { kk: id, ru: id, en: id }, kato: null, topics: [],
  members: { press: [], officer: [], head: [], coordinator: [], manager: [], admin: [], auditor: [] }, sourceIds: [],
})

export const notice = (id: string, given: Partial<Notice> = {}): Draft<Notice> => ({
  id, userId: 'aigerim', kind: 'assigned', organisationId: 'almaty', ticketId: null, number: null, postId: null, at, read: false, ...given,
})

export const source = (id: string, given: Partial<Source> = {}): Draft<Source> => ({
  id, network: 'feed', name: id, url: `https://${id}.example/rss`, organisationIds: [], kato: null, zone: 'UTC', cursor: null,
  health: { state: 'ok', reason: 'fine', detail: null, lastTriedAt: null, lastSuccessAt: null, failures: 0 },
  nextRunAt: null, intervalMinutes: 5, createdAt: at, ...given,
})

export const post = (id: string, given: Partial<Post> = {}): Draft<Post> => ({
  id, network: 'telegram', key: id, sourceId: 'channel', url: null, author: null, publishedAt: null, editedAt: null, collectedAt: at, replyTo: null,
  media: [], place: null, counts: { likes: null, comments: null, shares: null, views: null },
  versions: [{ text: 'Су жоқ', title: null, salt: 's', hash: 'h', seenAt: at }], deletedAt: null, duplicateOfId: null,
  classification: {
    language: 'kk', mention: 'akimat', places: [], topic: { sector: 'utilities', topic: 'utilities.water_supply', confidence: 1 }, topic2: null, kind: 'complaint',
    sentiment: { label: 'negative', score: -1, confidence: 1 }, urgency: { level: 'normal', reasons: [] }, evidence: [], terms: [],
  },
  ...given,
})

const clock = { startedAt: at, limit: { workingMinutes: 480 }, dueAt: null, awaits: null, pausedAt: null, stoppedAt: null, pauses: [], notBefore: null }

export const ticket = (id: string, given: Partial<Ticket> = {}): Draft<Ticket> => ({
  id, number: `ӘЖ-2026-${id}`, organisationId: 'almaty', state: 'registered', topic: 'other', place: null, kind: 'complaint', sentiment: 'negative', language: 'kk',
  priority: 'normal', posts: [], bodyId: null, officerId: null, coExecutorIds: [], registeredBy: 'aigerim', registeredAt: at, accept: null, firstReply: clock,
  final: clock, nextDueAt: null, acceptedAt: null, holdings: [], intervals: [], returns: 0, binding: false, pauses: 0, extensions: 0, replyId: null, result: null,
  closedAt: null, promisedOn: null, onControl: false, mainId: null, lastActAt: at, changedBy: 'aigerim', ...given,
})

/** A line that is about nothing but its own id. */
export const said = (userId: string): TrailEvent => ({ type: 'user-changed', userId })
export const saidOf = (ticketId: string): TrailEvent => ({ type: 'annul', ticketId, number: 'ӘЖ-2026-000001', organisationId: 'almaty', bodyId: null })

/** One act of Aigerim's. */
export const unit = <T>(run: (tx: Tx) => Promise<T>, given: Partial<Omit<Unit<T>, 'run'>> = {}): Unit<T> => ({ by: 'aigerim', now: at, starts: [], run, ...given })

/** One act that keeps these documents. */
export const keep = async (store: Store, run: (tx: Tx) => Promise<unknown>): Promise<void> => {
  await store.transact(unit(async (tx) => { await run(tx) }))
}
