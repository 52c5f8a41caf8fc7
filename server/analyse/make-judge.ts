// The trained models' word on a text: a label for each field, how sure, and the words of the text that weighed most for it.
import { kinds, sentiments, urgencies, type Kind, type Language, type Sentiment, type Urgency } from '#domain/classification.ts'
import { makeScorer, softmax, type LinearModel, type Scored } from './linear.ts'
import { namedValues, type Look } from './look.ts'
import type { Token } from './normalise.ts'
import { sectorOf, topicCodes } from './topic.ts'

/** An answer of a model; `chance` is calibrated on posts held out. `words` weighed most; they are looked for when asked. */
export interface Answer<Label extends string> { label: Label, chance: number, words: () => Token[] }

export interface Judgement {
  /** The likeliest first. */
  topics: [Answer<string>, Answer<string>]
  kind: Answer<Kind>
  sentiment: Answer<Sentiment> & { score: number }
  urgency: Answer<Exclude<Urgency, 'danger'>> & { danger: number, dangerWords: () => Token[] }
}

/** Makes the judge of a set of models. */
export const makeJudge = (models: LinearModel[]) => {
  const scorer = makeScorer(models)
  const place = new Map(models.map(({ head }, at) => [head.name, { head, start: scorer.starts[at] ?? 0 }]))

  /** Columns of `Sums` and the bias for each answer, over one model or several added. */
  const field = <Label extends string>(labels: readonly Label[], parts: { model: string, classOf: (label: Label) => string }[]) => {
    const found = parts.flatMap(({ model, classOf }) => {
      const one = place.get(model)
      return one === undefined ? [] : [{ ...one, classOf }]
    })
    const columns = labels.map(label => found.map(({ head, start, classOf }) => start + head.classes.indexOf(classOf(label))))
    const bias = labels.map(label => found.reduce((sum, { head, classOf }) => sum + (head.bias[head.classes.indexOf(classOf(label))] ?? 0), 0))
    const temperature = found.at(-1)?.head.temperature ?? 1
    const scoresIn = (sums: Float32Array): number[] => columns.map(row => row.reduce((sum, column) => sum + (sums[column] ?? 0), 0))
    return {
      labels, columns,
      chances: ({ sums }: Scored): number[] => softmax(scoresIn(sums).map((score, at) => (score + (bias[at] ?? 0)) / temperature)),
    }
  }
  type Field<Label extends string> = ReturnType<typeof field<Label>>

  const itself = (label: string): string => label
  const fields = {
    topic: field(topicCodes, [{ model: 'sector', classOf: sectorOf }, { model: 'topic', classOf: itself }]),
    kind: field(kinds, [{ model: 'kind', classOf: itself }]),
    urgency: field(urgencies, [{ model: 'urgency', classOf: itself }]),
    kk: field(sentiments, [{ model: 'sentiment-kk', classOf: itself }]),
    ru: field(sentiments, [{ model: 'sentiment-ru', classOf: itself }]),
  }
  const speakers: Record<Language, Field<Sentiment>[]> = { kk: [fields.kk], ru: [fields.ru], mixed: [fields.kk, fields.ru], other: [fields.ru] }

  const sentimentOf = (look: Look, scored: Scored) => {
    const asked = speakers[look.language.language]
    const rows = asked.map(one => swayed(one.chances(scored), look, one === fields.kk ? 'kk' : 'ru'))
    const chances = sentiments.map((_, at) => rows.reduce((sum, row) => sum + (row[at] ?? 0), 0) / rows.length)
    const [at, chance] = topOf(chances)
    const label = sentiments[at] ?? 'neutral'
    return { label, chance, score: (chances[sentiments.indexOf('positive')] ?? 0) - (chances[sentiments.indexOf('negative')] ?? 0), words: () => asked.flatMap(one => strongest(one, label, look, scored)) }
  }

  const urgencyOf = (look: Look, scored: Scored) => {
    const chances = fields.urgency.chances(scored)
    const danger = chances[urgencies.indexOf('danger')] ?? 0
    const [at, chance] = topOf(chances.map((value, index) => urgencies[index] === 'danger' ? 0 : value))
    const level = urgencies[at] ?? 'normal'
    const label = level === 'danger' ? 'normal' : level
    return { label, chance, danger, words: () => strongest(fields.urgency, label, look, scored), dangerWords: () => strongest(fields.urgency, 'danger', look, scored) }
  }

  const answer = <Label extends string>(one: Field<Label>, at: number, chance: number, other: Label, look: Look, scored: Scored): Answer<Label> => {
    const label = one.labels[at] ?? other
    return { label, chance, words: () => strongest(one, label, look, scored) }
  }

  return {
    /** Chances of every class of a field, in the order of its labels: for calibration. */
    chances: (look: Look, name: keyof typeof fields): number[] => {
      const chances = fields[name].chances(scorer.score(look.tokens, look.text, namedValues(look)))
      return name === 'kk' || name === 'ru' ? swayed(chances, look, name) : chances
    },
    judge: (look: Look): Judgement => {
      const scored = scorer.score(look.tokens, look.text, namedValues(look))
      const topics = fields.topic.chances(scored)
      const [first, chance] = topOf(topics)
      const [second, rival] = topOf(topics.map((value, at) => at === first ? 0 : value))
      const spoken = look.kinds.some(({ score }) => score >= spokenFrom)
      const [outright] = look.kinds
      const weighed = fields.kind.chances(scored).map((value, at) =>
        spoken && kinds[at] === 'other' ? 0 : look.kinds.length === 1 && kinds[at] === outright?.kind && (outright?.score ?? 0) >= outrightFrom ? value * outrightWorth : value)
      const [kindAt, kindChance] = topOf(weighed.map(value => value / weighed.reduce((sum, one) => sum + one, 0)))
      return {
        topics: [answer(fields.topic, first, chance, 'other', look, scored), answer(fields.topic, second, rival, 'other', look, scored)],
        kind: answer(fields.kind, kindAt, kindChance, 'other', look, scored),
        sentiment: sentimentOf(look, scored),
        urgency: urgencyOf(look, scored),
      }
    },
  }
}

/**
 * What each point of coloured words adds to a mood beyond what the model learned of it, and what moods have from the start in a text about a
 * matter of the office and in any other: who writes of a fault is rarely neutral, who chats mostly is. Chosen on texts that nothing was learned from.
 */
const sway = {
  kk: { word: 0.3, matter: { positive: 0, neutral: 0, negative: 0 }, talk: { positive: 0.6, neutral: 0, negative: 0 } },
  ru: { word: 0.8, matter: { positive: 0, neutral: -0.4, negative: 0 }, talk: { positive: 0, neutral: 1, negative: 0 } },
}
const swayMax = 6
const matterFrom = 0.6

const swayed = (chances: number[], look: Look, language: 'kk' | 'ru'): number[] => {
  const { word, matter, talk } = sway[language]
  const isMatter = look.mention.mention !== 'none' || (look.topics[0]?.score ?? 0) >= matterFrom
  const start = isMatter ? matter : talk
  const { sum } = look.mood
  const [good, bad] = [Math.min(Math.max(sum, 0), swayMax), Math.min(Math.max(-sum, 0), swayMax)]
  return softmax(sentiments.map((label, at) => Math.log((chances[at] ?? 0) + 1e-9) + start[label] + word * (label === 'positive' ? good : label === 'negative' ? bad : 0)))
}

/** Words of one kind alone that weigh so much («предлагаю», «казино») make it so much likelier. */
const outrightFrom = 3
const outrightWorth = 2

/** A text with words of a kind that weigh so much is of some kind. */
const spokenFrom = 2

const topOf = (chances: number[]): [at: number, chance: number] => {
  let at = 0
  chances.forEach((chance, index) => { if (chance > (chances[at] ?? 0)) at = index })
  return [at, chances[at] ?? 0]
}

/** So many words are shown for a label at most, and none that weighs less than this share of the strongest. */
const shownWords = 3
const shownShare = 0.4

// A word speaks for a label by what it adds to it above what it adds to all labels on average.
const strongest = <Label extends string>({ labels, columns }: { labels: readonly Label[], columns: number[][] }, label: Label, look: Look, { partOf }: Scored): Token[] => {
  const own = columns[labels.indexOf(label)] ?? []
  const pulls = look.tokens.map((_, index) => own.reduce((sum, column) => sum + partOf(index, column), 0))
  const top = pulls.reduce((most, pull) => Math.max(most, pull), 0)
  return look.tokens.map((token, index) => ({ token, pull: pulls[index] ?? 0 })).filter(({ pull }) => pull > 0 && pull >= top * shownShare)
    .toSorted((a, b) => b.pull - a.pull).slice(0, shownWords).map(({ token }) => token)
}
