// Which addresses are a public channel of Telegram or the comments under one of its messages, and which of its pages show them.
import type { Said, ThreadPlace } from '../collector.ts'

const hosts = new Set(['t.me', 'www.t.me', 'telegram.me', 'www.telegram.me', 'telegram.dog'])
const loopback = /^(?:127\.\d+\.\d+\.\d+|localhost|\[::1\])$/

/** Paths of Telegram's own that look like the name of a channel. */
const reserved = new Set(['joinchat', 'addstickers', 'addemoji', 'addlist', 'addtheme', 'share', 'proxy', 'socks', 'setlanguage', 'login', 'confirmphone', 'contact', 'boost', 'giftcode', 'invoice'])

const nameIn = (path: string): string | null => {
  const name = /^\/(?:s\/)?([a-z]\w{3,31})(?:\/\d{1,10})?\/?$/i.exec(path)?.[1] ?? null
  return name === null || reserved.has(name.toLowerCase()) ? null : name
}

/** t.me/name, t.me/s/name, the address of one of its messages; on this machine only /s/name, for a rehearsal. */
export const isTelegramAddress = (url: URL): boolean => {
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return false
  return (hosts.has(url.hostname) || (loopback.test(url.hostname) && url.pathname.startsWith('/s/'))) && nameIn(url.pathname) !== null
}

/** A message of a channel whose comments are watched; null for any other address. */
export interface Discussed { channel: string, id: number }

const messageIn = (pathname: string): Discussed | null => {
  const [, channel, id] = /^\/(?:s\/)?([a-z]\w{3,31})\/([1-9]\d{0,9})\/?$/i.exec(pathname) ?? []
  return channel === undefined || id === undefined || reserved.has(channel.toLowerCase()) ? null : { channel, id: Number(id) }
}

/** `t.me/channel/198?discussion=1`, our own way to write "the comments under this message". */
export const discussedAt = ({ pathname, searchParams }: URL): Discussed | null => searchParams.has('discussion') ? messageIn(pathname) : null

const homeOf = ({ hostname, origin }: URL): string => hosts.has(hostname) ? 'https://t.me' : origin

/** The widget that shows comments to everybody, with those at `comment` or the newest (core.telegram.org/widgets/discussion; its page's own parameters). */
export const discussionUrl = (source: URL, { channel, id }: Discussed, limit: number, comment: number | null): string =>
  `${homeOf(source)}/${channel}/${id}?embed=1&discussion=1&comments_limit=${limit}${comment === null ? '' : `&comment=${comment}`}`

/** A comment's key: the part of its link that names it. */
export const commentKey = ({ channel, id }: Discussed, comment: number): string => `${channel}/${id}?comment=${comment}`

/**
 * Where replies to our own words are shown: our comment (`t.me/channel/198?comment=5`) among its neighbours, our own message (`t.me/channel/198`) with the comments under it.
 * Null for any other link.
 */
export const threadOf = ({ permalink, sourceUrl, postKey }: Said): ThreadPlace | null => {
  const message = hosts.has(permalink.hostname) ? messageIn(permalink.pathname) : null
  if (message === null) return null
  // Names are the same in small and capital letters, keys are not.
  const [known] = postKey.split('?')
  const name = `${message.channel}/${message.id}`
  const [channel = message.channel] = (known?.toLowerCase() === name.toLowerCase() ? known : name).split('/')
  const own = { ...message, channel }
  const comment = /^[1-9]\d{0,9}$/.exec(permalink.searchParams.get('comment') ?? '')?.[0]
  const home = homeOf(new URL(sourceUrl))
  return { url: `${home}/${home === 'https://t.me' ? '' : 's/'}${name}?discussion=1`, answerKey: comment === undefined ? `${channel}/${message.id}` : commentKey(own, Number(comment)) }
}

/** Address of the preview; `before` asks for the messages under this number. Throws TypeError for what `isTelegramAddress` refuses. */
export const previewUrl = (source: string, before: number | null): string => {
  const url = new URL(source)
  const name = nameIn(url.pathname)
  if (name === null) throw new TypeError('not the address of a channel')
  return `${homeOf(url)}/s/${name}${before === null ? '' : `?before=${before}`}`
}
