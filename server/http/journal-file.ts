// The register as a file: names and words in the language of whoever takes it, sent page after page as the reader takes them.
import type { InterfaceLanguage } from '#domain/user.ts'
import { topicNames } from '../analyse/topic-names.ts'
import type { ExportedJournal } from '../actions/export-journal.ts'
import type { JournalRow } from '../actions/show/journal.ts'
import type { Viewer } from '../actions/show/viewer.ts'
import type { World } from '../actions/world.ts'
import { awaitsCalendar, journalColumns, journalName, journalResults, journalStates } from './journal-words.ts'
import type { TableFile } from './send-table.ts'
import type { Cell } from './table.ts'

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

export const journalFile = (world: World, reader: Reader, journal: ExportedJournal): TableFile => ({
  fileName: 'journal', title: journalName[reader.language], pages: rowsOf(world, reader, journal),
  columns: shownIn(widths, journal.authors).map(([name, width]) => ({ head: journalColumns[name][reader.language], width })),
})
