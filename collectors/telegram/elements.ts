// What messages of a channel and comments under them show alike: numbers, pictures, a place; and how much markup is read at all.
import type { CheerioAPI } from 'cheerio/slim'
import type { Counts, Media, RawPost } from '#domain/post.ts'
import { mediaOf, type Linked } from '../feed/media.ts'
import { placeOf } from '../feed/place.ts'
import { linkOf } from '../feed/xml-item.ts'

/** A message full of emoji has 8000 tags, none is deeper than fifteen; searching in much more would take too long. */
const maxTags = 10_000
const maxDepth = 60
const maxLength = 512 * 1024
/** Of a message as it is kept for a later parser. */
export const maxRaw = 32 * 1024

export const origin = 'https://t.me'
/** An absolute address of the web; null for anything else. */
export const link = (url: string | null): string | null => linkOf(url, `${origin}/`)

/** "436.6K" and "11.4M" are all that the page says. */
const countOf = (text: string): number | null => {
  const [, digits, unit = ''] = /^([\d.]{1,12})\s?([KMB]?)$/.exec(text.trim()) ?? []
  if (digits === undefined || Number.isNaN(Number(digits))) return null
  return Math.round(Number(digits) * ({ K: 1e3, M: 1e6, B: 1e9 }[unit] ?? 1))
}

/** Reactions of all kinds together; paid stars are money, not people. */
export const readCounts = ($: CheerioAPI): Counts => {
  const reactions = $('.tgme_reaction').not('.tgme_reaction_paid').toArray().map(element => countOf(/[\d.]+[KMB]?$/.exec($(element).text().trim())?.[0] ?? '') ?? 0)
  const likes = reactions.length === 0 ? null : reactions.reduce((sum, count) => sum + count, 0)
  return { likes, comments: null, shares: null, views: countOf($('.tgme_widget_message_views').first().text()) }
}

const backgroundOf = (style: string | undefined): string | null => {
  const url = /background-image:\s?url\(['"]?([^'")]+)/.exec(style ?? '')?.[1]
  return url === undefined || url.startsWith('data:') ? null : url
}

const mediaElements = '.tgme_widget_message_photo_wrap, .tgme_widget_message_video_player, .tgme_widget_message_roundvideo_player, .tgme_widget_message_sticker, .tgme_widget_message_videosticker, audio'

/** Each once, in order. */
export const readMedia = ($: CheerioAPI): Media[] => mediaOf($(mediaElements).toArray().map((element): Linked => {
  const found = $(element)
  if (found.is('audio')) return { url: found.attr('src') ?? null, type: 'audio' }
  if (found.is('.tgme_widget_message_sticker')) return { url: found.attr('data-webp') ?? null, type: 'image' }
  const video = found.find('video[src]').attr('src')
  if (video !== undefined) return { url: video, type: 'video' }
  // A video that is too big for the page shows its first picture only.
  const picture = found.is('.tgme_widget_message_photo_wrap') ? found.attr('style') : found.find('i[style]').attr('style')
  return { url: backgroundOf(picture), type: 'image' }
}), link)

/** Where the message says that it is. */
export const readPlace = ($: CheerioAPI): RawPost['place'] => {
  const [, lat, lon] = /[?&]q=(-?\d[\d.]*),(-?\d[\d.]*)/.exec($('.tgme_widget_message_location_wrap').attr('href') ?? '') ?? []
  return placeOf(lat, lon)
}

/** More than any message has: it is not read. */
export const isTooMuch = (html: string): boolean => html.length > maxLength || html.split('<').length > maxTags

/** Nested deeper than any message is. */
export const isTooDeep = ($: CheerioAPI): boolean => {
  let level = $.root().children()
  for (let depth = 0; depth < maxDepth && level.length > 0; depth += 1) level = level.children()
  return level.length > 0
}
