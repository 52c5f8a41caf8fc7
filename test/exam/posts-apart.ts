// The posts that were written apart: by a hand that had seen neither the corpus nor the word lists, after the models were frozen. Nothing is learned or tuned on them.
import type { Classification } from '#domain/classification.ts'
import { classify } from '../../server/analyse/classify.ts'
import { readPosts, type LabelledPost } from '../../server/analyse/train/corpus.ts'
import { scoreOf } from '../../server/analyse/train/score.ts'

type Judged = { post: LabelledPost, found: Classification }[]
const sectorOf = (topic: string): string => topic.split('.')[0] ?? topic

const figure = (judged: Judged, right: (post: LabelledPost) => string | null, given: (found: Classification) => string | null): string => {
  const { accuracy, macroF1, count } = scoreOf(judged.map(({ post, found }) => ({ right: String(right(post)), given: String(given(found)) })))
  return `accuracy ${accuracy.toFixed(3)}, macro-F1 ${macroF1.toFixed(3)} of ${count}`
}

/** Each figure with its aim, as `say` shows it. */
export const postsApart = (say: (what: string, aim: string, figure: string) => void): void => {
  const judged = readPosts(new URL('../analyse/posts-apart.jsonl', import.meta.url)).map(post => ({ post, found: classify(post.text) }))
  const of = (isIt: (post: LabelledPost) => boolean) => judged.filter(({ post }) => isIt(post))
  const mood = (some: Judged) => figure(some, post => post.sentiment, ({ sentiment }) => sentiment.label)
  say('posts apart: language, four values', '≥ 0.93', figure(judged, post => post.language, found => found.language))
  say('  kk and ru alone', '≥ 0.97', figure(of(({ language }) => language === 'kk' || language === 'ru'), post => post.language, found => found.language))
  say('  mixed', '≥ 0.75', figure(of(({ language }) => language === 'mixed'), post => post.language, found => found.language))
  say('posts apart: mention', 'F1 ≥ 0.98', figure(judged, post => post.mention, found => found.mention))
  say('posts apart: place named, first', '≥ 0.88', figure(of(({ place }) => place !== null), post => post.place, ({ places }) => places[0]?.kato ?? null))
  say('posts apart: sector', '', figure(judged, post => sectorOf(post.topic), ({ topic }) => topic.sector))
  say('posts apart: topic', '', figure(judged, post => post.topic, ({ topic }) => topic.topic))
  say('posts apart: kind', '', figure(judged, post => post.kind, found => found.kind))
  say('posts apart: urgency', '', figure(judged, post => post.urgency, ({ urgency }) => urgency.level))
  say('posts apart: mood, kk', '≥ 0.66', mood(of(({ language }) => language === 'kk')))
  say('posts apart: mood, ru', '≥ 0.62', mood(of(({ language }) => language === 'ru')))
  say('  negative complaints called so', '≥ 0.90', mood(of(({ kind, sentiment }) => kind === 'complaint' && sentiment === 'negative')))
  say('  neutral news called so', '≥ 0.90', mood(of(({ kind, sentiment }) => kind === 'news' && sentiment === 'neutral')))
  const rings = (some: Judged) => `${some.filter(({ found }) => found.urgency.level === 'danger').length} of ${some.length}`
  say('posts apart: danger found · rung for nothing', '', `${rings(of(({ urgency }) => urgency === 'danger'))} · ${rings(of(({ urgency }) => urgency !== 'danger'))}`)
}
