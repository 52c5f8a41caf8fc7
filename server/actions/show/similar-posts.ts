// Posts of one akimat that say nearly what a text says: met through the words they share, then compared letter by letter.
import { currentVersion, type Post } from '#domain/post.ts'
import { Refusal } from '#domain/refusal.ts'
import { addDays, dayOf, instantOf, type Instant } from '#domain/time.ts'
import { triageId, type Triage } from '#domain/triage.ts'
import type { World } from '../world.ts'

/** A burst is joined while it goes on; what is older is another matter. */
export const similarDays = 14
/** Each probe is one search, its hits are bounded: a post costs the same whatever the akimat holds. */
const probesAtMost = 6
const hitsOfProbe = 24
const longestWord = 40

export interface SimilarPost { triage: Triage, post: Post, likeness: number }

/**
 * Searches that nearly the same text would meet: few words each, the longest first, as long words are rare ones. Of three words one in five may be
 * replaced and one of six probes still meets in 98 of 100 cases; short texts are met by pairs.
 */
export const probesOf = (text: string): string[] => {
  const plain = text.replaceAll(/https?:\/\/\S+|[@#]\S+/g, ' ').toLocaleLowerCase('kk')
  const words = [...new Set(plain.match(/\p{L}{4,}/gu) ?? [])].filter(word => word.length <= longestWord).sort((a, b) => b.length - a.length || (a < b ? -1 : 1))
  if (words.length === 0) return []
  const size = Math.min(words.length >= 12 ? 3 : 2, words.length)
  const probes = Math.min(probesAtMost, Math.floor(words.length / size))
  return Array.from({ length: probes }, (_, probe) => Array.from({ length: size }, (_, place) => words[probe + place * probes]).join(' '))
}

/** The post as it is compared when it comes: with its title. */
export const textOf = (post: Post): string => {
  const now = currentVersion(post)
  return [now?.title, now?.text].filter(Boolean).join('\n')
}

/** Exactly the same text, however old. */
const sameTexts = async (world: World, { id, duplicateOfId }: Post): Promise<string[]> => {
  const firstId = duplicateOfId ?? id
  const copies = await world.store.read.list('post', { where: { duplicateOfId: firstId }, order: { by: 'collectedAt', direction: 'desc' }, limit: hitsOfProbe })
  return [firstId, ...copies.items.map(copy => copy.id)]
}

const hits = async (world: World, organisationId: string, words: string, from: Instant): Promise<Triage[]> => {
  try {
    return (await world.store.read.search('triage', { words, where: { organisationId: [organisationId] }, from, limit: hitsOfProbe })).items
  } catch (error) {
    // Words of which none is searched for, as in a text of one letter repeated.
    if (error instanceof Refusal && error.code === 'bad-input') return []
    throw error
  }
}

export const similarSince = (now: Instant): Instant => instantOf(addDays(dayOf(now), -similarDays), 0)

/** The likest first, the newer of two; the post itself is not among them. Refusal `search-not-ready`. */
export const similarPosts = async (world: World, organisationId: string, post: Post): Promise<SimilarPost[]> => {
  const { read } = world.store
  const text = textOf(post)
  const met = (await Promise.all(probesOf(text).map(words => hits(world, organisationId, words, similarSince(world.now()))))).flat()
  const same = await read.many('triage', (await sameTexts(world, post)).map(id => triageId(organisationId, id)))
  const triages = new Map([...met, ...same].filter(({ postId }) => postId !== post.id).map(triage => [triage.postId, triage]))
  const posts = await read.many('post', [...triages.keys()])
  const likenessOf = world.likenessTo(text)
  return posts.flatMap((each) => {
    const triage = triages.get(each.id)
    const likeness = each.erasedAt === undefined ? likenessOf(textOf(each)) : 0
    return triage && likeness > 0 ? [{ triage, post: each, likeness }] : []
  }).sort((a, b) => b.likeness - a.likeness || (a.post.collectedAt < b.post.collectedAt ? 1 : -1))
}
