// `npm run exam:language -- --data FOLDER`: each figure that understanding is held to, as far as our own lists and public texts can tell; keeps no text.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { parse } from 'csv-parse/sync'
import { z } from 'zod'
import { classify } from '../../server/analyse/classify.ts'
import { textKey } from '../../server/analyse/duplicate.ts'
import { makeNearFinder, sketchOf } from '../../server/analyse/near.ts'
import { stems } from '../../server/analyse/stems.ts'
import { readCorpus } from '../../server/analyse/train/corpus.ts'
import { readMiddling, readNews, readReviews, type ToneText } from '../../server/analyse/train/public-texts.ts'
import { scoreOf, type Answered } from '../../server/analyse/train/score.ts'
import * as kazakh from '../analyse/kazakh-forms.ts'
import * as russian from '../analyse/russian-forms.ts'
import { postsApart } from './posts-apart.ts'

const { values: { data } } = parseArgs({ options: { data: { type: 'string' } } })
const three = (value: number): string => value.toFixed(3)
const say = (what: string, aim: string, figure: string) => process.stdout.write(`| ${what} | ${aim} | ${figure} |\n`)
const share = (rows: readonly boolean[]): string => `${three(rows.filter(Boolean).length / rows.length)} of ${rows.length}`
const scored = (answers: Answered[]): string => {
  const { accuracy, macroF1, count } = scoreOf(answers)
  return `macro-F1 ${three(macroF1)}, accuracy ${three(accuracy)} of ${count}`
}

const meets = (one: string, other: string): boolean => {
  const terms = new Set(stems(one))
  return stems(other).some(term => terms.has(term))
}

const searchTerms = () => {
  say('search: forms of Kazakh nouns', '≥ 0.93', share(kazakh.kazakhNouns.flatMap(noun => kazakh.formsOf(noun).map(form => meets(noun, form)))))
  say('search: forms of Russian nouns', '≥ 0.94', share(russian.russianNouns.flatMap(noun => russian.formsOf(noun).map(form => meets(russian.baseOf(noun), form)))))
  say('search: look-alikes that meet, kk', '≤ 0.10', share(kazakh.kazakhLookAlikes.map(([one = '', other = '']) => meets(one, other))))
  say('search: look-alikes that meet, ru', '≤ 0.10', share(russian.russianLookAlikes.map(([one = '', other = '']) => meets(one, other))))
}

// The rules learn nothing, but they were written beside these posts.
const ownPosts = () => {
  const posts = readCorpus().map(post => ({ post, found: classify(post.text) }))
  const named = posts.filter(({ post }) => post.place !== null)
  say('language, four values (ours)', '≥ 0.93', share(posts.map(({ post, found }) => post.language === found.language)))
  say('  kk and ru alone', '≥ 0.97', share(posts.filter(({ post }) => post.language === 'kk' || post.language === 'ru').map(({ post, found }) => post.language === found.language)))
  say('  mixed', '≥ 0.75', share(posts.filter(({ post }) => post.language === 'mixed').map(({ found }) => found.language === 'mixed')))
  say('mention, three values (ours)', 'akimat F1 ≥ 0.98', scored(posts.map(({ post, found }) => ({ right: post.mention, given: found.mention }))))
  say('place of posts that name one (ours), first', '≥ 0.88', share(named.map(({ post, found }) => found.places[0]?.kato === post.place)))
  say('  among all found', '', share(named.map(({ post, found }) => found.places.some(({ kato }) => kato === post.place))))
  say('  none found where none is named', '', share(posts.filter(({ post }) => post.place === null).map(({ found }) => found.places.length === 0)))
}

const changed: [string, (text: string) => string][] = [
  ['a word before and after', text => `Назар аударыңыздар! ${text} Таратыңыздар`],
  ['capitals and emoji', text => `${text.toUpperCase()} 😡`],
  ['look-alike letters', text => text.replaceAll('а', 'a').replaceAll('о', 'o').replaceAll('с', 'c')],
  ['a fifth of the words replaced', text => text.split(' ').map((word, at) => at % 5 === 2 ? 'басқаша' : word).join(' ')],
]

const nearDuplicates = () => {
  const texts = readCorpus().map(({ text }) => text).filter(text => text.length >= 80)
  for (const [name, change] of changed) {
    const finder = makeNearFinder(100_000)
    for (const text of texts) finder.next(sketchOf(textKey(text)))
    say(`near duplicates: ${name}`, name.startsWith('a fifth') ? '≥ 0.90' : '≥ 0.99', share(texts.map((text, at) => finder.next(sketchOf(textKey(change(text)))) === at)))
  }
  const finder = makeNearFinder(100_000)
  say('  unrelated taken for copies', '≤ 0.01', share(texts.map(text => finder.next(sketchOf(textKey(text))) !== undefined)))
}

// RuSentiTweet has no licence: it may measure and nothing else.
const tweets = z.array(z.object({ text: z.string(), label: z.enum(['negative', 'neutral', 'positive', 'speech', 'skip']) }))
const readTweets = (folder: string): ToneText[] => tweets.parse(parse(readFileSync(join(folder, 'measure-only/rusentitweet_sample.csv')), { columns: true, relax_quotes: true, bom: true }))
  .flatMap(({ text, label }) => label === 'speech' || label === 'skip' ? [] : [{ text, sentiment: label }])

const publicTexts = (folder: string) => {
  const reviews = readReviews(folder, '04_pc_valid.csv').map(({ text, sentiment }) => ({ sentiment, found: classify(text) }))
  say('mood of Kazakh reviews, two moods by the sign of the score', '≥ 0.79', scored(reviews.map(({ sentiment, found }) => ({ right: sentiment, given: found.sentiment.score >= 0 ? 'positive' : 'negative' }))))
  say('  called Kazakh or mixed', '', share(reviews.map(({ found }) => found.language === 'kk' || found.language === 'mixed')))
  say('  that rang for danger', '', share(reviews.map(({ found }) => found.urgency.level === 'danger')))
  say('  middling reviews called neutral (learned from)', '', share(readMiddling(folder).map(({ text }) => classify(text).sentiment.label === 'neutral')))
  say('mood of Russian tweets, three moods', '≥ 0.62', scored(readTweets(folder).map(({ text, sentiment }) => ({ right: sentiment, given: classify(text).sentiment.label }))))
  const news = readNews(folder).unseen.map(({ text }) => classify(text))
  say('Kazakh news, sentences not learned from, called neutral', '≥ 0.90', share(news.map(({ sentiment }) => sentiment.label === 'neutral')))
  say('  called Kazakh', '', share(news.map(({ language }) => language === 'kk')))
  say('  that rang for danger', '', share(news.map(({ urgency }) => urgency.level === 'danger')))
}

say('figure', 'aim', 'measured')
say('---', '---', '---')
searchTerms()
ownPosts()
nearDuplicates()
postsApart(say)
if (data !== undefined) publicTexts(data)
