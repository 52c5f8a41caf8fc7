// The words that colour a text by the npm package `sentiment`, taught Kazakh and Russian word lists and how both languages say "not".
import type { Language, Sentiment as Label } from '#domain/classification.ts'
import Sentiment from 'sentiment'
import kazakhList from './data/sentiment_kk.json' with { type: 'json' }
import russianList from './data/sentiment_ru.json' with { type: 'json' }
import { fold, wordForm } from './letters.ts'
import type { Token } from './normalise.ts'
import { remember, rememberWhether, rememberWord } from './remember.ts'
import { stemKazakh, stemRussian } from './stems.ts'

export interface MoodFound {
  /** Weights of the words added up, each -3 … 3. */
  sum: number
  /** Words that coloured the text, and to which side. */
  words: { token: Token, label: Label }[]
  /** How many words of praise are denied: «жақсы емес». */
  denied: number
}

const stemOf = { kk: (word: string) => stemKazakh(fold(word)), ru: stemRussian }

const labelsOf = (list: Record<string, number>, language: 'kk' | 'ru'): Record<string, number> =>
  Object.fromEntries(Object.entries(list).map(([word, weight]) => [stemOf[language](wordForm(word).word), weight]))

const stemmed = (text: string, language: 'kk' | 'ru'): Set<string> => new Set(text.split(' ').map(stemOf[language]))
const kazakhNot = stemmed('емес жоқ', 'kk')
const russianNot = stemmed('не ни без нет', 'ru')

// Only half of a denied word's weight turns: «не плохо» is no praise.
const denied = (weight: number): number => -weight / 2

const kazakhStrategy = {
  apply: (tokens: string[], at: number, weight: number): number => {
    const after = tokens[at + 1]
    if (after === undefined || !kazakhNot.has(after) || kazakhNot.has(tokens[at] ?? '')) return weight
    return denied(weight)
  },
}
const russianStrategy = {
  apply: (tokens: string[], at: number, weight: number): number => {
    const isDenied = [tokens[at - 1], tokens[at - 2]].some(word => word !== undefined && russianNot.has(word))
    return isDenied && !russianNot.has(tokens[at] ?? '') ? denied(weight) : weight
  },
}

const labels = { kk: labelsOf(kazakhList.words, 'kk'), ru: labelsOf(russianList.words, 'ru') }
const denying = { kk: kazakhNot, ru: russianNot }
// The package adds its emoji to the labels that it is given.
const coloured = { kk: new Set(Object.keys(labels.kk)), ru: new Set(Object.keys(labels.ru)) }

/** A token as the package is asked for it, and whether it may colour a text. */
interface Asked { stem: string, colours: boolean }

const askedOf = ({ kind, word }: Token, ownStem: string, language: 'kk' | 'ru'): Asked => {
  const stem = kind === 'emoji' ? word : ownStem
  return { stem, colours: kind === 'emoji' || coloured[language].has(stem) }
}

/** Whether the package need know of a token: it colours, or it denies what does. Most do neither. The others are remembered as they are asked for. */
const asking = (language: 'kk' | 'ru', stemIn: (token: Token) => string) => {
  const ask = (token: Token): Asked => askedOf(token, stemIn(token), language)
  const counts = (token: Token): boolean => {
    const { stem, colours } = ask(token)
    return colours || denying[language].has(stem)
  }
  return { asked: rememberWord(ask), counts: rememberWhether(counts) }
}
const askings = { kk: asking('kk', token => stemKazakh(token.folded)), ru: asking('ru', token => stemRussian(token.word)) }

const analyser = new Sentiment()
analyser.registerLanguage('kk', { labels: labels.kk, scoringStrategy: kazakhStrategy })
analyser.registerLanguage('ru', { labels: labels.ru, scoringStrategy: russianStrategy })

const languagesOf: Record<Language, ('kk' | 'ru')[]> = { kk: ['kk'], ru: ['ru'], mixed: ['kk', 'ru'], other: ['ru'] }

/** A token that counts, and where it stands. */
interface Counted extends Asked { token: Token, at: number }

const countedIn = (tokens: Token[], language: 'kk' | 'ru'): Counted[] => {
  const { asked, counts } = askings[language]
  const found: Counted[] = []
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at]
    if (token !== undefined && counts(token)) found.push({ ...asked(token), token, at })
  }
  return found
}

const strokes = ['', '| ', '| | ']

// A coloured word is denied by one of the two words before it or by the one after: of other words between only whether it was one or more.
const rowOf = (counted: Counted[]): string => {
  let row = ''
  let next = counted[0]?.at ?? 0
  for (const { stem, at } of counted) {
    row += `${strokes[Math.min(at - next, 2)] ?? ''}${stem} `
    next = at + 1
  }
  return row
}

const analyse = (language: 'kk' | 'ru') => (row: string) => {
  const { score, positive, negative } = analyser.analyze(row, { language })
  return { score, positive, negative }
}
// Most texts are coloured by the same few words: the package is asked but once about them.
const found = { kk: remember(analyse('kk')), ru: remember(analyse('ru')) }

/** Coloured words of the text. */
export const findMood = (tokens: Token[], language: Language): MoodFound => {
  let [sum, denied] = [0, 0]
  const words: MoodFound['words'] = []
  for (const one of languagesOf[language]) {
    const counted = countedIn(tokens, one)
    if (!counted.some(({ colours }) => colours)) continue
    const { score, positive, negative } = found[one](rowOf(counted))
    sum += score
    for (const { token, stem, colours } of counted) {
      const label = !colours ? undefined : negative.includes(stem) ? 'negative' : positive.includes(stem) ? 'positive' : undefined
      if (label !== undefined) words.push({ token, label })
      if (label === 'negative' && (labels[one][stem] ?? 0) > 0) denied += 1
    }
  }
  return { sum, words, denied }
}
