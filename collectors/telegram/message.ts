// One message of a Telegram preview page becomes a post; "channel created" and "pinned" are the channel's own bookkeeping.
import { load, type CheerioAPI } from 'cheerio/slim'
import type { Author, RawPost } from '#domain/post.ts'
import { readDate } from '../date.ts'
import { oneLine } from '../feed/html-text.ts'
import { redact } from '../redact.ts'
import { isTooDeep, isTooMuch, link, maxRaw, origin, readCounts, readMedia, readPlace } from './elements.ts'
import { readText } from './text.ts'

/** `id` is the number inside the channel, null when not even that could be read. */
export type ReadMessage =
  | { kind: 'post', channel: string, id: number, raw: string, post: RawPost, isEdited: boolean }
  | { kind: 'service', channel: string, id: number }
  | { kind: 'unread', channel: string | null, id: number | null, raw: string, problem: string }

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

const isEdited = ($: CheerioAPI): boolean => {
  const meta = $('.tgme_widget_message_meta').last().clone()
  meta.find('.tgme_widget_message_from_author, .tgme_widget_message_date').remove()
  return /\bedited\b/.test(meta.text())
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
