// What the desk understood of a text, with the words that made it think so.

export const languages = ['kk', 'ru', 'mixed', 'other'] as const
export type Language = typeof languages[number]

/** akimat = the institution, akim = the person, none = neither. */
export const mentions = ['akimat', 'akim', 'none'] as const
export type Mention = typeof mentions[number]

export const kinds = ['complaint', 'request', 'question', 'proposal', 'thanks', 'news', 'advert', 'spam', 'other'] as const
export type Kind = typeof kinds[number]

export const sentiments = ['positive', 'neutral', 'negative'] as const
export type Sentiment = typeof sentiments[number]

export const urgencies = ['danger', 'high', 'normal', 'low'] as const
export type Urgency = typeof urgencies[number]

export interface PlaceFound {
  /** KATO code, nine digits. */
  kato: string
  name_kk: string
  name_ru: string
}

/** Which decision a piece of text speaks for. */
export const evidenceFields = ['language', 'mention', 'place', 'topic', 'kind', 'sentiment', 'urgency'] as const

/** One piece of the text that decided something. `from` and `to` are UTF-16 offsets in the original text. */
export interface Evidence {
  field: typeof evidenceFields[number]
  /** The value that this piece speaks for: a code of `field` (`danger`, `utilities.heating`, a KATO code …). */
  value: string
  text: string
  from: number
  to: number
}

export interface TopicFound {
  sector: string
  /** Full code of topics.json, `utilities.water_supply`, or `other`. */
  topic: string
  /** 0 … 1; below `sureFrom` it is shown as a question. */
  confidence: number
}

/** A body that is not the akimat's, to which the matter belongs: it is handed over, not assigned. `code` is the body's code on a desk. */
export interface HandOver { code: string, name_kk: string, name_ru: string }

export interface Classification {
  language: Language
  mention: Mention
  places: PlaceFound[]
  topic: TopicFound
  topic2: TopicFound | null
  kind: Kind
  sentiment: { label: Sentiment, score: number, confidence: number }
  urgency: { level: Urgency, reasons: string[] }
  /** Absent for the akimat's own matters. */
  handOver?: HandOver
  evidence: Evidence[]
  /** What the search would index: stems and whole words, lower case. */
  terms: string[]
}

/** What the text came with; narrows ambiguous places. */
export interface TextSource { kato?: string, name?: string }

/** Understands one text. Never throws, whatever the text. */
export type Classify = (text: string, source?: TextSource) => Classification

/** Confidence from which a topic is shown as a suggestion; below it, as a question. */
export const sureFrom = 0.6
