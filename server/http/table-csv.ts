// A table as CSV the way Excel of this country opens it by a double click: BOM, semicolons, CRLF.
import { harmless } from './harmless.ts'
import type { Cell, Column, Pages } from './table.ts'
import { shownInstant } from './problem-values.ts'

const textOf = (cell: Cell): string => {
  if (cell === null) return ''
  // As a Russian or Kazakh Excel reads it.
  if (typeof cell === 'number') return String(cell).replace('.', ',')
  return typeof cell === 'string' ? harmless(cell) : shownInstant(cell.at)
}
const quoted = (text: string): string => /[";\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
const lineOf = (texts: readonly string[]): string => `${texts.map(quoted).join(';')}\r\n`

/** Text in pieces, a page of rows each. */
export async function* csvOf(columns: readonly Column[], pages: Pages): AsyncGenerator<string> {
  yield `\uFEFF${lineOf(columns.map(({ head }) => head))}`
  for await (const rows of pages) if (rows.length > 0) yield rows.map(row => lineOf(row.map(textOf))).join('')
}
