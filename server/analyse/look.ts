// The first look at a text: what the rules and word lists of this folder find, by which the trained models are fed.
import type { TextSource } from '#domain/classification.ts'
import { findKinds, type KindScore } from './kind.ts'
import { findLanguage, type LanguageFound } from './language.ts'
import type { NamedValues } from './linear.ts'
import { findMention, type MentionFound } from './mention.ts'
import { normalise, type Token } from './normalise.ts'
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
}

/** Looks at the first `lookLimit` units of a text (normalise.ts). */
export const lookAt = (text: string, source?: TextSource): Look => {
  const { tokens, words, questions, exclamations } = normalise(text)
  const language = findLanguage(words, text)
  return {
    text, tokens, words, language,
    mention: findMention(words),
    places: findPlaces(words, source),
    topics: findTopics(words, language.language, language.votes),
    kinds: findKinds(words, questions),
    signs: findSigns(words),
    calm: isCalm(words),
    mood: findMood(tokens, language.language, text),
    questions: questions.size,
    exclamations,
  }
}

const topicScoreMax = 4
const kindScoreMax = 5
const moodMax = 6
const shortUnder = 6
const longFrom = 40

const valuesOf = (look: Look): [string, number][] => {
  const { sum, words } = look.mood
  const spoken = look.words.length
  const best = look.topics[0]
  return [
    ...look.topics.map(({ topic, score }): [string, number] => [`topic:${topic}`, Math.min(score, topicScoreMax) / 2]),
    ...best === undefined ? [] : [[`sector:${sectorOf(best.topic)}`, 1] satisfies [string, number]],
    ...look.kinds.map(({ kind, score }): [string, number] => [`kind:${kind}`, Math.min(score, kindScoreMax) / 2]),
    ...look.signs.map(({ code }): [string, number] => [`sign:${code}`, 1]),
    ['mood:good', Math.min(Math.max(sum, 0), moodMax) / 3], ['mood:bad', Math.min(Math.max(-sum, 0), moodMax) / 3], ['mood:none', words.length === 0 ? 1 : 0],
    ['asks', Math.min(look.questions, 2) / 2], ['cries', Math.min(look.exclamations, 2) / 2], ['calm', look.calm ? 1 : 0],
    [`language:${look.language.language}`, 1], [`mention:${look.mention.mention}`, 1], ['place', look.places.some(({ first }) => first >= 0) ? 1 : 0],
    ['short', spoken < shortUnder ? 1 : 0], ['long', spoken >= longFrom ? 1 : 0],
  ]
}

/** What the rules found, by name; zeros are left out. */
export const namedValues = (look: Look): NamedValues => new Map(valuesOf(look).filter(([, value]) => value !== 0))

/** Whether a text has anything for a model to go by. */
export const saysSomething = (look: Look): boolean => look.tokens.length > 0
