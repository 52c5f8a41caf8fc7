// Saved answers of WordPress' interface for `qulaq parse`: lists of posts or of comments, one of them, or a refusal.
import { Refusal } from '#domain/refusal.ts'
import { postsOf } from '../page.ts'
import type { FileReading } from '../file-reading.ts'
import { linkOf } from '../feed/xml-item.ts'
import { isRecord, readJson } from '../json-answer.ts'
import { homeOf, watchedAt } from './address.ts'
import { readListed } from './item.ts'

const maxItems = 5000

const selfOf = (value: unknown): string | null => {
  const links = isRecord(value) && isRecord(value['_links']) ? value['_links']['self'] : null
  const first: unknown = Array.isArray(links) ? links[0] : null
  return isRecord(first) && typeof first['href'] === 'string' ? first['href'] : null
}

/** The site's home, of which an answer tells in its links, or else its posts in theirs. */
const homeIn = (values: unknown[]): string => {
  for (const value of values) {
    const self = /^(.*\/wp-json\/)/.exec(selfOf(value) ?? '')?.[1]
    const watched = self !== undefined && URL.canParse(self) ? watchedAt(new URL(self)) : null
    if (watched) return homeOf(watched.root)
    const link = isRecord(value) && typeof value['link'] === 'string' ? linkOf(value['link'], null) : null
    if (link?.includes('://')) return `${new URL(link).origin}/`
  }
  return ''
}

const closed = new Set<unknown>([401, 403])

const refused = (value: Record<string, unknown>): FileReading => {
  const status = isRecord(value['data']) ? value['data']['status'] : null
  return { state: closed.has(status) ? 'blocked' : 'error', posts: [], deleted: [], edited: [], problems: [`WordPress answers: ${String(value['code'])}`] }
}

/** One saved file. Throws not-a-feed. */
export const readWordPressFile = (bytes: Uint8Array): FileReading => {
  const file = readJson(bytes, 'an answer of WordPress')
  if (isRecord(file) && typeof file['code'] === 'string' && !('id' in file)) return refused(file)
  const values = Array.isArray(file) ? file : [file]
  if (values.length > 0 && !values.some(value => isRecord(value) && 'id' in value && 'content' in value)) {
    throw new Refusal('not-a-feed', 'This is not a list of WordPress\' posts or comments', { why: 'json' })
  }
  const home = homeIn(values)
  const items = values.slice(0, maxItems).flatMap((value: unknown) => readListed(value, home)?.item ?? [])
  const posts = postsOf(items)
  const problems = items.flatMap((item, i) => 'problem' in item ? [`item ${i + 1}: ${item.problem}`] : [])
  return {
    state: items.length === 0 ? 'empty' : posts.length === 0 ? 'error' : 'ok', posts, deleted: [], edited: posts.filter(({ editedAt }) => editedAt !== null).map(({ key }) => key),
    problems: values.length > maxItems ? [...problems, `The file holds more than ${maxItems} items; the rest was left`] : problems,
  }
}
