// A few words that name two matters alike («Лифт и светофор»): the model is surer of one of them than anybody can be.
import type { Look } from './look.ts'
import { sectorOf, topicCodes } from './topic.ts'

/** So few words; longer texts say more than the names of their matters. */
const fewWords = 6
/** The weaker one weighs at least this share of the stronger. */
const alike = 0.75
/** How far the chances of the two are drawn to their mean. */
const evenly = 0.8

/** The two topics that a short text names alike, by words of their own and of two sectors; undefined where it does not. */
const tornBetween = ({ words, topics: [one, other] }: Look): [string, string] | undefined => {
  if (one === undefined || other === undefined || words.length > fewWords || other.score < alike * one.score || sectorOf(one.topic) === sectorOf(other.topic)) return undefined
  const isShared = one.words.some(({ first }) => other.words.some(word => word.first === first))
  return isShared ? undefined : [one.topic, other.topic]
}

/** Evens out, in their place, the chances of two topics that a short text names alike; `chances` are in the order of `topicCodes`. */
export const evenTorn = (look: Look, chances: Float64Array): void => {
  const torn = tornBetween(look)?.map(topic => topicCodes.indexOf(topic))
  if (torn === undefined) return
  const mean = torn.reduce((sum, topic) => sum + (chances[topic] ?? 0), 0) / torn.length
  for (const topic of torn) chances[topic] = (chances[topic] ?? 0) * (1 - evenly) + mean * evenly
}
