// What goes out about a table of another program: before anything is taken in, and after.
import { z } from 'zod'
import { tableColumns, tableLineProblems } from './table-file.ts'

const text = z.string().nullable()
/** `line`: where it ends in CSV, counted from 1; the place in the list of JSON. The first two hundred of them. */
const errors = z.array(z.object({ line: z.number(), problem: z.enum(tableLineProblems) }))

/** `columns`: which column is what, as it was given, or guessed from the names. Without a column for the text, `good` is 0 and no line is judged. */
export const tableView = z.object({
  names: z.array(z.string()), columns: z.partialRecord(z.enum(tableColumns), z.string()),
  rows: z.number(), good: z.number(), bad: z.number(), errors,
  /** The first lines as they stand, by the name of the column. */
  firstRows: z.array(z.record(z.string(), z.string())),
  /** The first posts that would be taken in. */
  sample: z.array(z.object({ title: text, text: z.string(), author: text, publishedAt: text, url: text })),
})

/** `same`: lines that are here already, with this text. */
export const importedView = z.object({ new: z.number(), edited: z.number(), same: z.number(), bad: z.number(), errors })
