// A file of people as an office program saves it: its lines under the names of the columns, whoever asks, the screen or the terminal.
import { parse } from 'csv-parse/sync'
import { peopleLinesAtMost } from '#domain/people-file.ts'
import { noTable, textOfTable } from './read-table.ts'

/** The sign that parts the names of the columns: an office program of this country writes semicolons, and names hold commas. */
const delimiterOf = (head: string): string => [';', '\t'].find(sign => head.includes(sign)) ?? ','

const linesIn = (text: string): { record: Record<string, string>, info: { lines: number } }[] => {
  const head = text.slice(0, text.search(/\n|$/))
  try {
    return parse(text, {
      columns: (names: string[]) => names.map(name => name.trim().toLowerCase()), delimiter: delimiterOf(head),
      skip_empty_lines: true, relax_column_count: true, relax_quotes: true, info: true,
    })
  } catch {
    throw noTable('not-a-table')
  }
}

/** A line of the template that nobody filled in. */
const isBlank = ({ login = '', name = '' }: Record<string, string>): boolean => login.trim() === '' && name.trim() === ''

/** `line`: where it ends in the file. Throws bad-input `{field: file, problem: excel-file | not-utf8 | not-a-table | no-head | too-many-rows}`. */
export const peopleRecords = (csv: string): { line: number, record: Record<string, string> }[] => {
  const lines = linesIn(textOfTable(csv))
  if (lines.length > peopleLinesAtMost) throw noTable('too-many-rows', { limit: peopleLinesAtMost })
  const [first] = lines
  if (first && !['login', 'name', 'role'].every(name => name in first.record)) throw noTable('no-head')
  return lines.filter(({ record }) => !isBlank(record)).map(({ record, info }) => ({ line: info.lines, record }))
}
