// What each character of a text is to the one who cuts it: part of a word, a mark, a sign; rare ones are asked of patterns.

const wordPart = '[\\p{L}\\p{M}\\p{N}\\u00ad\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u2069]'
const apostrophes = '\'’ʼ`´'

export const character = { other: 0, letter: 1, apostrophe: 2, stop: 3, pause: 4, sign: 5, rare: 6 } as const

/** Characters of Latin, Cyrillic and other alphabets, and the marks of print, lie below. */
const listed = 0x2070

const sortOf = (one: string): number => {
  if (new RegExp(wordPart, 'u').test(one)) return character.letter
  if (apostrophes.includes(one)) return character.apostrophe
  if ('.!?…\n'.includes(one)) return character.stop
  if (',;:()«»"—–|'.includes(one)) return character.pause
  if ('@#'.includes(one)) return character.sign
  return /\p{Extended_Pictographic}/u.test(one) ? character.rare : character.other
}

const sorts = Uint8Array.from({ length: listed }, (_, code) => sortOf(String.fromCharCode(code)))

/** What stands at a place of a text: a value of `character`; `other` behind its end. */
export const characterAt = (text: string, at: number): number => at < text.length ? sorts[text.charCodeAt(at)] ?? character.rare : character.other

/** Where what the sticky pattern describes ends, if it begins at that place; else the place itself. */
const endOf = (pattern: RegExp, text: string, at: number): number => {
  pattern.lastIndex = at
  return pattern.test(text) ? pattern.lastIndex : at
}

const anyWord = new RegExp(`${wordPart}+(?:[${apostrophes}]${wordPart}*)*`, 'uy')
const anyEmoji = /\p{Extended_Pictographic}/uy
const nameStart = /[\p{L}\p{N}_]/uy
const link = /(?:https?:\/\/|www\.)[^\s]+|[\w.+-]{1,32}@[\w-]+\.[\w.]+|(?:t\.me|wa\.me|instagram\.com|youtu\.be|tiktok\.com)\/[^\s]*/iuy

/** Every link holds one of these: in a text without, none need be looked for. */
export const linkSign = /@|:\/\/|www\.|[em]\//i

/** Where the link that begins here ends, or the place itself. */
export const linkEnd = (text: string, at: number): number => endOf(link, text, at)

/** Where the word that begins here ends, or the place itself. Letters go on, apostrophes among them too. */
export const wordEnd = (text: string, at: number): number => {
  let end = at
  let sort = characterAt(text, end)
  if (sort === character.letter) {
    while (sort === character.letter || sort === character.apostrophe) {
      end += 1
      sort = characterAt(text, end)
    }
  }
  return sort === character.rare ? endOf(anyWord, text, at) : end
}

/** Where the emoji that begins here ends, or the place itself. */
export const emojiEnd = (text: string, at: number): number => endOf(anyEmoji, text, at)

/** Where a row of marks that end sentences ends. */
export const stopsEnd = (text: string, at: number): number => {
  let end = at
  while (characterAt(text, end) === character.stop) end += 1
  return end
}

/** Whether a name may begin here, behind @ or #. */
export const isNameStart = (text: string, at: number): boolean => endOf(nameStart, text, at) > at
