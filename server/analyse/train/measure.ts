// `node server/analyse/train/measure.ts FOLDER`: what `classify` makes of public texts it has not learned from; prints figures, keeps no text.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { z } from 'zod'
import { classify } from '../classify.ts'
import { readNews, readReviews, type ToneText } from './public-texts.ts'
import { scoreOf } from './score.ts'

const folder = process.argv[2] ?? ''
const say = (line: string) => process.stdout.write(`${line}\n`)
const three = (value: number): string => value.toFixed(3)

// RuSentiTweet has no licence: it may measure and nothing else.
const tweets = z.array(z.object({ text: z.string(), label: z.enum(['negative', 'neutral', 'positive', 'speech', 'skip']) }))
const readTweets = (): ToneText[] => tweets.parse(parse(readFileSync(join(folder, 'measure-only/rusentitweet_sample.csv')), { columns: true, relax_quotes: true, bom: true }))
  .flatMap(({ text, label }) => label === 'speech' || label === 'skip' ? [] : [{ text, sentiment: label }])

const understood = (texts: ToneText[]) => texts.map(({ text, sentiment }) => ({ sentiment, found: classify(text) }))
const share = (name: string, count: number, all: number) => say(`${name}: ${count} of ${all} (${three(count / all)})`)

const reviews = understood(readReviews(folder, '04_pc_valid.csv'))
const polarity = scoreOf(reviews.map(({ sentiment, found }) => ({ right: sentiment, given: found.sentiment.score >= 0 ? 'positive' : 'negative' })))
say(`KazSAnDRA polarity, validation part, by the score's sign: accuracy ${three(polarity.accuracy)}, macro-F1 ${three(polarity.macroF1)}`)
share('  called Kazakh or mixed', reviews.filter(({ found }) => found.language === 'kk' || found.language === 'mixed').length, reviews.length)

const mood = scoreOf(understood(readTweets()).map(({ sentiment, found }) => ({ right: sentiment, given: found.sentiment.label })))
say(`RuSentiTweet, three moods: accuracy ${three(mood.accuracy)}, macro-F1 ${three(mood.macroF1)}`)

const news = understood(readNews(folder).filter((_, at) => at % 2 === 1))
share('Kazakh news, sentences not learned from, called neutral', news.filter(({ found }) => found.sentiment.label === 'neutral').length, news.length)
share('  called Kazakh', news.filter(({ found }) => found.language === 'kk').length, news.length)
share('  rang for danger', news.filter(({ found }) => found.urgency.level === 'danger').length, news.length)
share('  of them by the model alone', news.filter(({ found }) => found.urgency.reasons[0] === 'life').length, news.length)
share('Kazakh reviews that rang for danger', reviews.filter(({ found }) => found.urgency.level === 'danger').length, reviews.length)
