// The words that colour a text by the npm package `sentiment`, taught Kazakh and Russian word lists and how both languages say "not".
import type { Language, Sentiment as Label } from '#domain/classification.ts'
import Sentiment from 'sentiment'
import kazakhList from './data/sentiment_kk.json' with { type: 'json' }
import russianList from './data/sentiment_ru.json' with { type: 'json' }
import { fold, wordForm } from './letters.ts'
import type { Token } from './normalise.ts'
import { remember, rememberWord } from './remember.ts'
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

/** A token as the package is asked for it, whether it may colour a text, and whether the package need know of it: it colours, or it denies what does. */
interface Asked { stem: string, colours: boolean, counts: boolean }

/** What most words are: one for all of them. */
const silent: Asked = { stem: '', colours: false, counts: false }

const askedOf = ({ kind, word }: Token, ownStem: string, language: 'kk' | 'ru'): Asked => {
  const stem = kind === 'emoji' ? word : ownStem
  const colours = kind === 'emoji' || coloured[language].has(stem)
  const counts = colours || denying[language].has(stem)
  return counts ? { stem, colours, counts } : silent
}
const asked = {
  kk: rememberWord((token: Token) => askedOf(token, stemKazakh(token.folded), 'kk')),
  ru: rememberWord((token: Token) => askedOf(token, stemRussian(token.word), 'ru')),
}

const analyser = new Sentiment()
analyser.registerLanguage('kk', { labels: labels.kk, scoringStrategy: kazakhStrategy })
analyser.registerLanguage('ru', { labels: labels.ru, scoringStrategy: russianStrategy })

const languagesOf: Record<Language, ('kk' | 'ru')[]> = { kk: ['kk'], ru: ['ru'], mixed: ['kk', 'ru'], other: ['ru'] }

const strokes = ['', '| ', '| | ']

// A coloured word is denied by one of the two words before it or by the one after: of other words between only whether it was one or more.
const askedRow = (row: Asked[]): string => {
  let kept = ''
  let others = 0
  for (const { stem, counts } of row) {
    if (counts) kept += `${kept === '' ? '' : strokes[others] ?? ''}${stem} `
    others = counts ? 0 : Math.min(others + 1, 2)
  }
  return kept
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
    const row = tokens.map(asked[one])
    if (!row.some(({ colours }) => colours)) continue
    const { score, positive, negative } = found[one](askedRow(row))
    sum += score
    for (const [at, token] of tokens.entries()) {
      const word = row[at]
      if (word?.colours !== true) continue
      const label = negative.includes(word.stem) ? 'negative' : positive.includes(word.stem) ? 'positive' : undefined
      if (label !== undefined) words.push({ token, label })
      if (label === 'negative' && (labels[one][word.stem] ?? 0) > 0) denied += 1
    }
  }
  return { sum, words, denied }
}
