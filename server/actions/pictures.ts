// Pictures that stand in posts, fetched by the desk itself: nobody's browser tells a stranger's server who reads what.
import { Refusal } from '#domain/refusal.ts'
import { minuteMs, toMs, type Instant } from '#domain/time.ts'
import type { PoliteFetch } from '../../collectors/polite-fetch.ts'
import type { PictureCache } from '../store/picture-cache.ts'

const pictureAtMostBytes = 5 * 1024 * 1024
/** Somebody waits before the screen. */
const waitedMs = 10_000
/** A picture that could not be had is not asked for again at every look. */
const refusedForMs = 5 * minuteMs
const refusedAtMost = 1_000

export interface Picture { bytes: Uint8Array, type: string }
export interface Pictures {
  /** By an address that stands in a post, never by one that a caller gives. Refusals of the polite fetch, and `not-a-picture`. */
  of: (url: string) => Promise<Picture>
  /** Their post was erased. */
  forget: (urls: readonly string[]) => Promise<void>
  /** Removes what is older than a day. */
  sweep: () => Promise<void>
}

const text = (bytes: Uint8Array, from: number, to: number) => String.fromCharCode(...bytes.subarray(from, to))

/** The type as the bytes say it; what the server says is not asked. Null for anything else, vector drawings too: they can hold scripts. */
export const pictureTypeOf = (bytes: Uint8Array): string | null => {
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'image/jpeg'
  if (text(bytes, 0, 8) === '\x89PNG\r\n\x1a\n') return 'image/png'
  if (/^GIF8[79]a$/.test(text(bytes, 0, 6))) return 'image/gif'
  if (text(bytes, 0, 4) === 'RIFF' && text(bytes, 8, 12) === 'WEBP') return 'image/webp'
  if (/^ftypavi[fs]$/.test(text(bytes, 4, 12))) return 'image/avif'
  return null
}

const pictureFrom = (url: string, bytes: Uint8Array): Picture => {
  const type = pictureTypeOf(bytes)
  if (type === null) throw new Refusal('not-a-picture', 'what stands at this address is no picture', { host: new URL(url).host })
  return { bytes, type }
}

export const makePictures = ({ fetch, cache, now, waitMs = waitedMs }: { fetch: PoliteFetch, cache: PictureCache, now: () => Instant, waitMs?: number }): Pictures => {
  const onTheirWay = new Map<string, Promise<Picture>>()
  const refused = new Map<string, { until: number, why: Refusal }>()

  const ask = async (url: string): Promise<Picture> => {
    const { status, body } = await fetch(url, { maxBytes: pictureAtMostBytes, signal: AbortSignal.timeout(waitMs), accept: 'image/avif,image/webp,image/png,image/jpeg,image/gif' })
    const { host } = new URL(url)
    if (status !== 200) throw new Refusal('fetch-failed', `${host} answers with status ${status}`, { reason: 'status', status, host })
    const picture = pictureFrom(url, body)
    await cache.put(url, body)
    return picture
  }

  const remember = (url: string, why: Refusal) => {
    const [oldest] = refused.keys()
    if (refused.size >= refusedAtMost && oldest !== undefined) refused.delete(oldest)
    refused.set(url, { until: toMs(now()) + refusedForMs, why })
  }

  const had = async (url: string): Promise<Picture> => {
    const kept = await cache.get(url)
    if (kept) return pictureFrom(url, kept)
    try {
      return await ask(url)
    } catch (error) {
      if (error instanceof Refusal) remember(url, error)
      throw error
    }
  }

  return {
    of: async (url) => {
      const before = refused.get(url)
      if (before && before.until > toMs(now())) throw before.why
      refused.delete(url)
      const running = onTheirWay.get(url) ?? had(url).finally(() => onTheirWay.delete(url))
      onTheirWay.set(url, running)
      return await running
    },
    forget: urls => cache.forget(urls),
    sweep: () => cache.sweep(),
  }
}
