// Sends a table as an attachment, row after row as the reader takes them.
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Response } from 'express'
import { exportTypes, type ExportFormat } from '#domain/export-format.ts'
import { dayOf } from '#domain/time.ts'
import type { World } from '../actions/world.ts'
import { csvOf } from './table-csv.ts'
import { xlsxOf } from './table-xlsx.ts'
import type { Column, Pages } from './table.ts'

/** `fileName` without its ending and day; `title` names the sheet of a workbook. */
export interface TableFile { fileName: string, title: string, columns: readonly Column[], pages: Pages }

/** The reader went away. */
const isClosed = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE'

/** A reader who goes away ends it. */
export const sendTable = async ({ log, now }: World, response: Response, format: ExportFormat, { fileName, title, columns, pages }: TableFile): Promise<void> => {
  response.setHeader('Content-Type', exportTypes[format])
  response.setHeader('Content-Disposition', `attachment; filename="${fileName}-${dayOf(now())}.${format}"`)
  const bytes = format === 'csv' ? csvOf(columns, pages) : xlsxOf(title, columns, pages)
  try {
    await pipeline(Readable.from(bytes, { objectMode: false }), response)
  } catch (error) {
    // The head of the answer is gone already: a torn file is the only way to tell that it is not whole.
    if (!response.destroyed) response.destroy()
    if (!isClosed(error)) log.error({ err: error }, 'a table could not be sent to its end')
  }
}
