// When two posts say exactly the same: one key for a text that was pasted with other capitals, marks, emoji or links.
import { normalise } from './normalise.ts'

/** Fewer letters than this say too little to call two posts the same. */
const fewestLetters = 12

/** A longer text is keyed by its beginning and its length. */
const keyedLength = 65_536

/**
 * Key of a text for exact duplicates: lower case, one alphabet for look-alikes, single spaces; no emoji, links, @handles, #tags or
 * punctuation. Empty when fewer than twelve letters remain: such texts are never duplicates.
 */
export const textKey = (text: string): string => {
  const { words } = normalise(text, keyedLength)
  const kept = words.filter(token => !token.tag)
  const letters = kept.reduce((sum, token) => sum + (token.kind === 'word' ? token.word.length : 0), 0)
  if (letters < fewestLetters) return ''
  const key = kept.map(token => token.word).join(' ')
  return text.length > keyedLength ? `${key} ${text.length}` : key
}
