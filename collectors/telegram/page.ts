// A page of t.me/s/… → its messages and what kind of page it is: a preview, none, or one that hides that we asked too often.
import { Refusal } from '#domain/refusal.ts'
import type { CollectedItem, CollectedPage } from '../page.ts'
import { decodeEntities } from '../feed/entities.ts'
import { oneLine } from '../feed/html-text.ts'
import { workedMs } from '../feed/xml.ts'
import { readMessage, type ReadMessage } from './message.ts'

/**
 * `messages`: there are some, service messages may be all of them · `none`: "no posts found" · `throttled`: the same, and the page proves
 * that the channel has posts · `no-preview`: a group, person, bot, or a channel that is closed or absent.
 */
export interface TelegramPage {
  kind: 'messages' | 'none' | 'throttled' | 'no-preview'
  items: CollectedItem[]
  /** Numbers of all messages, service messages and unread ones too, rising. */
  ids: number[]
  /** Name of the channel as Telegram writes it. */
  channel: string | null
  /** Telegram's own number of the channel, which stays when its name passes to another one; null when it is not told. */
  number: number | null
  /** Keys of the posts that are marked as edited. */
  edited: string[]
  /** A link to older messages. */
  offersOlder: boolean
  /** Title of a page without preview. */
  title: string | null
}

/** Pages show some twenty; what people scrolled together and saved is longer. */
const maxMessages = 1000
/** Of this thread's own work; twenty messages take some 50. */
export const maxMs = 1000
export const maxPage = 5 * 1024 * 1024

/** Where the tags with this attribute begin. */
export const startsOf = (html: string, marker: string): number[] => {
  const starts: number[] = []
  let from = 0
  for (let at = html.indexOf(marker); at !== -1 && starts.length < maxMessages; at = html.indexOf(marker, from)) {
    const open = html.slice(from, at).lastIndexOf('<')
    if (open !== -1) starts.push(from + open)
    from = at + marker.length
  }
  return starts
}

const itemOf = (message: ReadMessage): CollectedItem[] => {
  if (message.kind === 'service') return []
  if (message.kind === 'post') return [{ raw: message.raw, post: message.post }]
  return [{ raw: message.raw, key: message.id === null ? null : `${message.channel}/${message.id}`, problem: message.problem }]
}

const numberIn = (html: string): number | null => {
  const view = /\bdata-view="([\w+/=-]{4,1000})"/.exec(html)?.[1]
  const number = /"c":(-?[1-9]\d{0,15})\b/.exec(Buffer.from(view ?? '', 'base64').toString('latin1'))?.[1]
  return number === undefined ? null : Number(number)
}

const pageOfMessages = (html: string, starts: number[]): TelegramPage => {
  const started = process.threadCpuUsage()
  const messages = starts.map((start, i) => readMessage(html.slice(start, starts[i + 1]), workedMs(started) < maxMs))
  return {
    kind: 'messages', items: messages.flatMap(itemOf), title: null,
    ids: messages.flatMap(({ id }) => id ?? []).sort((a, b) => a - b),
    channel: messages.find(({ channel }) => channel !== null)?.channel ?? null,
    number: numberIn(html),
    edited: messages.flatMap(message => message.kind === 'post' && message.isEdited ? [message.post.key] : []),
    offersOlder: /\bdata-before="\d|\brel="prev"/.test(html.slice(0, starts[0])),
  }
}

/** The channel's head counts its photos, videos, files and links: one that has some has posts. */
const countsPosts = (html: string): boolean =>
  [...html.matchAll(/counter_value">([^<]{1,20})<\/span>\s{0,20}<span class="counter_type">([a-z]{1,20})/g)].some(([, value, type]) => !type?.startsWith('subscriber') && value !== '0')

const isSearch = (html: string): boolean => /\bname="q"[^>]{0,200}\bvalue="[^"]/.test(html)

const pageWithout = (html: string): Pick<TelegramPage, 'kind' | 'title'> | null => {
  if (html.includes('tme_no_messages_found') || html.includes('tgme_channel_history')) return { kind: countsPosts(html) && !isSearch(html) ? 'throttled' : 'none', title: null }
  if (/<title>429\b|\btoo many requests\b/i.test(html.slice(0, 5000))) return { kind: 'throttled', title: null }
  if (!/class="tgme_page(?:_\w{1,30})?[" ]/.test(html)) return null
  const title = /class="tgme_page_title"[^>]{0,100}>\s{0,50}(?:<span[^>]{0,100}>)?([^<]{1,200})/.exec(html)?.[1]
  return { kind: 'no-preview', title: title === undefined ? null : oneLine(decodeEntities(title)) || null }
}

/** Reads a page, or fragments of one. Throws not-a-feed when it is not Telegram's. */
export const readTelegramPage = (text: string): TelegramPage => {
  const html = text.slice(0, maxPage)
  const starts = startsOf(html, 'data-post="')
  if (starts.length > 0) return pageOfMessages(html, starts)
  const page = pageWithout(html)
  if (page === null) throw new Refusal('not-a-feed', 'The page is not a preview of a Telegram channel', { why: 'html' })
  return { ...page, items: [], ids: [], channel: null, number: null, edited: [], offersOlder: false }
}

/** Why nothing came of a page, in words; null when it is well. */
export const problemOf = ({ kind, title }: TelegramPage): string | null => {
  if (kind === 'no-preview') return `Telegram shows no preview${title ? ` of "${title}"` : ''}: it is a group, a person or a bot, or a channel that is closed or absent`
  return kind === 'throttled' ? 'Telegram hides the posts of the channel because it was asked too often' : null
}

/** Telegram publishes no limits and does not say how long to wait: our own choice. */
export const throttledSeconds = 300

/** Nothing is shown where posts must be. */
export const throttled = (cursor: unknown): CollectedPage => ({
  items: [], cursor, state: 'blocked', reason: 'slow-down', detail: null, problem: 'Telegram hides the posts of the channel because it was asked too often', waitSeconds: throttledSeconds,
})
