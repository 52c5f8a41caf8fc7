// What hangs on an item: pictures, videos, sounds, files, each once.
import type { Media } from '#domain/post.ts'

/** `type` is a MIME type or a bare kind, as in `medium="image"`. */
export interface Linked { url: string | null, type: string | null }

const endings: [RegExp, Media['kind']][] = [
  [/\.(jpe?g|png|gif|webp|avif|bmp|heic)$/i, 'image'], [/\.(mp4|webm|mov|m4v|avi|mkv)$/i, 'video'], [/\.(mp3|ogg|oga|m4a|wav|aac|opus)$/i, 'audio'],
]

const kindOf = (url: string, type: string | null): Media['kind'] => {
  const declared = /^(image|video|audio)\b/i.exec(type ?? '')?.[1]?.toLowerCase()
  if (declared === 'image' || declared === 'video' || declared === 'audio') return declared
  const path = url.replace(/[?#].*$/s, '')
  return endings.find(([ending]) => ending.test(path))?.[1] ?? 'file'
}

const maxMedia = 50

/** Media of an item; `link` resolves an address or refuses it with null. */
export const mediaOf = (linked: Linked[], link: (url: string | null) => string | null): Media[] => {
  const media = new Map<string, Media>()
  for (const { url: given, type } of linked) {
    const url = link(given)
    if (url !== null && !media.has(url) && media.size < maxMedia) media.set(url, { kind: kindOf(url, type), url })
  }
  return [...media.values()]
}
