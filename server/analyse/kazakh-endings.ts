// The chains of endings that a Kazakh noun may take, by the grammar: plural, whose it is, case; each only after the letters it may follow.
import { fold } from './letters.ts'

type After = 'vowel' | 'nasal' | 'sonorant' | 'buzz' | 'voiceless'

/** A chain of endings and what it may follow. */
interface Chain { back: boolean | undefined, follows: ReadonlySet<After> }

const all = ['vowel', 'nasal', 'sonorant', 'buzz', 'voiceless'] as const
const consonants = ['nasal', 'sonorant', 'buzz', 'voiceless'] as const

/** Endings written with back vowels, and after which letters they stand. */
const plurals: [string, readonly After[]][] = [['лар', ['vowel', 'sonorant']], ['дар', ['sonorant', 'nasal', 'buzz']], ['тар', ['voiceless']]]

const cases: [string, readonly After[]][] = [
  ['ның', ['vowel', 'nasal']], ['дың', ['sonorant', 'buzz']], ['тың', ['voiceless']], ['ға', ['vowel', 'nasal', 'sonorant', 'buzz']], ['қа', ['voiceless']],
  ['ны', ['vowel']], ['ды', ['nasal', 'sonorant', 'buzz']], ['ты', ['voiceless']], ['да', ['vowel', 'nasal', 'sonorant', 'buzz']], ['та', ['voiceless']],
  ['дан', ['vowel', 'sonorant', 'buzz']], ['нан', ['nasal']], ['тан', ['voiceless']], ['мен', ['vowel', 'nasal', 'sonorant']], ['бен', ['buzz']], ['пен', ['voiceless']],
  ['дағы', ['vowel', 'nasal', 'sonorant', 'buzz']], ['тағы', ['voiceless']], ['сыз', all],
]

const mine = ['', 'ның', 'ды', 'да', 'нан', 'мен', 'а', 'дағы']
const ours = ['', 'дың', 'ға', 'ды', 'да', 'дан', 'бен', 'дағы']
const theirs = ['', 'ның', 'на', 'н', 'нда', 'нан', 'мен', 'ндағы']
// «-ым» after a consonant, «-м» after a vowel.
const possessors: [vowelFirst: string, other: string, cases: string[]][] = [['ым', 'м', mine], ['ың', 'ң', mine], ['ымыз', 'мыз', ours], ['ыңыз', 'ңыз', ours], ['ы', 'сы', theirs]]

const possessives: [string, readonly After[]][] = possessors
  .flatMap(([first, other, ends]) => ends.flatMap((end): [string, readonly After[]][] => [[first + end, consonants], [other + end, ['vowel']]]))

// After a plural there is always «р».
const afterPlural = [...cases, ...possessives].filter(([, follows]) => follows.includes('sonorant')).map(([ending]) => ending)

const front = (ending: string): string => ending.replaceAll('а', 'е').replaceAll('ы', 'і').replaceAll('ғ', 'г').replaceAll('қ', 'к')

const chains = new Map<string, Chain[]>()
const keep = (ending: string, back: boolean | undefined, follows: readonly After[]) => {
  const key = fold(ending)
  chains.set(key, [...chains.get(key) ?? [], { back, follows: new Set(follows) }])
}
for (const [ending, follows] of [...cases, ...possessives, ...plurals.flatMap(([many, after]) => ['', ...afterPlural].map((ending): [string, readonly After[]] => [many + ending, after]))]) {
  keep(ending, /[ауыо]/.test(ending) ? true : undefined, follows)
  keep(front(ending), /[еі]/.test(front(ending).replace(/[мбп]ен$/, '')) ? false : undefined, follows)
}

// Folded letters hide й and і behind «и», ұ and ү behind «у»: those may be either, but after a vowel they are й and the glide of «тау».
const kindsOf = (stem: string): readonly After[] => {
  const letter = stem.at(-1) ?? ''
  if (letter === 'и' || letter === 'у') return 'аоыеэюя'.includes(stem.at(-2) ?? ' ') ? ['sonorant'] : ['vowel', 'sonorant']
  if ('аоыеэюя'.includes(letter)) return ['vowel']
  if ('мн'.includes(letter)) return ['nasal']
  if ('рл'.includes(letter)) return ['sonorant']
  return 'зж'.includes(letter) ? ['buzz'] : ['voiceless']
}

const vowel = /[аоыеэюяиу]/g

/** Whether a folded stem asks for back endings; undefined when folding hides it. */
const isBack = (stem: string): boolean | undefined => {
  const vowels = stem.match(vowel) ?? []
  const last = vowels.at(-1)
  if (last === 'ы' || (last === 'а' && vowels.length > 1)) return true
  return last === 'е' || last === 'э' ? false : undefined
}

/** Whether folded letters are endings that a Kazakh noun with this folded stem may take. */
export const isNounEnding = (stem: string, ending: string): boolean => {
  const found = chains.get(ending)
  if (found === undefined) return false
  const [kinds, back] = [kindsOf(stem), isBack(stem)]
  return found.some(chain => (back === undefined || chain.back === undefined || chain.back === back) && kinds.some(kind => chain.follows.has(kind)))
}

/** The longest chain of endings, in letters. */
export const longestEnding = Math.max(...[...chains.keys()].map(ending => ending.length))
