// What the board makes of the figures: shares in whole per cent, bodies in the order of what burns, the list behind each figure.
import type { ResultOf } from '#domain/contract.ts'
import type { FigureView } from '#domain/figures.ts'
import type { Share } from '#domain/statistics.ts'
import { dayOf, instantOf, toMs, type Instant } from '#domain/time.ts'
import type { InterfaceLanguage } from '#domain/user.ts'
import type { Body } from '#client/reference.ts'

export type Board = ResultOf<'statistics'>
export type Figures = Board['today']
/** A line of a table of those compared: an akimat, or a body (`null`: tickets that no body holds). */
export interface Compared { id: string | null, figures: Board['akimats'][number]['figures'], place: number | null }

/** The figures that can be opened and that say how they are counted. */
export const boardFigures = ['waiting', 'first-reply', 'in-term', 'overdue', 'not-accepted', 'triage'] as const
export type BoardFigure = typeof boardFigures[number]
/** The parts under the figures, which say how they are counted too. */
export type BoardPart = 'outcome' | 'topics' | 'places' | 'tones' | 'rating' | 'akimats'
export type Tones = NonNullable<Board['tones']>

/** Whole per cent; null of nothing: no share is better than a false one. */
export const percentOf = ({ part, of }: Share): number | null => of === 0 ? null : Math.round(100 * part / of)

const decimal = (value: number, language: InterfaceLanguage): string => value.toFixed(1).replace('.', language === 'en' ? '.' : ',')
/** The mean grade with one decimal, as the language writes it: `4,2`; null without a grade. */
export const gradeOf = ({ part, of }: Share, language: InterfaceLanguage): string | null => of === 0 ? null : decimal(part / of, language)
/** Of seven days, the mean of one. */
export const meanOf = (week: number, language: InterfaceLanguage): string => decimal(week / 7, language)

const lateFirst = (a: Compared, b: Compared) => {
  const behind = ({ figures: { overdue, open, firstReply: { inTerm } } }: Compared) => [-overdue, percentOf(inTerm) ?? 100, -open]
  const [left, right] = [behind(a), behind(b)]
  return left.map((value, index) => value - (right[index] ?? 0)).find(difference => difference !== 0) ?? 0
}

/** Where it burns: akimats or bodies with enough cases by what is overdue; then those with too few, not rated (what is overdue is a count, not a rating); tickets without a body last. */
export const worstFirst = (all: readonly Compared[], nameOf: (id: string | null) => string): Compared[] => {
  const named = all.filter(({ id }) => id !== null)
  const rated = named.filter(({ figures }) => figures.rated).sort(lateFirst)
  const unrated = named.filter(({ figures }) => !figures.rated).sort((a, b) => b.figures.overdue - a.figures.overdue || nameOf(a.id).localeCompare(nameOf(b.id)))
  return [...rated, ...unrated, ...all.filter(({ id, figures }) => id === null && figures.open > 0)]
}

/** Where the board looks: an akimat, or one of its bodies. */
export interface Place { id: string, isAkimat: boolean }
export const placeOf = ({ id, kind }: Pick<Body, 'id' | 'kind'>): Place => ({ id, isAkimat: kind === 'akimat' })

/** The address of the list behind a figure, with the same tickets in it. */
export const listOf = (view: FigureView, { id, isAkimat }: Place, narrowed: { topic?: string, place?: string } = {}): string =>
  `/tickets?${new URLSearchParams({ view, [isAkimat ? 'organisationId' : 'bodyId']: id, ...narrowed })}`

/** `18:05:12` in Almaty. */
export const secondOf = (at: Instant): string => {
  const seconds = Math.floor((toMs(at) - toMs(instantOf(dayOf(at), 0))) / 1000)
  return [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map(part => String(part).padStart(2, '0')).join(':')
}
