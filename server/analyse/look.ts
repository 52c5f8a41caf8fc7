// The first look at a text: what the rules and word lists of this folder find, by which the trained models are fed.
import type { TextSource } from '#domain/classification.ts'
import { findKinds, type KindScore } from './kind.ts'
import { findLanguage, type LanguageFound } from './language.ts'
import type { NamedValues } from './linear.ts'
import { findMention, type MentionFound } from './mention.ts'
import { lookLimit, normalise, type Token } from './normalise.ts'
import { findPlaces, type PlaceWords } from './place.ts'
import { remember } from './remember.ts'
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

// How strongly each sector is spoken of: its best topic, and a part of its others.
const sectorScores = (topics: TopicScore[]): [string, number][] => {
  const sums = new Map<string, { best: number, others: number }>()
  for (const { topic, score } of topics) {
    const known = sums.get(sectorOf(topic))
    if (known === undefined) sums.set(sectorOf(topic), { best: score, others: 0 })
    else known.others += score
  }
  return Array.from(sums, ([sector, { best, others }]) => [sector, best + furtherShare * others])
}

const within = (value: number, most: number): number => Math.min(Math.max(value, 0), most)

// Names of found codes, put together once.
const named = (group: string) => remember((code: string) => `${group}:${code}`)
const [topicName, sectorName, kindName, signName] = [named('topic'), named('sector'), named('kind'), named('sign')]

/** What the rules found, by name; zeros are left out. */
export const namedValues = (look: Look): NamedValues => {
  const values = new Map<string, number>()
  const put = (name: string, value: number) => { if (value !== 0) values.set(name, value) }
  for (const { topic, score } of look.topics) put(topicName(topic), Math.min(score, topicScoreMax) / 2)
  const sectors = sectorScores(look.topics)
  let most = 0
  for (const [, score] of sectors) most = Math.max(most, score)
  for (const [sector, score] of sectors) put(sectorName(sector), (score / most) ** 2)
  for (const { kind, score } of look.kinds) put(kindName(kind), Math.min(score, kindScoreMax) / 2)
  for (const { code } of look.signs) put(signName(code), 1)
  const { sum, words } = look.mood
  put('mood:good', within(sum, moodMax) / 3)
  put('mood:bad', within(-sum, moodMax) / 3)
  put('mood:none', words.length === 0 ? 1 : 0)
  put('smile', within(look.smiles, 3) / 2)
  put('frown', within(-look.smiles, 3) / 2)
  put('asks', Math.min(look.questions, 2) / 2)
  put('cries', Math.min(look.exclamations, 2) / 2)
  put('calm', look.calm ? 1 : 0)
  put(`language:${look.language.language}`, 1)
  put(`mention:${look.mention.mention}`, 1)
  put('place', look.places.some(({ first }) => first >= 0) ? 1 : 0)
  put('short', look.words.length < shortUnder ? 1 : 0)
  put('long', look.words.length >= longFrom ? 1 : 0)
  return values
}

/** Whether a text has anything for a model to go by. */
export const saysSomething = (look: Look): boolean => look.tokens.length > 0
