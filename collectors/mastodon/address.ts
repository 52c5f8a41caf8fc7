// Which addresses are a timeline of Mastodon, and which call of its API reads them (docs.joinmastodon.org/methods/timelines, …/accounts).

/** `acct` is `name` or `name@host`, as the server of the address knows it. */
export type Timeline = { kind: 'account', acct: string } | { kind: 'thread', id: string } | { kind: 'tag', tag: string } | { kind: 'public', only: 'local' | 'remote' | null }

/** Other networks that write /@name. */
const otherNetworks = /(?:^|\.)(?:youtube\.com|youtu\.be|tiktok\.com|threads\.net|threads\.com|medium\.com|telegram\.me|t\.me|vk\.com|instagram\.com)$/

const decoded = (text: string): string | null => {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}

/** The timeline of an address; null when it is none. */
export const timelineOf = ({ protocol, hostname, pathname }: URL): Timeline | null => {
  if ((protocol !== 'https:' && protocol !== 'http:') || otherNetworks.test(hostname)) return null
  const thread = /^\/(?:@[\w.@:-]{1,300}|users\/[\w.-]{1,100}\/statuses)\/(\d{1,30})\/?$/.exec(pathname)?.[1]
  if (thread !== undefined) return { kind: 'thread', id: thread }
  const acct = /^\/@([\w.-]{1,100}(?:@[\w.:-]{1,200})?)\/?$/.exec(pathname)?.[1]
  if (acct !== undefined) return { kind: 'account', acct }
  const tag = decoded(/^\/tags\/([^/]{1,400})\/?$/.exec(pathname)?.[1] ?? '')
  if (tag && !/[\s/?#.]/.test(tag)) return { kind: 'tag', tag }
  const [isPublic, only = null] = /^\/public(?:\/(local|remote))?\/?$/.exec(pathname) ?? []
  return isPublic === undefined ? null : { kind: 'public', only: only === 'local' || only === 'remote' ? only : null }
}

const pageSize = 40

/** Which statuses: the newest, those right after one, or those right before one. */
export type Around = { minId: string | null } | { maxId: string }

/** The call for statuses of a timeline. `accountId` is needed for an account only. */
export const timelineUrl = (origin: string, timeline: Exclude<Timeline, { kind: 'thread' }>, accountId: string | null, around: Around): string => {
  const query = new URLSearchParams({ limit: String(pageSize) })
  if ('maxId' in around) query.set('max_id', around.maxId)
  else if (around.minId !== null) query.set('min_id', around.minId)
  if (timeline.kind === 'tag') return `${origin}/api/v1/timelines/tag/${encodeURIComponent(timeline.tag)}?${query}`
  if (timeline.kind === 'account') {
    query.set('exclude_reblogs', 'true')
    return `${origin}/api/v1/accounts/${encodeURIComponent(accountId ?? '')}/statuses?${query}`
  }
  if (timeline.only) query.set(timeline.only, 'true')
  return `${origin}/api/v1/timelines/public?${query}`
}

export const lookupUrl = (origin: string, acct: string): string => `${origin}/api/v1/accounts/lookup?${new URLSearchParams({ acct })}`
/** What was written before a status and what answers it, without a login the nearest sixty (docs.joinmastodon.org/methods/statuses). */
export const contextUrl = (origin: string, id: string): string => `${statusUrl(origin, id)}/context`
export const statusUrl = (origin: string, id: string): string => `${origin}/api/v1/statuses/${encodeURIComponent(id)}`
