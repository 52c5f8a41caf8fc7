// The register as a file: nothing in it is computed, nothing of it is lost, and a hundred thousand lines need no more memory than a hundred.
import { spawnSync } from 'node:child_process'
import { resolve } from 'node:path'
import { parse } from 'csv-parse/sync'
import { strFromU8, unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import { csvOf } from '../../server/http/table-csv.ts'
import { xlsxOf } from '../../server/http/table-xlsx.ts'
import { harmless } from '../../server/http/harmless.ts'
import type { Cell } from '../../server/http/table.ts'
import { formulas } from './formulas.ts'

const columns = [{ head: 'Мазмұны', width: 60 }, { head: 'Тіркелген уақыты', width: 17 }]
async function* inPages(...pages: Cell[][][]) { yield* pages }
const csv = async (rows: Cell[][]) => (await Array.fromAsync(csvOf(columns, inPages(rows)))).join('')
const sheetOf = async (rows: Cell[][]) => {
  const book = unzipSync(Buffer.concat(await Array.fromAsync(xlsxOf('Журнал', columns, inPages(rows)))))
  return { names: Object.keys(book), sheet: strFromU8(book['xl/worksheets/sheet1.xml'] ?? new Uint8Array()), styles: strFromU8(book['xl/styles.xml'] ?? new Uint8Array()) }
}
/** What a table would take for a formula. */
const computed = /^[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠|%]/u

test('no text of a stranger is a formula in the CSV, however it is dressed', async () => {
  const records = parse(await csv(formulas.map(text => [text, null])), { bom: true, delimiter: ';' }) as string[][]
  expect(records).toHaveLength(formulas.length + 1)
  expect(records.slice(1).map(([text = '']) => text).filter(text => computed.test(text))).toEqual([])
  expect(records.every(record => record.length === 2)).toBe(true)
})

test('a text that is none stays as it was written', () => {
  for (const text of ['Көшеде су жоқ', '— тире в начале', '«кавычки»', '12 үй', 'a=b', '№ 5', '(жоқ)']) expect(harmless(text)).toBe(text)
})

test('the CSV opens in the Excel of the office: BOM, semicolons, CRLF, times by the wall clock', async () => {
  const text = await csv([['су; жоқ "мүлдем"', { at: '2026-11-18T05:00:00.000Z' }]])
  expect(text).toBe('\uFEFFМазмұны;Тіркелген уақыты\r\n"су; жоқ ""мүлдем""";18.11.2026 10:00\r\n')
})

test('no text of a stranger is a formula in the workbook, nor breaks out of its cell', async () => {
  const { sheet } = await sheetOf(formulas.map(text => [text, null]))
  expect(sheet).not.toMatch(/<f[ >]/)
  const texts = [...sheet.matchAll(/<t xml:space="preserve">([^<]*)<\/t>/g)].map(([, text = '']) => text)
  expect(texts).toHaveLength(formulas.length)
  expect(texts.filter(text => computed.test(text))).toEqual([])
  expect(sheet).toContain('>_x005F_x003D_1+1<')
  expect(sheet).not.toMatch(/[\0-\x08\x0B\x0C\x0E-\x1F]/)
})

test('the workbook keeps its head in sight, prints across, and holds times as times', async () => {
  const { sheet, names, styles } = await sheetOf([['Су жоқ', { at: '2026-11-18T05:00:00.000Z' }]])
  expect(names).toEqual(expect.arrayContaining(['[Content_Types].xml', 'xl/workbook.xml', 'xl/worksheets/sheet1.xml']))
  expect(sheet).toContain('state="frozen"')
  expect(sheet).toContain('orientation="landscape"')
  // 18 November 2026, ten in the morning, in days since 30 December 1899.
  expect(sheet).toMatch(/<v>46344\.41666/)
  expect(styles).toContain('dd.mm.yyyy hh:mm')
})

test('a hundred thousand lines go out in both formats within forty megabytes of heap', () => {
  const { status, stderr } = spawnSync(process.execPath, ['--max-old-space-size=40', resolve(import.meta.dirname, 'table-process.ts')], { encoding: 'utf8' })
  expect([status, stderr.slice(0, 500)]).toEqual([0, ''])
})
