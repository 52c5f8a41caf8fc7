// `npm run kin -- --wheel FILE`: from vectors of Russian words, those of the stems that speak of matters of an office, small enough to ship (kin.ts).
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import kazakh from '../data/kazakh_kin.json' with { type: 'json' }
import more from '../data/topic_words.json' with { type: 'json' }
import tree from '../data/topics.json' with { type: 'json' }
import { kinEntries, kinParts } from '../kin.ts'
import { fold } from '../letters.ts'
import { roughRussian } from '../rough-stems.ts'
import { given, orStopOf } from './or-stop.ts'
import { quantise } from './quantise.ts'
import { readWordVectors } from './word-vectors.ts'

/** So many stems are kept. */
const kept = 8192
/** So many of the commonest are looked at. */
const looked = 60_000
/** So many of the commonest show what all words have in common. */
const common = 16_000
/** What the logarithm of how often a stem stands is worth beside how close it lies to a topic. */
const countWorth = 0.02
/** A keyword of the tree stands for as many of the commonest stems that begin so. */
const stemsOfKeyword = 4
/** A stem that stands once in e^9 words is as rare as can be, once in e^3 says nothing. */
const [rarest, plainest] = [9, 3]

const orStop = orStopOf('kin')
const wheel = orStop('npm run kin -- --wheel FILE: ', () => given(parseArgs({ options: { wheel: { type: 'string' } } }).values.wheel, 'name the wheel that `pip download --no-deps natasha==1.6.0` brings'))
const { words, counts, wide, add } = orStop('', () => readWordVectors(wheel))

const all = counts.reduce((sum, count) => sum + count, 0)
const scaled = (vector: Float64Array, by: number): Float64Array => vector.map(value => value * by)
const dot = (one: Float64Array, other: Float64Array): number => one.reduce((sum, value, at) => sum + value * (other[at] ?? 0), 0)
const unit = (vector: Float64Array): Float64Array => scaled(vector, 1 / Math.max(Math.sqrt(dot(vector, vector)), 1e-9))

interface Stem { stem: string, count: number, vector: Float64Array, rarity: number }

const forms = Map.groupBy(words.keys().filter(at => /^[а-яё]{3,}$/.test(words[at] ?? '')), at => roughRussian(words[at] ?? ''))
const countOf = (ats: number[]): number => ats.reduce((sum, at) => sum + (counts[at] ?? 0), 0)
const stems = Array.from(forms, ([stem, ats]) => ({ stem, ats, count: countOf(ats) })).filter(({ stem }) => stem.length > 1)
  .sort((a, b) => b.count - a.count || (a.stem < b.stem ? -1 : 1)).slice(0, looked)
  .map(({ stem, ats, count }): Stem => {
    const sum = new Float64Array(wide)
    for (const at of ats) add(sum, at, counts[at] ?? 0)
    return { stem, count, vector: unit(sum), rarity: Math.max(0, Math.min(rarest, Math.log(all / (count + 1))) - plainest) }
  })

const stemsOf = (keyword: string): Stem[] => {
  const whole = keyword.endsWith('$')
  const start = whole ? roughRussian(keyword.slice(0, -1).toLowerCase()) : fold(keyword.toLowerCase())
  return stems.filter(({ stem }) => whole ? stem === start : stem.startsWith(start)).slice(0, stemsOfKeyword)
}

const added = new Map<string, { ru: string[] }>(Object.entries(more.more))
const topics = tree.sectors.flatMap(sector => sector.topics).map((topic) => {
  const sum = new Float64Array(wide)
  const keywords = [...topic.keywords.ru, ...added.get(topic.code)?.ru ?? [], ...topic.ru.split(' ').map(word => `${word}$`)]
  for (const { vector, rarity } of keywords.flatMap(keyword => keyword.split(' ')).flatMap(stemsOf)) vector.forEach((value, at) => { sum[at] = (sum[at] ?? 0) + value * rarity })
  return unit(sum)
})

const middle = new Float64Array(wide)
for (const { vector } of stems.slice(0, common)) vector.forEach((value, at) => { middle[at] = (middle[at] ?? 0) + value / common })
const middles = topics.map(topic => dot(middle, topic))
const worth = ({ vector, count }: Stem): number => Math.max(...topics.map((topic, at) => dot(vector, topic) - (middles[at] ?? 0))) + countWorth * Math.log(count + 1)

// The fellows of Kazakh words were chosen by hand: they are kept however far they lie.
const known = new Set(stems.map(({ stem }) => stem))
const fellows = orStop('', () => {
  const lost = Object.keys(kazakh.words).filter(word => !known.has(roughRussian(word)))
  if (lost.length > 0) throw new Error(`kazakh_kin.json names words that have no vectors: ${lost.join(', ')}`)
  return new Set(Object.keys(kazakh.words).map(roughRussian))
})
const isFellow = ({ stem }: Stem): number => fellows.has(stem) ? 1 : 0
const chosen = stems.map(stem => ({ stem, worth: worth(stem) })).sort((a, b) => isFellow(b.stem) - isFellow(a.stem) || b.worth - a.worth).slice(0, kept).map(({ stem }) => stem)
const { tables, codes } = quantise(chosen.map(({ vector, rarity }) => scaled(vector, rarity)), kinParts, kinEntries)
const largest = tables.reduce((top, value) => Math.max(top, Math.abs(value)), 0)

const meta = { note: 'Stems whose vectors kin.bin holds, in its order; made by `npm run kin`, never by hand.', learned_from: 'navec_news_v1_1B_250K_300d_100q of natasha 1.6.0 (MIT)' }
writeFileSync(new URL('../data/kin.json', import.meta.url), `${JSON.stringify({ meta, stems: chosen.map(({ stem }) => stem).join(' ') })}\n`)
writeFileSync(new URL('../data/kin.bin', import.meta.url), Buffer.concat([Buffer.from(Int8Array.from(tables, value => Math.round(value / largest * 127)).buffer), Buffer.from(codes.buffer)]))
