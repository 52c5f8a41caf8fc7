// Which posts of a source are taken in: those that hold its words, what answers them, and what is here already.
import { isStream } from '../../collectors/list.ts'
import type { RawPost } from '#domain/post.ts'
import type { Source } from '#domain/source.ts'
import { compileWords } from '../analyse/word-list.ts'
import type { World } from './world.ts'

/** Compiled once for each list. */
const finders = new WeakMap<readonly string[], (text: string) => string[]>()

/** True for a source without words. */
export const holdsWord = ({ words }: Pick<Source, 'words'>, { title, text }: RawPost): boolean => {
  if (words === undefined || words.length === 0) return true
  const find = finders.get(words) ?? compileWords(words)
  finders.set(words, find)
  return find([title, text].filter(Boolean).join('\n')).length > 0
}

/** Answers live by what they answer; those of a whole network are not about us. */
const isWanted = (source: Source, post: RawPost): boolean => (post.replyTo !== null && !isStream(source)) || holdsWord(source, post)

/** A post that is here is followed though an edit took the word out of it. */
export const isForUs = async (world: World, source: Source, post: RawPost): Promise<boolean> =>
  isWanted(source, post) || await world.store.read.find('post', 'key', [source.network, post.key]) !== undefined
