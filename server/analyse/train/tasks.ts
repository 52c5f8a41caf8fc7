// What is learned, with which features and settings: one entry a field of a classification.
import { kinds, languages, mentions, sentiments, urgencies } from '#domain/classification.ts'
import { sectorOf, topicCodes } from '../topic.ts'
import { urgencyReasons } from '../urgency.ts'
import type { PraisePlan } from './fit-praise.ts'
import type { Fitting, Plan } from './fit.ts'

/** Fields that are learned; sentiment has a model for each language. */
export type Task = 'topic' | 'kind' | 'urgency' | 'sentiment-kk' | 'sentiment-ru'

const sectors = [...new Set(topicCodes.map(sectorOf))]
const prefixed = (prefix: string, codes: readonly string[]): string[] => codes.map(code => `${prefix}:${code}`)

const topicNames = prefixed('topic', topicCodes)
const sectorNames = prefixed('sector', sectors)
const kindNames = prefixed('kind', kinds)
const signNames = prefixed('sign', urgencyReasons)
const moodNames = ['mood:good', 'mood:bad', 'mood:none', 'smile', 'frown']
const formNames = ['asks', 'cries', 'calm', 'place', 'short', 'long', ...prefixed('language', languages), ...prefixed('mention', mentions)]

/** Likewise what a word of a kind is worth to it: plain short requests and proposals are thin in the corpus. */
const kindWorth = 2

const itself = (answer: string): string => answer

/** What a keyword of the tree is worth to its topic before anything is learned: the corpus holds some twenty posts a topic only. */
const keywordWorth = 3

const topicPlans: Plan[] = [
  {
    name: 'sector', classes: sectors, bits: 13, looksAt: 'stems', classOf: sectorOf, named: [...topicNames, ...sectorNames, ...signNames, ...formNames, ...kindNames],
    start: (named, sector) => named === `sector:${sector}` || named.startsWith(`topic:${sector}.`) ? keywordWorth / 2 : 0,
    bayes: { worth: 0.7, doubt: 3 },
  },
  { name: 'topic', classes: [...topicCodes], bits: 9, looksAt: 'stems', classOf: itself, named: topicNames, start: (named, topic) => named === `topic:${topic}` ? keywordWorth : 0 },
]

// Kind and mood go together in the corpus more than in life: neither is shown to the other's model, but for coloured words. How a kind leans to a mood is weighed apart (make-judge.ts).
const single = (name: string, classes: readonly string[], bits: number, named: string[]): Plan => ({ name, classes: [...classes], bits, looksAt: 'all', classOf: itself, named })

/** Likewise what coloured words are worth to a mood. */
const moodWorth = 3
const moodStart = (named: string, mood: string): number => (named === 'mood:good' && mood === 'positive') || (named === 'mood:bad' && mood === 'negative') ? moodWorth : 0

const settings = { rounds: 8, rate: 0.1, caution: 1e-4, decay: 1e-5 }

const alone = (plan: Plan): Fitting => ({ ...settings, answers: plan.classes, plans: [plan] })

export const tasks: Record<Task, Fitting> = {
  'topic': { ...settings, rounds: 10, rate: 1, caution: 1, answers: [...topicCodes], plans: topicPlans },
  'kind': {
    ...alone({ ...single('kind', kinds, 14, [...kindNames, ...signNames, ...formNames, ...sectorNames, ...moodNames]), start: (named, kind) => named === `kind:${kind}` ? kindWorth : 0 }),
    rate: 0.3, caution: 0.1,
  },
  'urgency': { ...alone(single('urgency', urgencies, 14, [...kindNames, ...signNames, ...formNames, ...topicNames])), rate: 1, caution: 1 },
  'sentiment-kk': { ...alone({ ...single('sentiment-kk', sentiments, 15, [...moodNames, ...signNames, ...formNames]), start: moodStart }), rounds: 5 },
  'sentiment-ru': { ...alone({ ...single('sentiment-ru', sentiments, 15, [...moodNames, ...signNames, ...formNames]), start: moodStart }), rounds: 5 },
}

/** Tells topics by what words are kin to. Fitted apart and added: learned beside the stems it would be left what they do not explain in these very posts, and be of no use for words that no post holds. */
export const kinFitting: Fitting = {
  ...settings, rounds: 10, rate: 1, caution: 1, answers: [...topicCodes],
  plans: [{ name: 'kin', classes: [...topicCodes], bits: 0, looksAt: 'kin', classOf: itself, named: [] }],
}

/** Tells reviews, by which the Kazakh mood is mostly learned, from all else: praise is commoner among them (make-judge.ts). */
export const reviewFitting: Fitting = { ...alone(single('review', ['review', 'other'], 14, [...formNames, ...sectorNames, ...kindNames])), rounds: 5 }

/** Tells praise from blame in Kazakh talk (praise.ts). */
export const praisePlan: PraisePlan = { bits: 17, rounds: 8, rate: 0.006, hold: 3e-4 }

/** Rare classes count for more: the power of how rare they are. */
export const balance: Record<Task, number> = { 'topic': 0, 'kind': 0.8, 'urgency': 0.4, 'sentiment-kk': 0.4, 'sentiment-ru': 0.8 }
