// One look at a source as the desk takes it: the pages in order and the cursor that is kept after the last one.
import type { Collector, Logins } from '../../collectors/collector.ts'
import type { CollectedPage } from '../../collectors/page.ts'
import { postsOf } from '../../collectors/page.ts'
import { makePoliteFetch } from '../../collectors/polite-fetch.ts'
import { makePoliteListen } from '../../collectors/polite-listen.ts'
import type { RawPost } from '#domain/post.ts'

export interface Look { pages: CollectedPage[], posts: RawPost[], deleted: string[], cursor: unknown, last: CollectedPage }

/** `stopAfter`: the desk dies after so many pages, and the cursor of the last kept one stands. `deep`: the look of once a day. */
export const takeLook = async (collector: Collector, url: string, cursor: unknown, { at = '2026-11-22T05:00:00.000Z', stopAfter = Infinity, deep = false, wanted = () => true, logins = {} }: { logins?: Logins, at?: string, stopAfter?: number, deep?: boolean, wanted?: (post: RawPost) => boolean } = {}): Promise<Look> => {
  const now = () => at
  const fetch = makePoliteFetch({ userAgent: 'Qulaq/test', allow: [new URL(url).host], now, timeoutMs: 5000, gapMs: 0 })
  const listen = makePoliteListen({ userAgent: 'Qulaq/test', allow: [new URL(url).host] })
  const pages: CollectedPage[] = []
  for await (const page of collector.poll({ source: { url, cursor, zone: 'Asia/Almaty' }, fetch, now, signal: new AbortController().signal, deep, listen, logins, once: true, wanted })) {
    // What is kept goes through the store as JSON.
    pages.push({ ...page, cursor: JSON.parse(JSON.stringify(page.cursor)) })
    if (pages.length >= stopAfter) break
  }
  const last = pages.at(-1)
  if (!last) throw new Error('a look without a page')
  return { pages, posts: pages.flatMap(page => postsOf(page.items)), deleted: pages.flatMap(page => page.deleted ?? []), cursor: last.cursor, last }
}
