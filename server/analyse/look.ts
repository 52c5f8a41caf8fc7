// The first look at a text: what the rules and word lists of this folder find, by which the trained models are fed.
import type { TextSource } from '#domain/classification.ts'
import { findKinds, type KindScore } from './kind.ts'
import { findLanguage, type LanguageFound } from './language.ts'
import type { NamedValues } from './linear.ts'
import { findMention, type MentionFound } from './mention.ts'
import { lookLimit, normalise, type Token } from './normalise.ts'
import { findPlaces, type PlaceWords } from './place.ts'
import type { RuleHit } from './rules.ts'
import { findMood, type MoodFound } from './sentiment.ts'
import { findTopics, sectorOf, type TopicScore } from './topic.ts'
import { findSigns, isCalm } from './urgency.ts'

export interface Look {
  text: string
  tokens: Token[]
  words: Token[]
  language: LanguageFound
  mention: MentionFound
  places: PlaceWords[]
  topics: TopicScore[]
  kinds: KindScore[]
  signs: RuleHit<string>[]
  /** It speaks of a meeting, an exercise, a thing already put out. */
  calm: boolean
  mood: MoodFound
  questions: number
  exclamations: number
  /** Closing brackets without an opening one, as people smile by them; below zero they frown. */
  smiles: number
}

const smilesOf = (text: string): number => (text.match(/\)/g)?.length ?? 0) - (text.match(/\(/g)?.length ?? 0)

/** Looks at the first `lookLimit` units of a text (normalise.ts). */
export const lookAt = (text: string, source?: TextSource): Look => {
  const { tokens, words, questions, exclamations } = normalise(text)
  const language = findLanguage(words, text)
  const mention = findMention(words)
  return {
    text, tokens, words, language, mention,
    places: findPlaces(words, mention.words, source),
    topics: findTopics(words, language.language, language.votes),
    kinds: findKinds(words, questions),
    signs: findSigns(words),
    calm: isCalm(words),
    mood: findMood(tokens, language.language),
    questions: questions.size,
    exclamations,
    smiles: smilesOf(text.slice(0, lookLimit)),
  }
}

const topicScoreMax = 4
const kindScoreMax = 5
const moodMax = 6
const shortUnder = 6
const longFrom = 40

/** What further topics of a sector add to it, as a share of their score. */
const furtherShare = 0.3

// How strongly each sector is spoken of, 1 for the strongest: its best topic, and a part of its others.
const sectorValues = (topics: TopicScore[]): [string, number][] => {
  const sums = [...Map.groupBy(topics, ({ topic }) => sectorOf(topic))]
    .map(([sector, [best, ...others]]) => ({ sector, score: (best?.score ?? 0) + furtherShare * others.reduce((sum, { score }) => sum + score, 0) }))
  const most = Math.max(...sums.map(({ score }) => score))
  return sums.map(({ sector, score }) => [`sector:${sector}`, (score / most) ** 2])
}

const valuesOf = (look: Look): [string, number][] => {
  const { sum, words } = look.mood
  const spoken = look.words.length
  return [
    ...look.topics.map(({ topic, score }): [string, number] => [`topic:${topic}`, Math.min(score, topicScoreMax) / 2]),
    ...sectorValues(look.topics),
    ...look.kinds.map(({ kind, score }): [string, number] => [`kind:${kind}`, Math.min(score, kindScoreMax) / 2]),
    ...look.signs.map(({ code }): [string, number] => [`sign:${code}`, 1]),
    ['mood:good', Math.min(Math.max(sum, 0), moodMax) / 3], ['mood:bad', Math.min(Math.max(-sum, 0), moodMax) / 3], ['mood:none', words.length === 0 ? 1 : 0],
    ['smile', Math.min(Math.max(look.smiles, 0), 3) / 2], ['frown', Math.min(Math.max(-look.smiles, 0), 3) / 2],
    ['asks', Math.min(look.questions, 2) / 2], ['cries', Math.min(look.exclamations, 2) / 2], ['calm', look.calm ? 1 : 0],
    [`language:${look.language.language}`, 1], [`mention:${look.mention.mention}`, 1], ['place', look.places.some(({ first }) => first >= 0) ? 1 : 0],
    ['short', spoken < shortUnder ? 1 : 0], ['long', spoken >= longFrom ? 1 : 0],
  ]
}

/** What the rules found, by name; zeros are left out. */
export const namedValues = (look: Look): NamedValues => new Map(valuesOf(look).filter(([, value]) => value !== 0))

/** Whether a text has anything for a model to go by. */
export const saysSomething = (look: Look): boolean => look.tokens.length > 0
