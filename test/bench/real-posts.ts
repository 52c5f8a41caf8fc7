// What the benches of collecting and understanding read: as many different texts as are asked for, of real words, and how many posts a page shows.
import { readCorpus } from '../../server/analyse/train/corpus.ts'

/** Posts that a page shows, and how many of them are new at each look. */
export const pagePosts = 50
export const newPosts = 40

/** The front half of one post and the back half of another. */
export const realTexts = (count: number): string[] => {
  const halves = readCorpus().map(({ text }) => text.split(' ')).map(words => [words.slice(0, words.length / 2).join(' '), words.slice(words.length / 2).join(' ')] as const)
  return Array.from({ length: count }, (_, at) => `${halves[at % halves.length]?.[0] ?? ''} ${halves[(at * 7 + Math.floor(at / halves.length) * 13 + 1) % halves.length]?.[1] ?? ''}`)
}
