// A process with little memory that writes a long register in both formats; it dies when the rows are held instead of passed on.
import { csvOf } from '../../server/http/table-csv.ts'
import { xlsxOf } from '../../server/http/table-xlsx.ts'
import type { Cell } from '../../server/http/table.ts'

const rows = 100_000
const pageSize = 500
const columns = Array.from({ length: 12 }, (_, index) => ({ head: `${index}`, width: 20 }))
async function* pages(): AsyncGenerator<Cell[][]> {
  for (let from = 0; from < rows; from += pageSize) {
    yield Array.from({ length: pageSize }, (_, index) => columns.map((_, column): Cell => column === 1 ? { at: '2026-11-18T05:00:00.000Z' } : `жазба ${from + index} ${'су жоқ '.repeat(column)}`))
  }
}
const sizeOf = async (file: AsyncIterable<string | Uint8Array>): Promise<number> => {
  let size = 0
  for await (const piece of file) size += piece.length
  return size
}
if (await sizeOf(csvOf(columns, pages())) < rows * 100 || await sizeOf(xlsxOf('Журнал', columns, pages())) < rows * 10) throw new Error('rows are missing')
