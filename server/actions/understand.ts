// What a raw item is and says, before anything of it is kept: tidied to whole Unicode of a bounded length, and classified.
import type { Classification } from '#domain/classification.ts'
import type { RawPost } from '#domain/post.ts'
import { textHashOf } from './said-of-text.ts'
import type { World } from './world.ts'

/** A post that is understood already: classifying is slow and touches nothing, so it happens before the unit of work. */
export interface UnderstoodPost {
  raw: RawPost
  classification: Classification
  textHash: string | null
  /** The item as the network gave it, to be kept for a later parser. */
  given?: string
  /** As it was at some time before: one that is here stays as it is. */
  isAgain?: true | undefined
}

/** Longer texts are cut, with a mark. */
const longestText = 64 * 1024
const cut = (text: string) => text.length > longestText ? `${text.slice(0, longestText)} […]` : text
/** Lone surrogates and NUL come from the open internet and break stores and browsers. */
export const clean = (text: string) => text.toWellFormed().replaceAll('\0', '�')
const cleanOr = (text: string | null) => text === null ? null : clean(text)

/** Every text of the item: one bad letter in a name must not cost the page. Cutting comes first, for it may halve a pair. */
const tidied = (raw: RawPost): RawPost => ({
  ...raw, key: clean(raw.key), url: cleanOr(raw.url), title: cleanOr(raw.title), text: clean(cut(raw.text)), replyTo: cleanOr(raw.replyTo),
  author: raw.author && { name: clean(raw.author.name), id: cleanOr(raw.author.id), url: cleanOr(raw.author.url) },
  media: raw.media.map(({ kind, url }) => ({ kind, url: clean(url) })),
})

/** `source`: where it speaks of when it names no place itself, and whose page it is. */
export const understand = (world: World, raw: RawPost, source: { kato: string | null, name: string }): UnderstoodPost => {
  const tidy = tidied(raw)
  const whole = [tidy.title, tidy.text].filter(Boolean).join('\n')
  return {
    raw: tidy,
    classification: world.classify(whole, { kato: source.kato ?? undefined, name: source.name }),
    textHash: textHashOf(world, tidy),
  }
}
