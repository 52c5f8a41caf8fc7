// Which matters a text may be about: stems of the topic tree, counted and weighed.
import type { Language } from '#domain/classification.ts'
import tree from './data/topics.json' with { type: 'json' }
import own from './data/topic_words.json' with { type: 'json' }
import { compileKeywords, sizeOf, type Keyword, type KeywordHit } from './keywords.ts'
import { fold, kazakhLetter } from './letters.ts'
import type { Vote } from './language.ts'
import type { Token } from './normalise.ts'
import { remember } from './remember.ts'

export interface TopicWords { topic: string, first: number, last: number }

interface Words { kk: string[], ru: string[] }
interface Claim { topic: string, language: 'kk' | 'ru', keyword: string }

const topics = tree.sectors.flatMap(sector => sector.topics)
const more = new Map<string, Words>(Object.entries(own.more))
const urgencies = new Map(topics.map(topic => [topic.code, topic.urgency]))

/** What the topic tree proposes for a topic: `critical high normal low`; `normal` for `other`. */
export const urgencyOfTopic = (code: string): string => urgencies.get(code) ?? 'normal'

const claimsOf = (code: string, words: Words | undefined): Claim[] => (['kk', 'ru'] as const)
  .flatMap(language => (words?.[language] ?? []).map(keyword => ({ topic: code, language, keyword })))

const claimsOfAll = (): Claim[] => topics.flatMap(topic => [...claimsOf(topic.code, topic.keywords), ...claimsOf(topic.code, more.get(topic.code))])

interface LookAlike { start: string, exact: boolean }

// Folded, «қол» is «көл»: a look-alike written with letters of Kazakh is compared by them.
const lookAlike = (start: string): LookAlike => kazakhLetter.test(start) ? { start, exact: true } : { start: fold(start), exact: false }
const lookalikes = new Map(Object.entries(own.not).map(([stem, not]) => [fold(stem), not.map(lookAlike)]))
const aboutTheOffice = new Set(own.about_the_office)
const saysWhere = new Set(own.where)

// A fire in a house is a fire before it is a house.
const gravity = (topic: string): number => urgencyOfTopic(topic) === 'critical' ? 1.5 : aboutTheOffice.has(topic) ? 0.45 : 1

// A stem that many topics claim says less of each.
const weightOf = ({ topic, keyword }: Claim, claimants: number): number => {
  const { words, letters } = sizeOf(keyword)
  const size = words > 1 ? 1.2 + words * 0.4 : letters >= 5 ? 1 : 0.8
  return size / Math.sqrt(claimants) * gravity(topic) * (saysWhere.has(keyword) ? 0.6 : 1)
}

interface Value {
  topic: string
  language: 'kk' | 'ru'
  weight: number
  /** Beginnings of other words that only look like it. */
  not: LookAlike[]
}

const find = compileKeywords(() => {
  const claims = claimsOfAll()
  const claimants = Map.groupBy([...new Map(claims.map(({ keyword, topic }) => [`${keyword} ${topic}`, keyword])).values()], keyword => fold(keyword))
  return claims.map((claim): Keyword<Value> => ({
    keyword: claim.keyword,
    value: {
      topic: claim.topic, language: claim.language, weight: weightOf(claim, claimants.get(fold(claim.keyword))?.length ?? 1),
      not: sizeOf(claim.keyword).words === 1 ? lookalikes.get(fold(claim.keyword)) ?? [] : [],
    },
  }))
})

/** How far a keyword of one language may speak in a text of the other: loan words do, chance look-alikes must not. */
const trust = ({ value, first, last }: KeywordHit<Value>, language: Language, votes: Vote[]): number => {
  let [kk, ru] = [false, false]
  for (let at = first; at <= last; at += 1) {
    kk ||= votes[at] === 'kk'
    ru ||= votes[at] === 'ru'
  }
  if (value.language === 'kk') return !kk && (ru || language === 'ru') ? 0 : 1
  return kk && !ru ? 0 : language === 'kk' ? 0.6 : 1
}

const isLookalike = ({ value: { not }, first }: KeywordHit<Value>, words: Token[]): boolean =>
  not.some(({ start, exact }) => (exact ? words[first]?.word : words[first]?.folded)?.startsWith(start) === true)

export interface TopicScore {
  topic: string
  /** About 1 for one good word, 2 for a phrase; adds up. */
  score: number
  /** The words that spoke for it. */
  words: TopicWords[]
}

interface Weighed { hit: KeywordHit<Value>, weight: number }

// One place of the text counts once a topic, by its longest keyword.
const scoreOf = (topic: string, hits: Weighed[]): TopicScore => {
  const words: TopicWords[] = []
  const isTaken = (at: number) => words.some(({ first, last }) => first === at || last === at)
  let score = 0
  for (const { hit: { first, last }, weight } of hits.sort((a, b) => b.weight - a.weight)) {
    if (isTaken(first) || isTaken(last)) continue
    score += weight
    words.push({ topic, first, last })
  }
  return { topic, score, words }
}

/** Topics whose stems the text holds, the likeliest first; `votes` says which language each word is of. */
export const findTopics = (words: Token[], language: Language, votes: Vote[]): TopicScore[] => {
  const byTopic = new Map<string, Weighed[]>()
  for (const hit of find(words)) {
    if (words[hit.first]?.tag === true || isLookalike(hit, words)) continue
    const weight = hit.value.weight * trust(hit, language, votes)
    if (weight <= 0) continue
    const known = byTopic.get(hit.value.topic)
    if (known === undefined) byTopic.set(hit.value.topic, [{ hit, weight }])
    else known.push({ hit, weight })
  }
  return Array.from(byTopic, ([topic, hits]) => scoreOf(topic, hits)).sort((a, b) => b.score - a.score)
}

/** All codes that a text can have: those of the tree and `other`. */
export const topicCodes: readonly string[] = [...topics.map(({ code }) => code), 'other']

/** First part of a topic's code. */
export const sectorOf = remember((topic: string): string => topic.split('.')[0] ?? topic)
