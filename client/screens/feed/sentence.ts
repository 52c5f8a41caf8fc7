// The sentence in which the akimat is named, with the words marked: what a person reads first in a row.
import type { ResultOf } from '#domain/contract.ts'

export type Post = ResultOf<'post'>['post']
type Evidence = Post['classification']['evidence'][number]

/** A piece of text; `marked` when it is what decided. */
export interface Piece { text: string, marked: boolean }
interface Span { from: number, to: number }
/** A piece that the server cut out of a text, with its marks. */
export interface Passage { text: string, marks: readonly Span[] }

/** Two lines of a row hold about so much, in UTF-16 units; the mark has to stand within the first part of it. */
const roomForRow = 130
const contextBefore = 90
const longestExcerpt = 320

/** Where a piece of evidence stands in the text. The classifier reads title and text as one, so its offsets may begin in the title. */
const locate = (text: string, title: string | null) => (evidence: Evidence): Span[] => {
  const titleLength = title ? title.length + 1 : 0
  const from = [evidence.from - titleLength, evidence.from].find(at => at >= 0 && text.startsWith(evidence.text, at)) ?? text.indexOf(evidence.text)
  return from < 0 || evidence.text === '' ? [] : [{ from, to: from + evidence.text.length }]
}

/** Spans of the words that decided a field, in order and without overlaps. */
export const spansOf = ({ text, title, classification }: Pick<Post, 'text' | 'title' | 'classification'>, field: Evidence['field']): Span[] => {
  const found = classification.evidence.filter(each => each.field === field).flatMap(locate(text, title)).sort((a, b) => a.from - b.from || b.to - a.to)
  return found.filter((span, index) => found.slice(0, index).every(before => before.to <= span.from))
}

/** The text cut into marked and plain pieces; spans outside it are clipped. */
export const piecesOf = (text: string, spans: readonly Span[]): Piece[] => {
  const pieces: Piece[] = []
  let at = 0
  for (const { from, to } of spans) {
    if (from < at || from >= text.length) continue
    pieces.push({ text: text.slice(at, from), marked: false }, { text: text.slice(from, to), marked: true })
    at = to
  }
  return [...pieces, { text: text.slice(at), marked: false }].filter(piece => piece.text !== '')
}

const ends = /[.!?…]+["»”)]*\s+|\n+/g

/** Where sentences begin, and the end of the text. */
const beginnings = (text: string): number[] => [0, ...[...text.matchAll(ends)].map(match => match.index + match[0].length).filter(at => at < text.length)]

/** Where a row begins to read: the sentence with the mark, or earlier sentences too when it is short and the last; inside it when its lead is long. */
const leadOf = (text: string, mark: Span): number => {
  const starts = beginnings(text)
  const own = starts.findLast(at => at <= mark.from) ?? 0
  if (mark.from - own > contextBefore) return text.indexOf(' ', mark.from - contextBefore) + 1
  return starts.find(at => at <= own && text.length - at <= roomForRow && mark.to - at <= contextBefore) ?? own
}

/** The sentence with the first mark, else the beginning; «…» stands for what is left out before it. */
export const namingSentence = (post: Pick<Post, 'text' | 'title' | 'classification'>): Piece[] => {
  const text = post.text.trim() === '' ? post.title ?? '' : post.text
  const spans = text === post.text ? spansOf(post, 'mention') : []
  const lead = spans[0] ? leadOf(text, spans[0]) : 0
  const shifted = spans.map(({ from, to }) => ({ from: from - lead, to: to - lead })).filter(({ from }) => from >= 0)
  const pieces = piecesOf(text.slice(lead, lead + longestExcerpt).trimEnd(), shifted)
  return lead > 0 ? [{ text: '… ', marked: false }, ...pieces] : pieces
}

/** The distinct words that decided a field, as they stand in the text; at most three. */
export const wordsOf = (post: Pick<Post, 'classification'>, field: Evidence['field'], value?: string): string[] => {
  const words = post.classification.evidence.filter(each => each.field === field && (value === undefined || each.value === value)).map(each => each.text.trim())
  return [...new Set(words)].filter(word => word !== '').slice(0, 3)
}
