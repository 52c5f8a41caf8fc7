// Which addresses are WordPress' interface for programs, and which of its calls are made (developer.wordpress.org/rest-api/reference).

/** `root`: where the interface begins; `postId`: only the comments of this post. */
export interface Watched { root: URL, postId: number | null }

const postIn = (url: URL): number | null => {
  const id = url.searchParams.get('post')
  return id !== null && /^[1-9]\d{0,9}$/.test(id) ? Number(id) : null
}

/** `…/wp-json/` or `…?rest_route=/`; with `wp/v2/comments` behind it and `post=5` the comments of one post. Null for any other address. */
export const watchedAt = (url: URL): Watched | null => {
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return null
  const route = url.searchParams.get('rest_route')
  if (route !== null) {
    const postId = /^\/wp\/v2\/comments\/?$/.test(route) ? postIn(url) : null
    return route === '/' || postId !== null ? { root: new URL(`${url.origin}${url.pathname}?rest_route=/`), postId } : null
  }
  const [, before, behind = ''] = /^(.*\/wp-json)(?:\/(.*))?$/.exec(url.pathname) ?? []
  if (before === undefined) return null
  const root = new URL(`${url.origin}${before}/`)
  if (behind === '') return { root, postId: null }
  const postId = behind.replace(/\/$/, '') === 'wp/v2/comments' ? postIn(url) : null
  return postId === null ? null : { root, postId }
}

/** Home of the site, which begins the keys of its posts. */
export const homeOf = (root: URL): string => `${root.origin}${root.pathname.replace(/(?:wp-json\/|index\.php)$/, '')}`

export const postKey = (home: string, id: number): string => `${home}?p=${id}`
export const commentKey = (home: string, postId: number, id: number): string => `${postKey(home, postId)}#comment-${id}`

export type What = 'posts' | 'comments'

const fields: Record<What, string> = {
  posts: 'id,date_gmt,modified_gmt,link,title,content,excerpt,status', comments: 'id,post,parent,author_name,author_url,date_gmt,content,link,status',
}

const listAt = (root: URL, what: What, query: Record<string, string>): string => {
  const url = new URL(root)
  if (url.searchParams.has('rest_route')) url.searchParams.set('rest_route', `/wp/v2/${what}`)
  else url.pathname += `wp/v2/${what}`
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
  return url.href
}

/** One call for a list. */
export const listUrl = (root: URL, what: What, query: Record<string, string>): string => listAt(root, what, { ...query, _fields: fields[what] })

/** The comments of the post under which our comment (`…#comment-5`) stands, watched by themselves; null for any other link. */
export const threadOf = (permalink: URL, source: URL, key: string): { url: string, answerKey: string } | null => {
  const root = watchedAt(source)?.root
  const commentId = /^#comment-([1-9]\d{0,9})$/.exec(permalink.hash)?.[1]
  const postId = /[?]p=([1-9]\d{0,9})(?:#|$)/.exec(key)?.[1]
  if (!root || commentId === undefined || postId === undefined) return null
  return { url: listAt(root, 'comments', { post: postId }), answerKey: commentKey(homeOf(root), Number(postId), Number(commentId)) }
}
