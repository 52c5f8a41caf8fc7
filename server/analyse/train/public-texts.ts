// Reads the public texts that may be trained from, by their licences: KazSAnDRA and KazNERD (CC-BY-4.0), CEDR (Apache-2.0).
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { z } from 'zod'
import type { Sentiment } from '#domain/classification.ts'

export interface ToneText { text: string, sentiment: Sentiment }

const reviews = z.array(z.object({ custom_id: z.string(), text: z.string(), label: z.string() }))
const emotions = z.array(z.object({ text: z.string(), labels: z.string() }))

const rows = (folder: string, file: string): unknown => parse(readFileSync(join(folder, file)), { columns: true, relax_quotes: true, bom: true })

const polarity = (label: string): Sentiment => label === '1' ? 'positive' : 'negative'

/** Kazakh reviews of apps, books, shops and places: one star or two against five. */
export const readReviews = (folder: string, file: '03_pc_train_rus.csv' | '04_pc_valid.csv'): ToneText[] =>
  reviews.parse(rows(folder, `kazsandra/${file}`)).map(({ text, label }) => ({ text, sentiment: polarity(label) }))

/** Further reviews with clear stars: one or two against five, of those that neither the first part nor the validation part holds. */
export const readClear = (folder: string): ToneText[] => {
  const held = reviews.parse(rows(folder, 'kazsandra/03_pc_train_rus.csv')).concat(reviews.parse(rows(folder, 'kazsandra/04_pc_valid.csv')))
  const [ids, texts] = [new Set(held.map(review => review.custom_id)), new Set(held.map(({ text }) => text))]
  return reviews.parse(rows(folder, 'kazsandra/08_sc_train_rus.csv')).filter(review => ['0', '1', '4'].includes(review.label) && !ids.has(review.custom_id) && !texts.has(review.text))
    .map(({ text, label }) => ({ text, sentiment: label === '4' ? 'positive' : 'negative' }))
}

/** Kazakh reviews of three stars of five, the nearest to neutral that reviews have. */
export const readMiddling = (folder: string): ToneText[] =>
  reviews.parse(rows(folder, 'kazsandra/08_sc_train_rus.csv')).filter(({ label }) => label === '2').map(({ text }) => ({ text, sentiment: 'neutral' }))

// CEDR numbers: joy 0, sadness 1, surprise 2, fear 3, anger 4.
const moodOf = (labels: string): Sentiment | undefined => {
  const found: string[] = labels.match(/\d/g) ?? []
  if (found.length === 0) return 'neutral'
  const [good, bad] = [found.includes('0'), ['1', '3', '4'].some(one => found.includes(one))]
  return good === bad ? undefined : good ? 'positive' : 'negative'
}

/** Russian posts and sentences by emotion; those of surprise alone and of mixed feelings are left out. */
export const readEmotions = (folder: string): ToneText[] => emotions.parse(rows(folder, 'cedr/cedr-main-train.csv')).flatMap(({ text, labels }) => {
  const sentiment = moodOf(labels)
  return sentiment === undefined ? [] : [{ text, sentiment }]
})

/** Kazakh sentences of television news, weakly taken for neutral: the first four fifths to learn from; the last, told by nothing before it, to measure. */
export const readNews = (folder: string): { learned: ToneText[], unseen: ToneText[] } => {
  const sentences = readFileSync(join(folder, 'kaznerd/IOB2_valid.txt'), 'utf8').split(/\n\s*\n/)
    .map(block => block.split('\n').map(line => line.split(' ')[0] ?? '').join(' ').trim()).filter(text => text.length > 20)
    .map((text): ToneText => ({ text, sentiment: 'neutral' }))
  const from = Math.floor(sentences.length * 0.8)
  return { learned: sentences.slice(0, from), unseen: sentences.slice(from) }
}
