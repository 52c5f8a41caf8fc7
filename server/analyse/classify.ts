// Understanding in one call: the rooms of this folder in their order, and the words that each of them decided by.
import type { Classification, Classify, Evidence } from '#domain/classification.ts'
import { findKind } from './kind.ts'
import { findLanguage, type LanguageFound } from './language.ts'
import { findMention } from './mention.ts'
import { normalise, type Token } from './normalise.ts'
import { findPlaces, shownPlace } from './place.ts'
import { findSentiment } from './sentiment.ts'
import { stemsOf } from './stems.ts'
import { findTopics, urgencyOfTopic } from './topic.ts'
import { countTroubles, findSigns, findUrgency } from './urgency.ts'

/** So many pieces of evidence a field at most: a screen shows them, and a text of a thousand cries stays small. */
const evidenceMax = 8
const languageEvidence = 3

type Field = Evidence['field']

const languageWords = (words: Token[], { language, votes }: LanguageFound): { value: string, token: Token }[] => {
  const spoken = language === 'mixed' ? ['kk', 'ru'] as const : language === 'kk' || language === 'ru' ? [language] : []
  return spoken.flatMap(value => words.filter((_, at) => votes[at] === value).slice(0, languageEvidence).map(token => ({ value, token })))
}

const evidenceOf = (text: string, words: Token[]) => {
  const rows: Evidence[] = []
  const counts = new Map<Field, number>()
  const add = (field: Field, value: string, from: number, to: number) => {
    const count = counts.get(field) ?? 0
    if (count >= evidenceMax) return
    counts.set(field, count + 1)
    rows.push({ field, value, text: text.slice(from, to), from, to })
  }
  return {
    rows,
    addToken: (field: Field, value: string, token: Token) => { add(field, value, token.from, token.to) },
    addWords: (field: Field, value: string, first: number, last: number) => {
      const [start, end] = [words[first], words[last]]
      if (start !== undefined && end !== undefined) add(field, value, start.from, end.to)
    },
  }
}

/**
 * Understands one text. Never throws; only the first `lookLimit` units of a text are looked at (normalise.ts), which bounds the time.
 * `places` holds what the text names; a text that names none has the place of its source, without evidence.
 */
export const classify: Classify = (text, source): Classification => {
  const { tokens, words, questions } = normalise(text)
  const language = findLanguage(words, text)
  const mention = findMention(words)
  const places = findPlaces(words, source)
  const topics = findTopics(words, language.language, language.votes)
  const signs = findSigns(words)
  const troubles = countTroubles(signs)
  const sentiment = findSentiment(tokens, language.language, text, troubles)
  const kind = findKind(words, questions, troubles > 0 || sentiment.label === 'negative')
  const urgency = findUrgency(signs, words, kind.kind, urgencyOfTopic(topics.topic.topic))
  const evidence = evidenceOf(text, words)
  for (const { value, token } of languageWords(words, language)) evidence.addToken('language', value, token)
  for (const token of mention.words) evidence.addToken('mention', mention.mention, token)
  for (const { place, first, last } of places) evidence.addWords('place', place.kato, first, last)
  for (const { topic, first, last } of topics.words) evidence.addWords('topic', topic, first, last)
  for (const { first, last } of kind.words) evidence.addWords('kind', kind.kind, first, last)
  for (const { token, label } of sentiment.words) evidence.addToken('sentiment', label, token)
  for (const { reason, first, last } of urgency.words) evidence.addWords('urgency', reason, first, last)
  return {
    language: language.language,
    mention: mention.mention,
    places: places.map(({ place }) => shownPlace(place)),
    topic: topics.topic,
    topic2: topics.topic2,
    kind: kind.kind,
    sentiment: { label: sentiment.label, score: sentiment.score, confidence: sentiment.confidence },
    urgency: { level: urgency.level, reasons: urgency.reasons },
    evidence: evidence.rows,
    terms: stemsOf(words),
  }
}
