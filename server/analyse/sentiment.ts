// The words that colour a text by the npm package `sentiment`, taught Kazakh and Russian word lists and how both languages say "not".
import type { Language, Sentiment as Label } from '#domain/classification.ts'
import Sentiment from 'sentiment'
import kazakhList from './data/sentiment_kk.json' with { type: 'json' }
import russianList from './data/sentiment_ru.json' with { type: 'json' }
import { fold, wordForm } from './letters.ts'
import type { Token } from './normalise.ts'
import { rememberWord } from './remember.ts'
import { stemKazakh, stemRussian } from './stems.ts'

export interface MoodFound {
  /** Weights of the words added up, each -3 … 3. */
  sum: number
  /** Words that coloured the text, and to which side. */
  words: { token: Token, label: Label }[]
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
// The package adds its emoji to the labels that it is given.
const coloured = { kk: new Set(Object.keys(labels.kk)), ru: new Set(Object.keys(labels.ru)) }

/** A token as the package is asked for it, and whether it may colour a text. */
interface Asked { stem: string, colours: boolean }

const askedOf = (stem: string, { kind }: Token, language: 'kk' | 'ru'): Asked => ({ stem, colours: kind === 'emoji' || coloured[language].has(stem) })
const asked = {
  kk: rememberWord((token: Token) => askedOf(token.kind === 'emoji' ? token.word : stemKazakh(token.folded), token, 'kk')),
  ru: rememberWord((token: Token) => askedOf(token.kind === 'emoji' ? token.word : stemRussian(token.word), token, 'ru')),
}

const analyser = new Sentiment()
analyser.registerLanguage('kk', { labels: labels.kk, scoringStrategy: kazakhStrategy })
analyser.registerLanguage('ru', { labels: labels.ru, scoringStrategy: russianStrategy })

const languagesOf: Record<Language, ('kk' | 'ru')[]> = { kk: ['kk'], ru: ['ru'], mixed: ['kk', 'ru'], other: ['ru'] }

const silent: Asked = { stem: '', colours: false }

// Words that neither colour nor may deny are not worth asking the package about: a stroke stands for each row of them.
const askedRow = (row: Asked[]): string => {
  const kept: string[] = []
  let last = false
  for (let at = 0; at < row.length; at += 1) {
    const { stem, colours } = row[at] ?? silent
    // A coloured word is denied by one of the two words before it or by the one after.
    if (colours || last || row[at + 1]?.colours === true || row[at + 2]?.colours === true) kept.push(stem)
    else if (kept.at(-1) !== '|') kept.push('|')
    last = colours
  }
  return kept.join(' ')
}

/** Coloured words of the text. */
export const findMood = (tokens: Token[], language: Language): MoodFound => {
  let sum = 0
  const words: MoodFound['words'] = []
  for (const one of languagesOf[language]) {
    const row = tokens.map(asked[one])
    if (!row.some(({ colours }) => colours)) continue
    const found = analyser.analyze(askedRow(row), { language: one })
    if (found.words.length === 0) continue
    sum += found.score
    for (let at = 0; at < row.length; at += 1) {
      const { stem } = row[at] ?? silent
      const token = tokens[at]
      const label = found.negative.includes(stem) ? 'negative' : found.positive.includes(stem) ? 'positive' : undefined
      if (token !== undefined && label !== undefined) words.push({ token, label })
    }
  }
  return { sum, words }
}
