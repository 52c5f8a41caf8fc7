// One message of a Telegram preview page becomes a post; "channel created" and "pinned" are the channel's own bookkeeping.
import { load, type CheerioAPI } from 'cheerio/slim'
import type { Author, Counts, RawPost } from '#domain/post.ts'
import { readDate } from '../date.ts'
import { oneLine } from '../feed/html-text.ts'
import { mediaOf, type Linked } from '../feed/media.ts'
import { placeOf } from '../feed/place.ts'
import { linkOf } from '../feed/xml-item.ts'
import { redact } from '../redact.ts'
import { readText } from './text.ts'

/** `id` is the number inside the channel, null when not even that could be read. */
export type ReadMessage =
  | { kind: 'post', channel: string, id: number, raw: string, post: RawPost, isEdited: boolean }
  | { kind: 'service', channel: string, id: number }
  | { kind: 'unread', channel: string | null, id: number | null, raw: string, problem: string }

/** A message full of emoji has 8000 tags, none is deeper than fifteen; searching in much more would take too long. */
const maxTags = 10_000
const maxDepth = 60
const maxLength = 512 * 1024
const maxRaw = 32 * 1024

const origin = 'https://t.me'
const link = (url: string | null) => linkOf(url, `${origin}/`)

/** "436.6K" and "11.4M" are all that the page says. */
const countOf = (text: string): number | null => {
  const [, digits, unit = ''] = /^([\d.]{1,12})\s?([KMB]?)$/.exec(text.trim()) ?? []
  if (digits === undefined || Number.isNaN(Number(digits))) return null
  return Math.round(Number(digits) * ({ K: 1e3, M: 1e6, B: 1e9 }[unit] ?? 1))
}

/** Reactions of all kinds together; paid stars are money, not people. */
const readCounts = ($: CheerioAPI): Counts => {
  const reactions = $('.tgme_reaction').not('.tgme_reaction_paid').toArray().map(element => countOf(/[\d.]+[KMB]?$/.exec($(element).text().trim())?.[0] ?? '') ?? 0)
  const likes = reactions.length === 0 ? null : reactions.reduce((sum, count) => sum + count, 0)
  return { likes, comments: null, shares: null, views: countOf($('.tgme_widget_message_views').first().text()) }
}

const backgroundOf = (style: string | undefined): string | null => {
  const url = /background-image:\s?url\(['"]?([^'")]+)/.exec(style ?? '')?.[1]
  return url === undefined || url.startsWith('data:') ? null : url
}

const mediaElements = '.tgme_widget_message_photo_wrap, .tgme_widget_message_video_player, .tgme_widget_message_roundvideo_player, .tgme_widget_message_sticker, .tgme_widget_message_videosticker, audio'

const readMedia = ($: CheerioAPI) => mediaOf($(mediaElements).toArray().map((element): Linked => {
  const found = $(element)
  if (found.is('audio')) return { url: found.attr('src') ?? null, type: 'audio' }
  if (found.is('.tgme_widget_message_sticker')) return { url: found.attr('data-webp') ?? null, type: 'image' }
  const video = found.find('video[src]').attr('src')
  if (video !== undefined) return { url: video, type: 'video' }
  // A video that is too big for the page shows its first picture only.
  const picture = found.is('.tgme_widget_message_photo_wrap') ? found.attr('style') : found.find('i[style]').attr('style')
  return { url: backgroundOf(picture), type: 'image' }
}), link)

/** Whoever wrote the words: of a forwarded message its author, else who signed, else the channel. */
const readAuthor = ($: CheerioAPI, channel: string): Author | null => {
  const nameOf = (selector: string) => oneLine($(selector).first().text())
  const forwarded = nameOf('.tgme_widget_message_forwarded_from_name')
  if (forwarded) {
    const url = link($('.tgme_widget_message_forwarded_from_name').first().attr('href') ?? null)
    return { name: forwarded, id: /^https:\/\/t\.me\/(\w{2,32})(?:\/\d+)?$/.exec(url ?? '')?.[1] ?? null, url }
  }
  const name = nameOf('.tgme_widget_message_from_author') || nameOf('.tgme_widget_message_owner_name')
  return name ? { name, id: channel, url: `${origin}/${channel}` } : null
}

const readReply = ($: CheerioAPI): string | null => {
  const [, channel, id] = /\/(?:s\/)?([a-z]\w{1,31})\/(\d{1,10})(?:$|\?)/i.exec($('.tgme_widget_message_reply').attr('href') ?? '') ?? []
  return channel === undefined || id === undefined ? null : `${channel}/${Number(id)}`
}

const readPlace = ($: CheerioAPI) => {
  const [, lat, lon] = /[?&]q=(-?\d[\d.]*),(-?\d[\d.]*)/.exec($('.tgme_widget_message_location_wrap').attr('href') ?? '') ?? []
  return placeOf(lat, lon)
}

const isEdited = ($: CheerioAPI): boolean => {
  const meta = $('.tgme_widget_message_meta').last().clone()
  meta.find('.tgme_widget_message_from_author, .tgme_widget_message_date').remove()
  return /\bedited\b/.test(meta.text())
}

const isTooMuch = (html: string) => html.length > maxLength || html.split('<').length > maxTags

const isTooDeep = ($: CheerioAPI): boolean => {
  let level = $.root().children()
  for (let depth = 0; depth < maxDepth && level.length > 0; depth += 1) level = level.children()
  return level.length > 0
}

/** Reads the HTML from the tag with `data-post` on, up to the next one; without time, only who it is. Never throws. */
export const readMessage = (html: string, hasTime: boolean): ReadMessage => {
  const [, channel = null, digits] = /^<[^>]{0,1000}?\bdata-post="([a-z]\w{1,31})\/(\d{1,10})"/i.exec(html) ?? []
  const id = digits === undefined ? null : Number(digits)
  const unread = (problem: string): ReadMessage => ({ kind: 'unread', channel, id, raw: redact(html.slice(0, maxRaw)), problem })
  if (channel === null || id === null) return unread('The message has no number')
  if (!hasTime) return unread('The page took too long to be read')
  if (isTooMuch(html)) return unread('The message has more markup than any message has')
  const $ = load(html)
  if (isTooDeep($)) return unread('The message is nested deeper than any message is')
  const message = $('.tgme_widget_message').first()
  if (message.attr('data-post') === undefined) return unread('The markup of the message is unknown')
  message.nextAll().remove()
  if (message.is('.service_message')) return { kind: 'service', channel, id }
  const replyTo = readReply($)
  $('.tgme_widget_message_reply, .tgme_widget_message_link_preview').remove()
  const publishedAt = readDate($('time[datetime]').last().attr('datetime') ?? '', 'UTC')
  if (publishedAt === null) return unread('The message has no date')
  const key = `${channel}/${id}`
  const post: RawPost = {
    key, url: `${origin}/${key}`, title: null, text: readText($), author: readAuthor($, channel), publishedAt,
    // The page says that a message was edited, not when.
    editedAt: null, replyTo, media: readMedia($), place: readPlace($), counts: readCounts($),
  }
  return { kind: 'post', channel, id, raw: redact(html.slice(0, maxRaw)), post, isEdited: isEdited($) }
}
