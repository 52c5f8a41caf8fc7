// The labelled posts are only worth training on when every line is valid, its own, and names nobody.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { kinds, languages, mentions, sentiments, urgencies } from '#domain/classification.ts'
import villages from '../../server/analyse/corpus/villages.json' with { type: 'json' }
import places from '../../server/analyse/data/places.json' with { type: 'json' }
import models from '../../server/analyse/data/models.json' with { type: 'json' }
import topics from '../../server/analyse/data/topics.json' with { type: 'json' }
import { corpusHash, readCorrections } from '../../server/analyse/train/corpus.ts'

const folder = new URL('../../server/analyse/corpus/', import.meta.url)
const topicCodes = topics.sectors.flatMap(sector => sector.topics.map(topic => topic.code))
const katos = new Set([...places, ...villages].map(place => place.kato))

const postSchema = z.strictObject({
  id: z.string().regex(/^[a-z]+(?:-[a-z]+)*-\d{3}$/),
  text: z.string().min(15).max(600),
  language: z.enum(languages),
  script: z.enum(['cyrillic', 'nomarks', 'latin']),
  mention: z.enum(mentions),
  place: z.string().nullable().refine(kato => kato === null || katos.has(kato), 'no such KATO code'),
  topic: z.enum([...topicCodes, 'other']),
  kind: z.enum(kinds),
  sentiment: z.enum(sentiments),
  urgency: z.enum(urgencies),
})

const files = readdirSync(folder).filter(file => file.endsWith('.jsonl'))
const lines = files.flatMap(file => readFileSync(new URL(file, folder), 'utf8').trim().split('\n').map((line, index) => ({ file, index, line })))
const posts = lines.flatMap(({ line }) => {
  const read = postSchema.safeParse(JSON.parse(line))
  return read.success ? [read.data] : []
})

/** Shingles of five characters of the bare words. */
const shinglesOf = (text: string): Set<string> => {
  const bare = text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ').trim()
  return new Set(Array.from({ length: Math.max(1, bare.length - 4) }, (_, at) => bare.slice(at, at + 5)))
}

/** Pairs of texts whose Jaccard likeness is `from` or more, found through the shingles they share. */
const likePairs = (texts: string[], from: number): [number, number][] => {
  const sets = texts.map(shinglesOf)
  const holders = new Map<string, number[]>()
  return sets.flatMap((set, at) => {
    const shared = new Map<number, number>()
    for (const shingle of set) {
      const before = holders.get(shingle) ?? []
      for (const other of before) shared.set(other, (shared.get(other) ?? 0) + 1)
      holders.set(shingle, [...before, at])
    }
    return [...shared].filter(([other, both]) => both / (set.size + (sets[other]?.size ?? 0) - both) >= from).map(([other]): [number, number] => [other, at])
  })
}

const apartNames = ['posts-apart.jsonl', 'posts-apart-2.jsonl', 'posts-apart-3.jsonl']
const apart = apartNames.flatMap(file => readFileSync(new URL(file, import.meta.url), 'utf8').trim().split('\n').map(line => postSchema.parse(JSON.parse(line))))

const shareOf = (is: (post: typeof posts[number]) => boolean): number => posts.filter(is).length / posts.length

test('every line is a post with known codes, a known place and a fitting length', () => {
  const wrong = lines.flatMap(({ file, index, line }) => {
    const read = postSchema.safeParse(JSON.parse(line))
    return read.success ? [] : [`${file}:${index + 1} ${read.error.issues.map(issue => `${issue.path.join('.')}: ${issue.message}`).join('; ')}`]
  })
  expect(wrong).toEqual([])
})

test('a post is found by its number alone, in the file it is named after', () => {
  expect(new Set(posts.map(post => post.id)).size).toBe(lines.length)
  const strayed = lines.filter(({ file, line }) => !postSchema.parse(JSON.parse(line)).id.startsWith(`${file.replace('.jsonl', '')}-`))
  expect(strayed).toEqual([])
})

test('no two posts say nearly the same', () => {
  expect(likePairs(['Бүгін тағы су жоқ, үшінші күн', 'Бүгін тағы су жоқ, төртінші күн'], 0.4)).toEqual([[0, 1]])
  const likes = likePairs(posts.map(post => post.text), 0.4).map(pair => pair.map(at => posts[at]?.text))
  expect(likes).toEqual([])
})

test('a post written apart says nearly the same as no post that is learned from, and as no other written apart', () => {
  const all = [...posts, ...apart]
  const likes = likePairs(all.map(post => post.text), 0.4).filter(([, later]) => later >= posts.length).map(pair => pair.map(at => all[at]?.id))
  expect(likes).toEqual([])
})

test('no post carries a number that could be rung, an address of mail or a link that leads somewhere', () => {
  const telling = /(?:\+?\d[\s()-]*){9,}|[\w.]+@[\w.]+\.\w+|https?:/
  expect('хабарлас: 8 701 000 00 00').toMatch(telling)
  expect(posts.filter(post => telling.test(post.text)).map(post => post.id)).toEqual([])
})

test('no post names a person with a patronymic', () => {
  const named = /\p{Lu}\p{Ll}+(?:ович|евич|овна|евна|ұлы|қызы)(?:ү|ы|а|у|ем|ға|ге|на)?(?!\p{L})/u
  expect('Иван Иванович обещал').toMatch(named)
  expect(posts.filter(post => named.test(post.text)).map(post => post.text)).toEqual([])
})

test('every topic has eight posts or more', () => {
  const counts = Object.groupBy(posts, post => post.topic)
  expect([...topicCodes, 'other'].filter(topic => (counts[topic]?.length ?? 0) < 8)).toEqual([])
})

test('every kind, mood, urgency, language and region is spoken', () => {
  expect(new Set(posts.map(post => post.kind))).toEqual(new Set(kinds))
  expect(new Set(posts.map(post => post.sentiment))).toEqual(new Set(sentiments))
  expect(new Set(posts.map(post => post.urgency))).toEqual(new Set(urgencies))
  expect(new Set(posts.map(post => post.language))).toEqual(new Set(languages))
  const regions = places.filter(place => place.level === 'region').map(place => place.kato.slice(0, 2))
  expect(regions.filter(region => !posts.some(post => post.place?.startsWith(region)))).toEqual([])
})

test('half of the posts speak Kazakh, alone or among Russian, and a third speak of an akimat', () => {
  expect(posts.length).toBeGreaterThanOrEqual(1500)
  expect(shareOf(post => post.language === 'kk' || post.language === 'mixed')).toBeGreaterThanOrEqual(0.49)
  expect(shareOf(post => post.mention === 'akimat')).toBeGreaterThanOrEqual(0.33)
})

test('the models that ship learned from these very posts', () => {
  expect(models.meta.corpus, 'npm run train -- --data FOLDER').toBe(corpusHash())
})

test('a file of corrections is learned whole or not at all, and the line that is wrong is named', () => {
  const folder = mkdtempSync(join(tmpdir(), 'qulaq-corrections-'))
  const file = join(folder, 'corrections.jsonl')
  const read = (content: string | Buffer) => {
    writeFileSync(file, content)
    return () => readCorrections(file)
  }
  try {
    expect(read('\ufeff{"text":"Су жоқ","topic":"utilities.water_supply","kind":"complaint"}\r\n\r\n{"text":"Рахмет","topic":"other"}\n')()).toHaveLength(2)
    expect(read('')()).toEqual([])
    expect(read('{"text":"Су жоқ"}\n{broken\n')).toThrow('line 2: not JSON')
    expect(read('{"text":"Су жоқ","topic":"utilities.wine"}')).toThrow('line 1: topic')
    expect(read('{"text":"Су жоқ","kind":"praise"}')).toThrow('line 1: kind')
    expect(read('{"text":"Су жоқ","topc":"utilities.gas"}')).toThrow('topc')
    expect(read(Buffer.from([0x7b, 0xff]))).toThrow('UTF-8')
  } finally {
    rmSync(folder, { recursive: true })
  }
})
