// The register as a file: names and words in the language of whoever takes it, sent page after page as the reader takes them.
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Response } from 'express'
import { journalTypes, type JournalFormat } from '#domain/journal.ts'
import { dayOf } from '#domain/time.ts'
import type { InterfaceLanguage } from '#domain/user.ts'
import { topicNames } from '../analyse/topic-names.ts'
import type { ExportedJournal } from '../actions/export-journal.ts'
import type { JournalRow } from '../actions/show/journal.ts'
import type { Viewer } from '../actions/show/viewer.ts'
import type { World } from '../actions/world.ts'
import { awaitsCalendar, journalColumns, journalName, journalResults, journalStates } from './journal-words.ts'
import { csvOf } from './table-csv.ts'
import { xlsxOf } from './table-xlsx.ts'
import type { Cell, Column } from './table.ts'

const widths: Record<keyof typeof journalColumns, number> = {
  number: 18, registeredAt: 17, author: 22, essence: 60, topic: 28, body: 30, officer: 24, dueAt: 17, state: 18, result: 18, answeredAt: 17, formalNumber: 18,
}
const topics = new Map(topicNames.flatMap(sector => sector.topics.map(topic => [topic.code, topic.names] as const)))

/** Names of people by id, each asked for once. */
const makeNames = ({ store: { read } }: World) => {
  const names = new Map<string, string>()
  return async (ids: readonly string[]) => {
    for (const { id, name } of await read.many('user', [...new Set(ids)].filter(id => !names.has(id)))) names.set(id, name)
    return names
  }
}

interface Reader { viewer: Viewer, language: InterfaceLanguage }

const cellsOf = ({ viewer, language }: Reader, row: JournalRow, people: ReadonlyMap<string, string>): Record<keyof typeof journalColumns, Cell> => {
  const at = (instant: string | null): Cell => instant === null ? null : { at: instant }
  return {
    number: row.number, registeredAt: at(row.registeredAt), author: row.author, essence: row.essence, topic: topics.get(row.topic)?.[language] ?? row.topic,
    body: row.bodyId === null ? null : viewer.organisations.get(row.bodyId)?.names[language] ?? null, officer: people.get(row.officerId ?? '') ?? null,
    dueAt: row.awaits === null ? at(row.dueAt) : `${awaitsCalendar[language]}: ${row.awaits}`, state: journalStates[row.state][language],
    result: row.result === null ? null : journalResults[row.result][language], answeredAt: at(row.answeredAt), formalNumber: row.formalNumber,
  }
}

async function* rowsOf(world: World, reader: Reader, { pages, authors }: ExportedJournal): AsyncGenerator<Cell[][]> {
  const namesOf = makeNames(world)
  for await (const page of pages) {
    const people = await namesOf(page.flatMap(({ officerId }) => officerId ?? []))
    yield page.map(row => shownIn(cellsOf(reader, row, people), authors).map(([, cell]) => cell))
  }
}

/** Without the authors where they are not for this reader. */
const shownIn = <T>(parts: Record<keyof typeof journalColumns, T>, authors: boolean): [keyof typeof journalColumns, T][] =>
  (Object.keys(journalColumns) as (keyof typeof journalColumns)[]).filter(name => authors || name !== 'author').map(name => [name, parts[name]])

/** The reader went away. */
const isClosed = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE'

/** Sends it as an attachment; a reader who goes away ends it. */
export const sendJournal = async (world: World, response: Response, reader: Reader, format: JournalFormat, journal: ExportedJournal): Promise<void> => {
  const columns: Column[] = shownIn(widths, journal.authors).map(([name, width]) => ({ head: journalColumns[name][reader.language], width }))
  const rows = rowsOf(world, reader, journal)
  response.setHeader('Content-Type', journalTypes[format])
  response.setHeader('Content-Disposition', `attachment; filename="journal-${dayOf(world.now())}.${format}"`)
  const bytes = format === 'csv' ? csvOf(columns, rows) : xlsxOf(journalName[reader.language], columns, rows)
  try {
    await pipeline(Readable.from(bytes, { objectMode: false }), response)
  } catch (error) {
    // The head of the answer is gone already: a torn file is the only way to tell that it is not whole.
    if (!response.destroyed) response.destroy()
    if (!isClosed(error)) world.log.error({ err: error }, 'the register could not be sent to its end')
  }
}
