// One comment under a message of a channel, as Telegram's discussion widget shows it, becomes a post.
import { load, type CheerioAPI } from 'cheerio/slim'
import type { Author, RawPost } from '#domain/post.ts'
import { readDate } from '../date.ts'
import { oneLine } from '../feed/html-text.ts'
import { redact } from '../redact.ts'
import { commentKey } from './address.ts'
import { isTooDeep, isTooMuch, link, maxRaw, origin, readCounts, readMedia, readPlace } from './elements.ts'
import { readText } from './text.ts'

/** `id` is the number inside the discussion group, null when not even that could be read. */
export type ReadComment = { kind: 'post', id: number, raw: string, post: RawPost } | { kind: 'unread', id: number | null, raw: string, problem: string }

/** A person, or a channel in whose name somebody writes; whoever has no public name has no link. */
const readAuthor = ($: CheerioAPI): Author | null => {
  const found = $('.tgme_widget_message_author_name').first()
  const name = oneLine(found.text())
  const url = link(found.attr('href') ?? found.closest('a').attr('href') ?? null)
  return name ? { name, id: /^https:\/\/t\.me\/(\w{2,32})$/.exec(url ?? '')?.[1] ?? null, url } : null
}

/** The comment's own link names the channel, the message and itself. */
const placeIn = ($: CheerioAPI, id: number) => {
  const href = $('.tgme_widget_message_date[href]').last().attr('href') ?? ''
  const [, channel, message, comment] = /\/([a-z]\w{1,31})\/(\d{1,10})\?(?:[^#]{0,100}&)?comment=(\d{1,10})\b/i.exec(href) ?? []
  return channel === undefined || Number(comment) !== id ? null : { channel, id: Number(message) }
}

/** What it answers: another comment, or the message itself. `top`: number of the message inside the group. */
const answeredIn = ($: CheerioAPI, top: number | null): number | null => {
  const [digits] = /^\d{1,10}$/.exec($('[data-reply-to]').first().attr('data-reply-to') ?? '') ?? []
  return digits === undefined || Number(digits) === top ? null : Number(digits)
}

/** Reads the HTML from the tag with `data-post-id` on, up to the next one; without time, only who it is. Never throws. */
export const readComment = (html: string, top: number | null, hasTime: boolean): ReadComment => {
  const digits = /^<[^>]{0,1000}?\bdata-post-id="(\d{1,10})"/.exec(html)?.[1]
  const id = digits === undefined ? null : Number(digits)
  const unread = (problem: string): ReadComment => ({ kind: 'unread', id, raw: redact(html.slice(0, maxRaw)), problem })
  if (id === null) return unread('The comment has no number')
  if (!hasTime) return unread('The page took too long to be read')
  if (isTooMuch(html)) return unread('The comment has more markup than any message has')
  const $ = load(html)
  if (isTooDeep($)) return unread('The comment is nested deeper than any message is')
  $('.tgme_widget_message').first().nextAll().remove()
  const answered = answeredIn($, top)
  $('.tgme_widget_message_reply, .js-reply_to, .tgme_widget_message_link_preview').remove()
  const place = placeIn($, id)
  if (place === null) return unread('The comment has no link')
  const publishedAt = readDate($('time[datetime]').last().attr('datetime') ?? '', 'UTC')
  if (publishedAt === null) return unread('The comment has no date')
  const key = commentKey(place, id)
  const post: RawPost = {
    key, url: `${origin}/${key}`, title: null, text: readText($), author: readAuthor($), publishedAt, editedAt: null,
    replyTo: answered === null ? `${place.channel}/${place.id}` : commentKey(place, answered), media: readMedia($), place: readPlace($), counts: readCounts($),
  }
  return { kind: 'post', id, raw: redact(html.slice(0, maxRaw)), post }
}
