// The board as a table: the place itself, the akimats below it and its bodies, a line each. The same calculation as on the screen.
import type { ResultOf } from '#domain/contract.ts'
import type { Share } from '#domain/statistics.ts'
import type { InterfaceLanguage } from '#domain/user.ts'
import type { Viewer } from '../actions/show/viewer.ts'
import type { TableFile } from './send-table.ts'
import { statisticsColumns, statisticsLevels, statisticsTitle, withoutBody } from './statistics-words.ts'
import type { Cell } from './table.ts'

type Board = ResultOf<'statistics'>
type Figures = Board['akimats'][number]['figures']
type ColumnName = keyof typeof statisticsColumns

const wideColumns: Partial<Record<ColumnName, number>> = { name: 44, level: 20, asOf: 17, partial: 30 }

/** With one decimal; null of nothing: no figure is better than a false one. */
const perCent = ({ part, of }: Share): number | null => of === 0 ? null : Math.round(1000 * part / of) / 10
const mean = ({ part, of }: Share): number | null => of === 0 ? null : Math.round(100 * part / of) / 100

/** Counts are given always. With too few cases one is shown and not rated, as on the screen: no share, no median. */
const cellsOf = (figures: Figures, isRated: boolean) => {
  const { firstReply, finalReply, promised, back, quality: { grades, proof }, late7, late30 } = figures
  const rating = (value: number | null) => isRated ? value : null
  return {
    registeredToday: figures.registeredToday, answeredToday: figures.answeredToday, open: figures.open, dueToday: figures.dueToday, overdue: figures.overdue,
    notAccepted: figures.notAccepted, cases: figures.sample, late7: late7.part, cases7: late7.of, late30: late30.part,
    firstInTerm: firstReply.inTerm.part, firstOf: firstReply.inTerm.of, firstPercent: rating(perCent(firstReply.inTerm)),
    firstMedian: rating(firstReply.workingMinutes.median), firstP90: rating(firstReply.workingMinutes.p90), awaiting: firstReply.waiting,
    answered: finalReply.answered, finalMedian: rating(finalReply.workingMinutes.median), finalP90: rating(finalReply.workingMinutes.p90),
    promised: promised.open, promiseOver: promised.over, rejected: back.rejected, returned: back.returned, reopened: back.reopened, repeated: back.repeated,
    grade: mean(grades), grades: grades.of, proven: proof.part, merged: figures.merged,
  }
}

type Row = Record<ColumnName, Cell>

const rowsOf = (board: Board, nameOf: (id: string) => string, language: InterfaceLanguage): Row[] => {
  const nothing = { collectedToday: null, waitingTriage: null, place: null, partial: null, asOf: { at: board.asOf } }
  const compared = (level: keyof typeof statisticsLevels, name: string, figures: Figures, place: number | null): Row =>
    ({ ...nothing, name, level: statisticsLevels[level][language], ...cellsOf(figures, figures.rated), place })
  const isAkimat = board.tones !== null
  return [
    {
      ...nothing, name: nameOf(board.organisationId), level: statisticsLevels.whole[language], ...cellsOf(board.today, true),
      // Posts come to akimats: of a body nothing is known about them.
      ...isAkimat && { collectedToday: board.today.collectedToday, waitingTriage: board.today.waitingTriage },
      partial: board.partial.map(({ name }) => name).join(', ') || null,
    },
    ...board.akimats.map(({ akimatId, figures, place }) => compared('akimat', nameOf(akimatId), figures, place)),
    ...isAkimat ? board.bodies.map(({ bodyId, figures, place }) => compared('body', bodyId === null ? withoutBody[language] : nameOf(bodyId), figures, place)) : [],
  ]
}

export const statisticsFile = ({ viewer, language }: { viewer: Viewer, language: InterfaceLanguage }, board: Board): TableFile => {
  const names = Object.keys(statisticsColumns) as ColumnName[]
  const rows = rowsOf(board, id => viewer.organisations.get(id)?.names[language] ?? '', language)
  return {
    fileName: 'statistics', title: statisticsTitle[language], columns: names.map(name => ({ head: statisticsColumns[name][language], width: wideColumns[name] ?? 15 })),
    pages: [rows.map(row => names.map(name => row[name]))],
  }
}
