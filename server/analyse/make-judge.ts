// The trained models' word on a text: a label for each field, how sure, and the words of the text that weighed most for it.
import { kinds, sentiments, urgencies, type Kind, type Language, type Sentiment, type Urgency } from '#domain/classification.ts'
import { makeScorer, softmax, type LinearModel, type Scored } from './linear.ts'
import { namedValues, type Look } from './look.ts'
import type { Token } from './normalise.ts'
import { makePraise, praiseName } from './praise.ts'
import { isMatter, parted, praised, swayed } from './sway.ts'
import { evenTorn } from './torn.ts'
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
  const [praising, others] = [models.find(({ head }) => head.name === praiseName), models.filter(({ head }) => head.name !== praiseName)]
  const praiseOf = praising === undefined ? () => 0 : makePraise(praising)
  const scorer = makeScorer(others)
  const place = new Map(others.map(({ head }, at) => [head.name, { head, start: scorer.starts[at] ?? 0 }]))

  /** Columns of `Sums` and the bias for each answer, over one model or several added. */
  const field = <Label extends string>(labels: readonly Label[], parts: { model: string, classOf: (label: Label) => string }[]) => {
    const found = parts.flatMap(({ model, classOf }) => {
      const one = place.get(model)
      return one === undefined ? [] : [{ ...one, classOf }]
    })
    const columns = labels.map(label => found.map(({ head, start, classOf }) => start + head.classes.indexOf(classOf(label))))
    const bias = labels.map(label => found.reduce((sum, { head, classOf }) => sum + (head.bias[head.classes.indexOf(classOf(label))] ?? 0), 0))
    const temperature = found.at(-1)?.head.temperature ?? 1
    // Given once: the room for new ones would push what is known of words out of the processor's reach.
    const scores = new Float64Array(labels.length)
    return {
      labels, columns, temperature,
      /** They hold until they are asked for again. At temperature 1 where something is added to them before they are calibrated. */
      chances: ({ sums }: Scored, by = temperature): Float64Array => {
        for (let at = 0; at < columns.length; at += 1) {
          const row = columns[at] ?? []
          let score = 0
          for (let part = 0; part < row.length; part += 1) score += sums[row[part] ?? 0] ?? 0
          scores[at] = (score + (bias[at] ?? 0)) / by
        }
        return softmax(scores)
      },
      /** Same, from scores as they are when all is added. */
      chancesOf: (found: readonly number[]): Float64Array => {
        for (let at = 0; at < scores.length; at += 1) scores[at] = (found[at] ?? 0) / temperature
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

  const kindChances = (look: Look, scored: Scored): Float64Array => {
    const spoken = look.kinds.some(({ score }) => score >= spokenFrom)
    const [outright] = look.kinds
    const weighed = fields.kind.chances(scored)
    if (spoken) weighed[kinds.indexOf('other')] = 0
    if (outright !== undefined && look.kinds.length === 1 && outright.score >= outrightFrom) {
      const at = kinds.indexOf(outright.kind)
      weighed[at] = (weighed[at] ?? 0) * outrightWorth
    }
    let all = 0
    for (let at = 0; at < weighed.length; at += 1) all += weighed[at] ?? 0
    for (let at = 0; at < weighed.length; at += 1) weighed[at] = (weighed[at] ?? 0) / all
    return weighed
  }

  const isReview = (look: Look, scored: Scored): boolean => look.mention.mention === 'none' && (review.chances(scored)[0] ?? 0) > reviewFrom

  const kazakhMoods = (chances: number[], look: Look, scored: Scored, kindsOf: number[]): number[] => {
    const readsAsReview = isReview(look, scored)
    const odds = praiseOf(look.tokens)
    if (isMatter(look) && !readsAsReview) return parted(swayed(chances, look, 'kk', kindsOf), odds, look)
    return praised(chances, odds, look, readsAsReview ? 0 : kindsOf[kinds.indexOf('complaint')] ?? 0)
  }

  const moodChances = (one: Field<Sentiment>, look: Look, scored: Scored, kindsOf: number[]): Float64Array => {
    const found = one.chances(scored, 1)
    const chances = sentiments.map((_, at) => found[at] ?? 0)
    const logs = one === fields.kk ? kazakhMoods(chances, look, scored, kindsOf) : swayed(chances, look, 'ru', kindsOf)
    return one.chancesOf(logs)
  }

  // Mixed talk is judged as Kazakh talk; so is what reads like a review in letters of neither language.
  const speakersOf = (look: Look, scored: Scored): Field<Sentiment>[] => {
    const { language } = look.language
    if (language === 'kk' || language === 'ru') return speakers[language]
    return isReview(look, scored) || (language === 'mixed' && !isMatter(look)) ? speakers.kk : speakers[language]
  }

  const sentimentOf = (look: Look, scored: Scored, kindsOf: number[]) => {
    const asked = speakersOf(look, scored)
    const [chances = new Float64Array(sentiments.length), other] = asked.map(one => moodChances(one, look, scored, kindsOf))
    if (other !== undefined) for (const at of sentiments.keys()) chances[at] = ((chances[at] ?? 0) + (other[at] ?? 0)) / 2
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
      return [...name === 'kk' || name === 'ru' ? moodChances(fields[name], look, scored, [...kindChances(look, scored)]) : fields[name].chances(scored)]
    },
    judge: (look: Look): Judgement => {
      const scored = scorer.score(look.tokens, namedValues(look))
      const topics = fields.topic.chances(scored)
      evenTorn(look, topics)
      const [first, chance] = topOf(topics)
      const [second, rival] = topOf(topics, first)
      const weighed = kindChances(look, scored)
      const [kindAt, kindChance] = topOf(weighed)
      const kindsOf = kinds.map((_, at) => weighed[at] ?? 0)
      return {
        topics: [answer(fields.topic, first, chance, 'other', look, scored), answer(fields.topic, second, rival, 'other', look, scored)],
        kind: answer(fields.kind, kindAt, kindChance, 'other', look, scored),
        sentiment: sentimentOf(look, scored, kindsOf),
        urgency: urgencyOf(look, scored),
      }
    },
  }
}

/** A text as likely a review as this that speaks of no akimat is one, though it has words of a matter of the office. */
const reviewFrom = 0.3

/** Words of one kind alone that weigh so much («предлагаю», «казино») make it so much likelier. */
const outrightFrom = 3
const outrightWorth = 2

/** A text with words of a kind that weigh so much is of some kind. */
const spokenFrom = 2

/** The likeliest, and how likely it is; `except` counts as impossible. */
const topOf = (chances: Float64Array, except = -1): [at: number, chance: number] => {
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
  const { tokens } = look
  const pulls = scored.pulls(columns[labels.indexOf(label)] ?? [])
  let top = 0
  for (let at = 0; at < tokens.length; at += 1) top = Math.max(top, pulls[at] ?? 0)
  const strong: number[] = []
  for (let at = 0; at < tokens.length; at += 1) {
    const pull = pulls[at] ?? 0
    if (pull <= 0 || pull < top * shownShare) continue
    // Of equal ones the first stays first.
    let place = strong.length
    while (place > 0 && (pulls[strong[place - 1] ?? 0] ?? 0) < pull) place -= 1
    if (place < shownWords) strong.splice(place, 0, at)
  }
  return strong.slice(0, shownWords).flatMap(at => tokens[at] ?? [])
}
