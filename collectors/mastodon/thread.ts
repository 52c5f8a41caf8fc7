// One status of Mastodon with what answers it, at any depth.
import { ask, notUnderstood, pause } from '../api-call.ts'
import type { PollContext } from '../collector.ts'
import type { CollectedPage } from '../page.ts'
import { isRecord } from '../json-answer.ts'
import { pageOfItems } from '../page-of-items.ts'
import { contextUrl, statusUrl } from './address.ts'
import { doubtful, knownIn, readCursor, type Known, type MastodonCursor } from './cursor.ts'
import { itemsOf } from './items.ts'
import { readStatuses } from './status.ts'

const api = 'Mastodon'
const maxAsked = 5

/** Of those that are not shown any more, the ones that the server does not know. */
const goneOf = async (context: PollContext, origin: string, absent: Known[]): Promise<Known[]> => {
  const gone: Known[] = []
  for (const known of absent.slice(0, maxAsked)) {
    const answer = await ask(context, statusUrl(origin, known.id), null, api)
    if ('status' in answer && (answer.status === 404 || answer.status === 410)) gone.push(known)
  }
  return gone
}

/** The status itself comes first. Its disappearance ends the thread. */
export const threadPage = async (context: PollContext, origin: string, id: string): Promise<CollectedPage> => {
  const stored = context.source.cursor
  const status = await ask(context, statusUrl(origin, id), stored, api)
  if ('failure' in status) return status.status === 404 ? { ...status.failure, reason: 'gone', detail: null, gone: true } : status.failure
  const answer = await ask(context, contextUrl(origin, id), stored, api)
  if ('failure' in answer) return answer.failure
  const replies = isRecord(answer.json) ? answer.json['descendants'] : null
  if (!Array.isArray(replies)) return notUnderstood(stored, api)
  const cursor = readCursor(stored)
  const read = readStatuses([status.json, ...replies as unknown[]], new Map())
  const page = pageOfItems(itemsOf(read), [])
  if (page.state === 'error') return { ...page, cursor: stored }
  const recent = knownIn(read)
  const absent = doubtful(cursor, cursor.recent.filter(known => !recent.some(({ id }) => id === known.id)))
  const gone = await goneOf(context, origin, absent)
  const next: MastodonCursor = { ...cursor, recent, unsure: absent.slice(maxAsked) }
  return { ...page, cursor: next, ...pause(answer.waitSeconds), ...gone.length > 0 ? { deleted: gone.map(({ key }) => key) } : {} }
}
