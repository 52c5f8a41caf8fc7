// `npm run train -- --data FOLDER [--corrections FILE]`: learns the models that ship, after measuring them on posts held out.
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type { LinearModel } from '../linear.ts'
import { lookAt, type Look } from '../look.ts'
import { makeJudge } from '../make-judge.ts'
import { corpusHash, partOf, readCorpus, readCorrections, type Correction, type LabelledPost } from './corpus.ts'
import { exampleFrom, exampleOf, type Example } from './example.ts'
import { fit, withKin } from './fit.ts'
import { fitLetters } from './fit-letters.ts'
import { fitPraise, judgedOf } from './fit-praise.ts'
import { keywordExamples } from './keyword-examples.ts'
import { readClear, readEmotions, readMiddling, readNews, readReviews, type ToneText } from './public-texts.ts'
import { given, orStopOf } from './or-stop.ts'
import { report, temperatureOf, type Tried } from './report.ts'
import { balance, kinFitting, praisePlan, reviewFitting, tasks, type Task } from './tasks.ts'

const usage = 'npm run train -- --data FOLDER [--corrections FILE]'
const orStop = orStopOf('train')
const { data, corrections: correctionsFile } = orStop(`${usage}: `, () => {
  const { values } = parseArgs({ options: { data: { type: 'string' }, corrections: { type: 'string' } } })
  return { ...values, data: given(values.data, 'name the folder of public texts') }
})
const corrections = correctionsFile === undefined ? [] : orStop(`${correctionsFile}: `, () => readCorrections(correctionsFile))
const reviews = orStop('', () => readReviews(data, '03_pc_train_rus.csv'))

const posts = readCorpus()
const emotions = readEmotions(data)

const textsOf = (texts: { text: string }[]): string[] => texts.map(({ text }) => text)
const inLanguage = (language: string): string[] => textsOf(posts.filter(post => post.language === language))

// Before the first text is looked at: all looks ask these letters.
writeFileSync(new URL('../data/letters.bin', import.meta.url), fitLetters([...textsOf(reviews), ...inLanguage('kk')], [...textsOf(emotions), ...inLanguage('ru')]))

interface Labelled { post: LabelledPost, look: Look, part: number }

const corpus: Labelled[] = posts.map(post => ({ post, look: lookAt(post.text), part: partOf(post.id) }))

/** A public text counts for so much of a post of ours: reviews are many and not our matter; of middling ones and of news there are few. */
const publicWeight = { reviews: 0.3, middling: 1.2, news: 1.4, emotions: 0.6 }
/** Public texts on mood are many times ours: each of ours counts for so many. */
const oursOnMood = 2
/** A person's correction counts for more than an invented post. */
const correctionWeight = 2

const every = <Item>(list: Item[], step: number): Item[] => list.filter((_, at) => at % step === 0)
const tone = (texts: ToneText[], weight: number): Example[] => texts.map(({ text, sentiment }) => exampleFrom(text, sentiment, weight))

const { learned: news } = readNews(data)

const publicExamples: Record<Task, Example[]> = {
  'topic': keywordExamples(), 'kind': [], 'urgency': [],
  'sentiment-kk': [
    ...tone(reviews, publicWeight.reviews), ...tone(readMiddling(data), publicWeight.middling), ...tone(news, publicWeight.news),
  ],
  'sentiment-ru': tone(emotions, publicWeight.emotions),
}

/** Posts of these files are talk of the day and teach moods alone: who learns topics and kinds from them takes matters of the office for talk. */
const talkFiles: readonly string[] = ['talk', 'chat']
const isMatter = ({ id }: LabelledPost): boolean => !talkFiles.includes(id.slice(0, id.lastIndexOf('-')))

const speaks: Record<Task, (post: LabelledPost) => boolean> = {
  'topic': isMatter, 'kind': isMatter, 'urgency': isMatter,
  'sentiment-kk': ({ language }) => language === 'kk' || language === 'mixed', 'sentiment-ru': ({ language }) => language !== 'kk',
}

const fieldOf = (task: Task): 'topic' | 'kind' | 'urgency' | 'sentiment' => task === 'sentiment-kk' || task === 'sentiment-ru' ? 'sentiment' : task

const labelOf = (task: Task, post: LabelledPost | Correction): string | undefined => post[fieldOf(task)]

const ours = (task: Task, posts: Labelled[]): Example[] => {
  const fitting = posts.filter(({ post }) => speaks[task](post))
  const counts = Map.groupBy(fitting, ({ post }) => labelOf(task, post))
  return fitting.map(({ post, look }) => {
    const label = labelOf(task, post) ?? 'other'
    const rarity = fitting.length / counts.size / (counts.get(label)?.length ?? 1)
    return exampleOf(look, label, rarity ** balance[task] * (fieldOf(task) === 'sentiment' ? oursOnMood : 1))
  })
}

const corrected = (task: Task): Example[] => corrections.flatMap((correction) => {
  const label = labelOf(task, correction)
  return label === undefined ? [] : [exampleFrom(correction.text, label, correctionWeight)]
})

/** Parts reviews from all else, ours and news. */
const learnReview = (posts: Labelled[]): LinearModel[] => fit([
  ...every(reviews, 2).map(({ text }) => exampleFrom(text, 'review', publicWeight.reviews)),
  ...news.map(({ text }) => exampleFrom(text, 'other', publicWeight.news)), ...posts.filter(({ post }) => isMatter(post)).map(({ look }) => exampleOf(look, 'other', 1)),
], reviewFitting)

const praise = fitPraise([...reviews, ...readClear(data)].map(({ text, sentiment }) => judgedOf(lookAt(text), sentiment === 'positive', praisePlan)), praisePlan)

const learn = (task: Task, posts: Labelled[]): LinearModel[] => {
  const examples = [...ours(task, posts), ...corrected(task)]
  const models = fit([...publicExamples[task], ...examples], tasks[task])
  if (task !== 'topic') return models
  const [kin] = fit(examples.filter(example => example.kin !== undefined), kinFitting)
  return models.map(model => kin !== undefined && model.head.name === 'topic' ? withKin(model, kin) : model)
}

const fieldNames = { 'topic': 'topic', 'kind': 'kind', 'urgency': 'urgency', 'sentiment-kk': 'kk', 'sentiment-ru': 'ru' } as const

/** Two of the five parts are held out in turn: two fifths of the posts, each judged by models that never saw them. */
const heldOut = [0, 1]

/** A mood is judged beside the kind, which leans to it, and beside what tells reviews: the models of both that have not seen a part. */
const kindsUnseen = new Map<number, LinearModel[]>()
const reviewsUnseen = new Map(heldOut.map(part => [part, learnReview(corpus.filter(one => one.part !== part))]))

const calibrated = (models: LinearModel[], temperature: number): LinearModel[] => models.map(model => ({ ...model, head: { ...model.head, temperature } }))

const tryOut = (task: Task): Tried[] => heldOut.flatMap((part) => {
  const learned = learn(task, corpus.filter(one => one.part !== part))
  const judge = makeJudge([...learned, ...kindsUnseen.get(part) ?? [], ...reviewsUnseen.get(part) ?? [], praise])
  if (task === 'kind') kindsUnseen.set(part, learned)
  return corpus.filter(one => one.part === part && speaks[task](one.post))
    .map(({ post, look }) => ({ right: labelOf(task, post) ?? '', chances: judge.chances(look, fieldNames[task]), labels: tasks[task].answers }))
})

const models = [praise, ...learnReview(corpus)]
for (const task of Object.keys(tasks).filter((name): name is Task => name in tasks)) {
  const tried = tryOut(task)
  const temperature = temperatureOf(tried)
  report(task, tried, temperature)
  models.push(...calibrated(learn(task, corpus), temperature))
  if (task === 'kind') for (const [part, learned] of kindsUnseen) kindsUnseen.set(part, calibrated(learned, temperature))
}

const meta = {
  note: 'Heads of the linear models in models.bin, in its order; made by `npm run train`, never by hand.',
  learned_from: ['server/analyse/corpus (ours)', 'server/analyse/data/topics.json, topic_words.json (ours)', 'server/analyse/data/kin.bin (navec, MIT)', 'KazSAnDRA 03_pc_train, 08_sc_train (CC-BY-4.0)', 'KazNERD IOB2_valid (CC-BY-4.0)', 'CEDR train (Apache-2.0)'],
  corrections: corrections.length,
  corpus: corpusHash(),
}
writeFileSync(new URL('../data/models.json', import.meta.url), `${JSON.stringify({ meta, models: models.map(({ head }) => head) })}\n`)
writeFileSync(new URL('../data/models.bin', import.meta.url), Buffer.concat(models.map(({ weights }) => Buffer.from(weights.buffer))))
