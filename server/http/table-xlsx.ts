// A table as an Excel workbook. The library makes the frame (styles, widths, a head that stays); rows are streamed into it, so that a hundred thousand fill no memory.
import { strFromU8, strToU8, unzipSync, Zip, ZipDeflate, ZipPassThrough } from 'fflate'
import writeExcelFile from 'write-excel-file/node'
import { dayOf, instantOf, toMs, type Instant } from '#domain/time.ts'
import { harmless } from './harmless.ts'
import type { Cell, Column, Pages } from './table.ts'

const sheetPath = 'xl/worksheets/sheet1.xml'
const dayMs = 86_400_000
/** Day 0 of Excel. */
const epoch = '1899-12-30'

/** Days since the epoch by the office's clock, the way Excel keeps a moment. */
const serialOf = (at: Instant): number => {
  const day = dayOf(at)
  return (Date.parse(day) - Date.parse(epoch)) / dayMs + (toMs(at) - toMs(instantOf(day, 0))) / dayMs
}

/** Characters that XML cannot hold are left out; `_x0041_` would be read as a character. */
const xmlText = (text: string): string => text
  .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
  .replace(/_x(?=[\dA-Fa-f]{4}_)/g, '_x005F_x')
  .replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

interface Frame { files: Record<string, Uint8Array>, before: string, after: string, textStyle: string, instantStyle: string }

/** A workbook with one row of each kind of cell; the row is taken out again, its styles and what stands around it stay. */
const frameOf = async (name: string, columns: readonly Column[]): Promise<Frame> => {
  const look = { wrap: true, alignVertical: 'top' } as const
  const head = columns.map(({ head }) => ({ value: head, fontWeight: 'bold', ...look } as const))
  const sample = [{ value: '-', type: String, ...look }, { value: new Date(0), type: Date, format: 'dd.mm.yyyy hh:mm', ...look }]
  const book = await writeExcelFile([head, sample], { sheet: name, stickyRowsCount: 1, orientation: 'landscape', columns: columns.map(({ width }) => ({ width })) }).toBuffer()
  const { [sheetPath]: sheet, ...files } = unzipSync(book)
  const [, before, textStyle, instantStyle, after] = /^(.*)<row r="2"[^>]*><c r="A2" s="(\d+)".*?<c r="B2" s="(\d+)".*?<\/row>(.*)$/su.exec(sheet ? strFromU8(sheet) : '') ?? []
  if (before === undefined || after === undefined || textStyle === undefined || instantStyle === undefined) throw new Error('the frame of a workbook is not as it was')
  return { files, before, after, textStyle, instantStyle }
}

const cellOf = ({ textStyle, instantStyle }: Frame, cell: Cell): string => {
  if (cell === null) return '<c/>'
  if (typeof cell === 'number') return `<c><v>${cell}</v></c>`
  return typeof cell === 'string'
    ? `<c s="${textStyle}" t="inlineStr"><is><t xml:space="preserve">${xmlText(harmless(cell))}</t></is></c>`
    : `<c s="${instantStyle}"><v>${serialOf(cell.at)}</v></c>`
}

/** The bytes of the workbook in pieces, about a page of rows each. */
export async function* xlsxOf(name: string, columns: readonly Column[], pages: Pages): AsyncGenerator<Uint8Array> {
  const frame = await frameOf(name, columns)
  let ready: Uint8Array[] = []
  const zip = new Zip((error, bytes) => {
    if (error) throw error
    ready.push(bytes)
  })
  const given = () => {
    const bytes = ready
    ready = []
    return bytes
  }
  for (const [path, bytes] of Object.entries(frame.files)) {
    const file = new ZipPassThrough(path)
    zip.add(file)
    file.push(bytes, true)
  }
  const sheet = new ZipDeflate(sheetPath, { level: 6 })
  zip.add(sheet)
  sheet.push(strToU8(frame.before))
  yield* given()
  let line = 1
  for await (const rows of pages) {
    sheet.push(strToU8(rows.map(row => `<row r="${++line}">${row.map(cell => cellOf(frame, cell)).join('')}</row>`).join('')))
    yield* given()
  }
  sheet.push(strToU8(frame.after), true)
  zip.end()
  yield* given()
}
