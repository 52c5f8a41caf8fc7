// Reads the matrix as it is written for people: its tables, and what they say about one person and one endpoint.
import { readFileSync } from 'node:fs'
import { roles, type Role } from '#domain/user.ts'

/** Where a person sits, as seen from the thing they try. */
export const places = ['own body', 'own akimat', 'akimat above', 'top of the tree', 'other body', 'neighbour', 'other region', 'thing above'] as const
export type Place = typeof places[number]

export interface Row {
  /** `endpoint`, or `endpoint (case)`. */
  name: string
  endpoint: string
  where: string
  /** What those outside hear: codes, or `less` for a list that comes without the thing. Empty: it goes by who reads tickets and posts. */
  others: string
  letters: Record<Role, string>
}

export interface Somebody { role: Role, place: Place, /** It is their ticket, or they registered it. */ isOwn: boolean, /** They are the nearest who may approve. */ isNearest: boolean }

const text = readFileSync(new URL('matrix.md', import.meta.url), 'utf8')

/** Cells of every line of the table under a heading. */
const linesUnder = (heading: string): string[][] => {
  const [, part = ''] = text.split(`\n## ${heading}`)
  const lines = (part.split('\n## ')[0] ?? '').split('\n').filter(line => line.startsWith('|'))
  return lines.slice(2).map(line => line.split('|').slice(1, -1).map(cell => cell.trim())).filter(([, name]) => name !== '')
}

const rowsUnder = (heading: string): Row[] => linesUnder(heading).map(([, name = '', where = '', ...cells]) => ({
  name, where, endpoint: name.split(' ')[0] ?? '', others: cells[roles.length] ?? '', letters: lettersOf(name, cells),
}))

/** Columns stand in the order of the readers' habit, not of the code. */
const columns: readonly Role[] = ['press', 'officer', 'head', 'coordinator', 'manager', 'admin', 'auditor']

const lettersOf = (name: string, cells: readonly string[]): Record<Role, string> => {
  const letters = Object.fromEntries(columns.map((role, index) => [role, cells[index] ?? '']))
  const wrong = columns.find(role => !['+', 'o', 'n', 'b', '.'].includes(letters[role] ?? ''))
  if (wrong) throw new Error(`the matrix says nothing known about ${wrong} in ${name}`)
  return letters as Record<Role, string>
}

const reached = new Map(linesUnder('Қайда').map(([, where = '', ...cells]) => [where, new Set(places.filter((_, index) => cells[index] === '+'))]))

export const table: readonly Row[] = rowsUnder('Кесте')
export const rooms: readonly Row[] = rowsUnder('Тірі арна')

const rowOf = (name: string): Row => {
  const row = table.find(one => one.name === name)
  if (!row) throw new Error(`the matrix has no row "${name}"`)
  return row
}

const reaches = (where: string, place: Place): boolean => {
  const there = reached.get(where)
  if (!there) throw new Error(`the matrix does not say where "${where}" is`)
  return there.has(place)
}

export const may = ({ where, letters }: Row, { role, place, isOwn, isNearest }: Somebody): boolean => {
  if (!reaches(where, place)) return false
  const letter = letters[role]
  return letter === '+' || (letter === 'o' && isOwn) || (letter === 'n' && isNearest) || (letter === 'b' && place === 'own body')
}

/** Ways of saying no to somebody who sees the thing. */
const refused = ['no-right', 'self-approval', 'undo-too-late', 'binding-assignment']
const codes: Record<string, readonly string[]> = { 401: ['not-signed-in'], 403: refused, 404: ['not-found'] }
const seenBy: Record<string, readonly [row: string, where: string]> = {
  ticket: ['ticket', 'ticket'], unassigned: ['ticket', 'unassigned'], naming: ['ticket', 'unassigned'], post: ['post', 'post'],
}

/** The codes of which one is answered to somebody who may not. Empty: the list comes without the thing. */
export const refusalsOf = (row: Row, somebody: Somebody): readonly string[] => {
  if (row.others === 'less') return []
  if (row.others !== '') return row.others.split(' ').flatMap(number => codes[number] ?? [])
  const [name, where] = seenBy[row.where] ?? []
  if (name === undefined || where === undefined) throw new Error(`the matrix does not say what others hear of ${row.name}`)
  return may({ ...rowOf(name), where }, somebody) ? refused : ['not-found']
}
