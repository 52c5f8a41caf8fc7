// Understanding in one call: the rules look, the trained models judge, and the words that each of them decided by are shown.
import type { Classification, Classify, Evidence, TopicFound } from '#domain/classification.ts'
import { findHandOver } from './hand-over.ts'
import { judge } from './judge.ts'
import type { LanguageFound } from './language.ts'
import { lookAt, saysSomething, type Look } from './look.ts'
import type { Judgement } from './make-judge.ts'
import type { Token } from './normalise.ts'
import { shownPlace } from './place.ts'
import { stemsOf } from './stems.ts'
import { sectorOf } from './topic.ts'
import { findUrgency, type UrgencyFound } from './urgency.ts'

/** So many pieces of evidence a field at most: a screen shows them, and a text of a thousand cries stays small. */
const evidenceMax = 8
const languageEvidence = 3

type Field = Evidence['field']

const languageWords = (words: Token[], { language, votes }: LanguageFound): { value: string, token: Token }[] => {
  const shown: { value: string, token: Token }[] = []
  for (const value of language === 'mixed' ? ['kk', 'ru'] : [language]) {
    let left = value === 'other' ? 0 : languageEvidence
    for (let at = 0; at < words.length && left > 0; at += 1) {
      const token = words[at]
      if (token === undefined || votes[at] !== value) continue
      shown.push({ value, token })
      left -= 1
    }
  }
  return shown
}

const evidenceOf = (text: string, words: Token[]) => {
  const rows: Evidence[] = []
  const counts = new Map<Field, number>()
  const add = (field: Field, value: string, from: number, to: number) => {
    const count = counts.get(field) ?? 0
    const known = rows.some(row => row.field === field && row.value === value && row.from <= from && row.to >= to)
    if (count >= evidenceMax || known) return
    counts.set(field, count + 1)
    rows.push({ field, value, text: text.slice(from, to), from, to })
  }
  return {
    rows,
    addTokens: (field: Field, value: string, tokens: Token[]) => { for (const token of tokens) add(field, value, token.from, token.to) },
    addWords: (field: Field, value: string, first: number, last: number) => {
      const [start, end] = [words[first], words[last]]
      if (start !== undefined && end !== undefined) add(field, value, start.from, end.to)
    },
  }
}

// A label's evidence: the rules' words for that very label first, then those that weighed most with the model.
const gather = (look: Look, judgement: Judgement, urgency: UrgencyFound): Evidence[] => {
  const { text, words } = look
  const { rows, addTokens, addWords } = evidenceOf(text, words)
  for (const { value, token } of languageWords(words, look.language)) addTokens('language', value, [token])
  addTokens('mention', look.mention.mention, look.mention.words)
  for (const { place, first, last } of look.places) addWords('place', place.kato, first, last)
  for (const { label, words: strongest } of judgement.topics) {
    const named = look.topics.find(({ topic }) => topic === label)?.words ?? []
    for (const { first, last } of named) addWords('topic', label, first, last)
    if (named.length === 0) addTokens('topic', label, strongest())
  }
  const { kind, sentiment } = judgement
  for (const { first, last } of look.kinds.find(found => found.kind === kind.label)?.words ?? []) addWords('kind', kind.label, first, last)
  addTokens('kind', kind.label, kind.words())
  for (const { token, label } of look.mood.words) addTokens('sentiment', label, [token])
  addTokens('sentiment', sentiment.label, sentiment.words())
  for (const { reason, first, last } of urgency.words) addWords('urgency', reason, first, last)
  if (urgency.sensed) addTokens('urgency', 'life', judgement.urgency.dangerWords())
  return rows
}

const twoPlaces = (value: number): number => Math.round(value * 100) / 100

const topicFound = ({ label, chance }: { label: string, chance: number }): TopicFound => ({ sector: sectorOf(label), topic: label, confidence: twoPlaces(chance) })

/** A second topic less likely than this is none. */
const rivalFrom = 0.05

/** So few words without any stem of the tree tell no topic, nor a kind where no word of one is among them, and none of danger by their letters alone. */
const fewWords = 3

const withoutTopic = (look: Look): boolean => look.topics.length === 0 && look.words.length < fewWords

const none = (): Token[] => []

const silent: Judgement = {
  topics: [{ label: 'other', chance: 0.1, words: none }, { label: 'other', chance: 0, words: none }],
  kind: { label: 'other', chance: 0.1, words: none },
  sentiment: { label: 'neutral', chance: 0.1, score: 0, words: none },
  urgency: { label: 'low', chance: 0.1, words: none, danger: 0, dangerWords: none },
}

/**
 * Understands one text. Never throws; only the first `lookLimit` units of a text are looked at (normalise.ts), which bounds the time.
 * `places` holds what the text names; a text that names none has the place of its source, without evidence.
 */
export const classify: Classify = (text, source): Classification => {
  const look = lookAt(text, source)
  const judged = saysSomething(look) ? judge(look) : silent
  const judgement = withoutTopic(look) ? { ...judged, topics: silent.topics, kind: look.kinds.length === 0 ? silent.kind : judged.kind } : judged
  const { topics: [first, second], kind, sentiment } = judgement
  const urgency = findUrgency(look, kind.label, look.words.length < fewWords ? { ...judgement.urgency, danger: 0 } : judgement.urgency)
  const handOver = findHandOver(look.words, kind.label, first.label)
  return {
    language: look.language.language,
    mention: look.mention.mention,
    places: look.places.map(({ place }) => shownPlace(place)),
    topic: topicFound(first),
    topic2: second.chance < rivalFrom ? null : topicFound(second),
    kind: kind.label,
    sentiment: { label: sentiment.label, score: twoPlaces(sentiment.score), confidence: twoPlaces(sentiment.chance) },
    urgency: { level: urgency.level, reasons: urgency.reasons },
    ...handOver && { handOver },
    evidence: gather(look, judgement, urgency),
    terms: stemsOf(look.words),
  }
}
