// What a post may want: to complain, to ask, to thank, to sell … weighed by words, by question marks and by imperatives.
import type { Kind } from '#domain/classification.ts'
import table from './data/kinds.json' with { type: 'json' }
import { kinds } from '#domain/classification.ts'
import type { Token } from './normalise.ts'
import { rememberWhether } from './remember.ts'
import { compileRules } from './rules.ts'

export interface KindScore {
  kind: Kind
  score: number
  /** The words that spoke for it, as indexes. */
  words: { first: number, last: number }[]
}

const isKind = (code: string): code is Kind => kinds.some(kind => kind === code)
const find = compileRules<Kind>(table.rules.flatMap(rule => isKind(rule.code) ? [{ ...rule, code: rule.code }] : []))

// Polite and plain imperatives: «жабыңыздаршы», «көріңіз», «сделайте», «уберите».
const imperative = /(?:[ыи]ныз(?:дар|дер)?(?:шы|ши)?|[ыи]низ(?:дер)?(?:ши)?|(?:аи|еи|уи|ои|ди|ри|жи|ми|ни|ви)те)$/
const askingWord = /^(?:когда|где|куда|как|кто|почему|сколько|какои|какая|какие|зачем|кашан|кайда|калай|калаи|кашанга|неге|ким|канша|кандаи|канда|ма|ме|ба|бе|па|пе|бар)$/

const requestWeight = 1.2
const questionWeight = 1.3

const isImperative = rememberWhether(({ folded }: Token): boolean => folded.length >= 6 && imperative.test(folded))
const imperativeAt = (words: Token[]): number => words.findIndex(word => isImperative(word) && !word.tag)

const questionAt = (words: Token[], questions: Set<number>): number => {
  const asked = words.findIndex(word => questions.has(word.sentence) && askingWord.test(word.folded))
  return asked >= 0 ? asked : words.findLastIndex(word => questions.has(word.sentence))
}

/** Kinds that words of the text speak for, the strongest first; `questions` are the sentences that end with a question mark. */
export const findKinds = (words: Token[], questions: Set<number>): KindScore[] => {
  const spoken = find(words).map(hit => ({ kind: hit.code, weight: hit.weight, first: hit.first, last: hit.last }))
  const asks = questions.size > 0 ? questionAt(words, questions) : -1
  if (asks >= 0) spoken.push({ kind: 'question', weight: questionWeight, first: asks, last: asks })
  const orders = imperativeAt(words)
  if (orders >= 0) spoken.push({ kind: 'request', weight: requestWeight, first: orders, last: orders })
  return [...Map.groupBy(spoken, ({ kind }) => kind)]
    .map(([kind, hits]) => ({ kind, score: hits.reduce((sum, hit) => sum + hit.weight, 0), words: hits.map(({ first, last }) => ({ first, last })) }))
    .toSorted((a, b) => b.score - a.score)
}
