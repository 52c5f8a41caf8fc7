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
    const scoreIn = (sums: Float32Array, row: number[]): number => {
      let score = 0
      for (const column of row) score += sums[column] ?? 0
      return score
    }
    return {
      labels, columns, temperature,
      /** At temperature 1 where something is added to them before they are calibrated. */
      chances: ({ sums }: Scored, by = temperature): number[] => {
        const scores: number[] = []
        for (let at = 0; at < columns.length; at += 1) scores.push((scoreIn(sums, columns[at] ?? []) + (bias[at] ?? 0)) / by)
        return softmax(scores)
      },
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
  const review = field(['review', 'other'], [{ model: 'review', classOf: itself }])
  const speakers: Record<Language, Field<Sentiment>[]> = { kk: [fields.kk], ru: [fields.ru], mixed: [fields.kk, fields.ru], other: [fields.ru] }

  const kindChances = (look: Look, scored: Scored): number[] => {
    const spoken = look.kinds.some(({ score }) => score >= spokenFrom)
    const [outright] = look.kinds
    const weighed = fields.kind.chances(scored).map((value, at) =>
      spoken && kinds[at] === 'other' ? 0 : look.kinds.length === 1 && kinds[at] === outright?.kind && (outright?.score ?? 0) >= outrightFrom ? value * outrightWorth : value)
    const all = weighed.reduce((sum, one) => sum + one, 0)
    return weighed.map(value => value / all)
  }

  const isReview = (look: Look, scored: Scored): boolean => look.mention.mention === 'none' && (review.chances(scored)[0] ?? 0) > reviewFrom

  const moodChances = (one: Field<Sentiment>, look: Look, scored: Scored, kindsOf: number[]): number[] =>
    softmax(swayed(one.chances(scored, 1), look, one === fields.kk ? 'kk' : 'ru', kindsOf, isReview(look, scored)).map(score => score / one.temperature))

  const sentimentOf = (look: Look, scored: Scored, kindsOf: number[]) => {
    const asked = speakers[look.language.language]
    const rows = asked.map(one => moodChances(one, look, scored, kindsOf))
    const chances = sentiments.map((_, at) => rows.reduce((sum, row) => sum + (row[at] ?? 0), 0) / rows.length)
    const [at, chance] = topOf(chances)
    const label = sentiments[at] ?? 'neutral'
    return { label, chance, score: (chances[sentiments.indexOf('positive')] ?? 0) - (chances[sentiments.indexOf('negative')] ?? 0), words: () => asked.flatMap(one => strongest(one, label, look, scored)) }
  }

  const urgencyOf = (look: Look, scored: Scored) => {
    const chances = fields.urgency.chances(scored)
    const danger = chances[urgencies.indexOf('danger')] ?? 0
    const [at, chance] = topOf(chances, urgencies.indexOf('danger'))
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
      const scored = scorer.score(look.tokens, namedValues(look))
      return name === 'kk' || name === 'ru' ? moodChances(fields[name], look, scored, kindChances(look, scored)) : fields[name].chances(scored)
    },
    judge: (look: Look): Judgement => {
      const scored = scorer.score(look.tokens, namedValues(look))
      const topics = fields.topic.chances(scored)
      const [first, chance] = topOf(topics)
      const [second, rival] = topOf(topics, first)
      const kindsOf = kindChances(look, scored)
      const [kindAt, kindChance] = topOf(kindsOf)
      return {
        topics: [answer(fields.topic, first, chance, 'other', look, scored), answer(fields.topic, second, rival, 'other', look, scored)],
        kind: answer(fields.kind, kindAt, kindChance, 'other', look, scored),
        sentiment: sentimentOf(look, scored, kindsOf),
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
  kk: { word: 0.3, matter: { positive: 0, neutral: 0.4, negative: 0 }, talk: { positive: 0.6, neutral: 0.3, negative: 0 } },
  ru: { word: 0.8, matter: { positive: 0, neutral: -0.4, negative: 0 }, talk: { positive: 0, neutral: 1, negative: 0 } },
}
const swayMax = 6

/**
 * What moods have from the start in a Kazakh review, where no kind leans: who reviews an application, a shop or a book mostly praises it, but the
 * model learns from as much praise as blame. Chosen on the validation part of the reviews.
 */
const reviewStart: Record<Sentiment, number> = { positive: 1.1, neutral: 0.3, negative: 0 }
/** A text that is likelier a review than anything else, and speaks of no akimat, is one. */
const reviewFrom = 0.5

const matterFrom = 0.6

/**
 * How far each kind leans to a mood, in a text about a matter of the office: who complains is not content, who tells news or asks keeps an even voice.
 * In talk a kind says too little of the mood to lean.
 */
const leaning: Record<Kind, Partial<Record<Sentiment, number>>> = {
  complaint: { negative: 3.8 }, request: { negative: 1.2 }, question: { neutral: 1.2 }, proposal: { neutral: 1.2 }, thanks: { positive: 2.2 },
  news: { neutral: 6 }, advert: { neutral: 4 }, spam: { neutral: 4 }, other: {},
}
/** Words in these colour what is told or sold, not how it is told. */
const toldKinds: readonly Kind[] = ['news', 'advert', 'spam']

const swayed = (chances: number[], look: Look, language: 'kk' | 'ru', kindsOf: number[], isReview: boolean): number[] => {
  const { matter, talk, word: ofWord } = sway[language]
  const isPraising = isReview && language === 'kk'
  const isMatter = !isPraising && (look.mention.mention !== 'none' || (look.topics[0]?.score ?? 0) >= matterFrom)
  const start = isPraising ? reviewStart : isMatter ? matter : talk
  const told = toldKinds.reduce((sum, kind) => sum + (kindsOf[kinds.indexOf(kind)] ?? 0), 0)
  const word = isMatter ? ofWord * (1 - told) : ofWord
  const lean = (label: Sentiment): number => isMatter ? kinds.reduce((sum, kind, at) => sum + (kindsOf[at] ?? 0) * (leaning[kind][label] ?? 0), 0) : 0
  const { sum } = look.mood
  const [good, bad] = [Math.min(Math.max(sum, 0), swayMax), Math.min(Math.max(-sum, 0), swayMax)]
  return sentiments.map((label, at) => Math.log((chances[at] ?? 0) + 1e-9) + start[label] + lean(label) + word * (label === 'positive' ? good : label === 'negative' ? bad : 0))
}

/** Words of one kind alone that weigh so much («предлагаю», «казино») make it so much likelier. */
const outrightFrom = 3
const outrightWorth = 2

/** A text with words of a kind that weigh so much is of some kind. */
const spokenFrom = 2

/** The likeliest, and how likely it is; `except` counts as impossible. */
const topOf = (chances: number[], except = -1): [at: number, chance: number] => {
  let top = 0
  let most = except === 0 ? 0 : chances[0] ?? 0
  for (let at = 1; at < chances.length; at += 1) {
    const chance = chances[at] ?? 0
    if (chance <= most || at === except) continue
    top = at
    most = chance
  }
  return [top, most]
}

/** So many words are shown for a label at most, and none that weighs less than this share of the strongest. */
const shownWords = 3
const shownShare = 0.4

// A word speaks for a label by what it adds to it above what it adds to all labels on average.
const strongest = <Label extends string>({ labels, columns }: { labels: readonly Label[], columns: number[][] }, label: Label, look: Look, scored: Scored): Token[] => {
  const pulls = scored.pulls(columns[labels.indexOf(label)] ?? [])
  let top = 0
  for (const pull of pulls) if (pull > top) top = pull
  const strong: { token: Token, pull: number }[] = []
  look.tokens.forEach((token, at) => {
    const pull = pulls[at] ?? 0
    if (pull > 0 && pull >= top * shownShare) strong.push({ token, pull })
  })
  return strong.sort((a, b) => b.pull - a.pull).slice(0, shownWords).map(({ token }) => token)
}
