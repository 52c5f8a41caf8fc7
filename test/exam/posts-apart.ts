// The posts that were written apart: by three hands, none of which had seen the corpus or the word lists when it wrote. Nothing is learned from them.
import type { Classification } from '#domain/classification.ts'
import { classify } from '../../server/analyse/classify.ts'
import { readPosts, type LabelledPost } from '../../server/analyse/train/corpus.ts'
import { scoreOf } from '../../server/analyse/train/score.ts'

type Say = (what: string, aim: string, figure: string) => void
type Judged = { post: LabelledPost, found: Classification }[]
const sectorOf = (topic: string): string => topic.split('.')[0] ?? topic

const figure = (judged: Judged, right: (post: LabelledPost) => string | null, given: (found: Classification) => string | null): string => {
  const { accuracy, macroF1, count } = scoreOf(judged.map(({ post, found }) => ({ right: String(right(post)), given: String(given(found)) })))
  return `accuracy ${accuracy.toFixed(3)}, macro-F1 ${macroF1.toFixed(3)} of ${count}`
}

// What was taken for what, in numbers alone: who reads single misses begins to write words for them.
const missed = (say: Say, judged: Judged): void => {
  const asked: [string, (post: LabelledPost) => string, (found: Classification) => string][] = [
    ['sector', post => sectorOf(post.topic), ({ topic }) => topic.sector],
    ['kind', post => post.kind, found => found.kind],
    ['urgency', post => post.urgency, ({ urgency }) => urgency.level],
    ['mood', post => post.sentiment, ({ sentiment }) => sentiment.label],
  ]
  for (const [what, right, given] of asked) {
    const { mistakes } = scoreOf(judged.map(({ post, found }) => ({ right: right(post), given: given(found) })))
    say(`  ${what} missed most`, '', mistakes.slice(0, 6).map(([one, other, times]) => `${one} taken for ${other} ${times}`).join(', '))
  }
}

/** Each figure of one file with its aim, as `say` shows it under its name. */
const oneFile = (say: Say, name: string, file: string): void => {
  const judged = readPosts(new URL(`../analyse/${file}`, import.meta.url)).map(post => ({ post, found: classify(post.text) }))
  const of = (isIt: (post: LabelledPost) => boolean) => judged.filter(({ post }) => isIt(post))
  const mood = (some: Judged) => figure(some, post => post.sentiment, ({ sentiment }) => sentiment.label)
  say(`${name}: language, four values`, '≥ 0.93', figure(judged, post => post.language, found => found.language))
  say('  kk and ru alone', '≥ 0.97', figure(of(({ language }) => language === 'kk' || language === 'ru'), post => post.language, found => found.language))
  say('  mixed', '≥ 0.75', figure(of(({ language }) => language === 'mixed'), post => post.language, found => found.language))
  say(`${name}: mention`, 'F1 ≥ 0.98', figure(judged, post => post.mention, found => found.mention))
  say(`${name}: place named, first`, '≥ 0.88', figure(of(({ place }) => place !== null), post => post.place, ({ places }) => places[0]?.kato ?? null))
  say(`${name}: sector`, '', figure(judged, post => sectorOf(post.topic), ({ topic }) => topic.sector))
  say(`${name}: topic`, '', figure(judged, post => post.topic, ({ topic }) => topic.topic))
  say(`${name}: kind`, '', figure(judged, post => post.kind, found => found.kind))
  say(`${name}: urgency`, '', figure(judged, post => post.urgency, ({ urgency }) => urgency.level))
  say(`${name}: mood, kk`, '≥ 0.66', mood(of(({ language }) => language === 'kk')))
  say(`${name}: mood, ru`, '≥ 0.62', mood(of(({ language }) => language === 'ru')))
  say('  negative complaints called so', '≥ 0.90', mood(of(({ kind, sentiment }) => kind === 'complaint' && sentiment === 'negative')))
  say('  neutral news called so', '≥ 0.90', mood(of(({ kind, sentiment }) => kind === 'news' && sentiment === 'neutral')))
  const rings = (some: Judged) => `${some.filter(({ found }) => found.urgency.level === 'danger').length} of ${some.length}`
  say(`${name}: danger found · rung for nothing`, '', `${rings(of(({ urgency }) => urgency === 'danger'))} · ${rings(of(({ urgency }) => urgency !== 'danger'))}`)
  missed(say, judged)
}

/** The posts of each hand by themselves: one mean of all would hide that half of the first was looked at. */
export const postsApart = (say: Say): void => {
  oneFile(say, 'posts apart', 'posts-apart.jsonl')
  oneFile(say, 'posts apart, second hand', 'posts-apart-2.jsonl')
  oneFile(say, 'posts apart, third hand', 'posts-apart-3.jsonl')
}
