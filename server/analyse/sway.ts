// What sways a mood beyond what its model says: the kind of the text, its coloured words, and whether it is a matter of the office or talk.
import { kinds, sentiments, type Kind, type Language, type Sentiment } from '#domain/classification.ts'
import type { Look } from './look.ts'

/**
 * What each point of coloured words adds to a mood beyond what the model learned of it, and what moods have from the start: who writes of a fault
 * is rarely neutral, who chats mostly is. In Kazakh talk praise and blame are told apart (`praised`). Chosen on texts that nothing was learned from.
 */
const sway = {
  kk: { word: 0.3, matter: { positive: 0, neutral: 0.4, negative: 0 }, complaint: 6 },
  ru: { word: 0.8, matter: { positive: 0, neutral: -0.4, negative: 0 }, complaint: 4.4 },
}
const russianTalk: Record<Sentiment, number> = { positive: 0, neutral: 1, negative: 0 }
const swayMax = 6

/**
 * What is added to the odds of praise in Kazakh texts: who reviews an application, a shop or a book mostly praises it, but the model learns from as
 * much praise as blame. Each word of praise that is denied («жақсы емес») takes more than that away in talk. The last is added to the mood
 * model's word on whether the talk is neutral at all. Chosen on the validation part of the reviews.
 */
const praiseStart = 0.8
const deniedWord = 1.7
const neutralStart = -0.1
/** Who denies praise is hardly neutral: taken off that for each word of praise that is denied. */
const deniedNeutral = 0.4
/** How far talk that reads like a complaint, and like no review, leans to negative. Chosen on held-out posts, with the Kazakh public news kept even. */
const talkComplaint = 1.5
/** Words of topics must speak so much: Russian talk is full of them. Chosen on held-out posts and, for Russian, on the public tweets. */
const matterFrom: Record<Language, number> = { kk: 0.6, ru: 0.9, mixed: 0.6, other: 0.6 }

/**
 * How far each kind leans to a mood, in a text about a matter of the office: who complains is not content, who tells news or asks keeps an even voice.
 * In talk a kind says too little of the mood to lean. How far a complaint leans to negative is the language's own (`sway`): Kazakh ones are put more evenly.
 */
const leaning: Record<Kind, Partial<Record<Sentiment, number>>> = {
  complaint: {}, request: { negative: 1.2 }, question: { neutral: 1.8 }, proposal: { neutral: 2 }, thanks: { positive: 2.2 },
  news: { neutral: 7 }, advert: { neutral: 4 }, spam: { neutral: 4 }, other: {},
}
/** Words in these colour what is told or sold, not how it is told. */
const toldKinds: readonly Kind[] = ['news', 'advert', 'spam']

/** Whether a text speaks of a matter of the office: it names the akimat, or words of a topic. */
export const isMatter = (look: Look): boolean => look.mention.mention !== 'none' || (look.topics[0]?.score ?? 0) >= matterFrom[look.language.language]

/** Moods of Kazakh talk, as logarithms: the mood model tells how neutral it is, the odds of praise and the praise that is denied what it is else. `complains`: the chance that it is a complaint. */
export const praised = (chances: number[], odds: number, { mood: { denied } }: Look, complains: number): number[] => {
  const neutral = chances[sentiments.indexOf('neutral')] ?? 0
  const share = 1 / (1 + Math.exp(deniedWord * denied - odds - praiseStart))
  const worth: Record<Sentiment, number> = { positive: (1 - neutral) * share, neutral: neutral * Math.exp(neutralStart - deniedNeutral * denied), negative: (1 - neutral) * (1 - share) }
  return sentiments.map(label => Math.log(worth[label] + 1e-9) + (label === 'negative' ? talkComplaint * complains : 0))
}

/** Moods of a Kazakh text about a matter of the office, as logarithms, drawn apart by the odds of praise. */
export const parted = (moods: number[], odds: number, { mood: { denied } }: Look): number[] => {
  const half = (odds + praiseStart) / 2
  const pull: Record<Sentiment, number> = { positive: half, neutral: -deniedNeutral * denied, negative: -half }
  return sentiments.map((label, at) => (moods[at] ?? 0) + pull[label])
}

/**
 * Moods of any other text, as logarithms: what the model says, swayed by the language, the coloured words and, in a matter of the office, by the chances
 * of each kind.
 */
export const swayed = (chances: number[], look: Look, language: 'kk' | 'ru', kindsOf: number[]): number[] => {
  const { matter, word: ofWord, complaint } = sway[language]
  const ofMatter = isMatter(look)
  const start = ofMatter ? matter : russianTalk
  const told = toldKinds.reduce((sum, kind) => sum + (kindsOf[kinds.indexOf(kind)] ?? 0), 0)
  const word = ofMatter ? ofWord * (1 - told) : ofWord
  const leans: typeof leaning = { ...leaning, complaint: { negative: complaint } }
  const lean = (label: Sentiment): number => ofMatter ? kinds.reduce((sum, kind, at) => sum + (kindsOf[at] ?? 0) * (leans[kind][label] ?? 0), 0) : 0
  const { sum } = look.mood
  const [good, bad] = [Math.min(Math.max(sum, 0), swayMax), Math.min(Math.max(-sum, 0), swayMax)]
  return sentiments.map((label, at) => Math.log((chances[at] ?? 0) + 1e-9) + start[label] + lean(label) + word * (label === 'positive' ? good : label === 'negative' ? bad : 0))
}
