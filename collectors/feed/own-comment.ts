// Our own comment under what came by a feed: how it is known again when a feed of comments shows it, and where replies to it stand.
import type { RawPost } from '#domain/post.ts'
import type { Said, ThreadPlace } from '../collector.ts'

/** Sites write one address in many ways: with `www.`, with small hex digits, with the page of a long list of comments, with the name of whoever led there. */
const addressOf = (url: URL): string => {
  const page = new URL(url)
  for (const name of [...page.searchParams.keys()]) if (name === 'cpage' || name.startsWith('utm_')) page.searchParams.delete(name)
  const path = page.pathname.replace(/%[\da-f]{2}/gi, escape => escape.toUpperCase()).replace(/\/comment-page-\d+(?=\/?$)/, '').replace(/\/+$/, '')
  return `//${page.host.replace(/^www\./, '')}${path}${page.search}`
}

/** The same for an address as it stands in a post; null for none. */
export const pageOf = (url: string | null): string | null => url !== null && URL.canParse(url) ? addressOf(new URL(url)) : null

/** An anchor without a number (`#comments`, `#respond`) is that of all comments. */
const anchorOf = ({ hash }: URL): string | null => /\d/.test(hash) ? hash : null

/** The address of one comment, however its site writes it; null for any other address. */
export const commentAddress = ({ url }: Pick<RawPost, 'url'>): string | null => {
  const given = url !== null && URL.canParse(url) ? new URL(url) : null
  const anchor = given && anchorOf(given)
  return given && anchor !== null ? `${addressOf(given)}${anchor}` : null
}

/** WordPress gives a comment the guid of its post with `#comment-5` behind it. */
const keyBeside = (postKey: string, { hash }: URL): string | null =>
  /^#comment-[1-9]\d*$/.test(hash) && /^https?:\/\//i.test(postKey) ? `${postKey.replace(/#.*$/, '')}${hash}` : null

/** The one dialect of WordPress that says which comment answers which. */
const commentsFeed = (permalink: URL): string => {
  const page = new URL(permalink.href.replace(/#.*$/, ''))
  page.searchParams.delete('cpage')
  if (page.searchParams.has('p') || page.searchParams.has('page_id')) page.searchParams.set('feed', 'atom')
  else page.pathname = `${page.pathname.replace(/\/comment-page-\d+(?=\/?$)/, '').replace(/\/+$/, '')}/feed/atom/`
  return page.href
}

const isWordPress = (guid: string): boolean => /[?&](?:p|page_id)=[1-9]\d*(?:[&#]|$)/.test(guid)

/** Our comment by its link, under the same page as the post that it answers; null for any other link, for then somebody else's could be taken for ours. */
export const threadOf = ({ permalink, postKey, postUrl }: Said): ThreadPlace | null => {
  const address = commentAddress({ url: permalink.href })
  const post = postUrl !== null && URL.canParse(postUrl) ? new URL(postUrl) : null
  if (address === null || post === null || addressOf(post) !== addressOf(permalink) || address === commentAddress({ url: postUrl })) return null
  const key = keyBeside(postKey, permalink)
  return { url: key !== null && isWordPress(key) ? commentsFeed(permalink) : null, answerKey: key ?? address }
}
