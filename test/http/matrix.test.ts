// The matrix of matrix.md, cell by cell: every role at every place in the tree tries every endpoint, over HTTP with a session of its own.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { paths, type EndpointName } from '#domain/paths.ts'
import { roles } from '#domain/user.ts'
import { verbNames } from '../../server/actions/verbs.ts'
import { listen, type Listener } from '../live/listener.ts'
import { problemIn, type Answer } from './exchange.ts'
import { colleague, openMatrixDesk, sitting, type MatrixDesk, type Seat, type Sitting } from './matrix-office.ts'
import { ownDeeds, settingDeeds } from './matrix-settings.ts'
import { happenings, letHappen, wrongEars } from './matrix-rooms.ts'
import { may, refusalsOf, rooms, table, type Row, type Somebody } from './matrix-table.ts'
import { ticketDeeds, type Deed, type Trial } from './matrix-tickets.ts'

let desk: MatrixDesk
beforeAll(async () => { desk = await openMatrixDesk() })
afterAll(async () => await desk.close())

const deeds: Record<string, Deed> = { ...ticketDeeds, ...settingDeeds }
const own: Record<string, typeof ownDeeds[keyof typeof ownDeeds]> = ownDeeds
const names = Object.keys(paths) as EndpointName[]

/** Rows of what this desk has. */
const rows = table.filter(({ endpoint }) => endpoint in paths)

test('every endpoint of the contract and every verb has its row, and each row is tried', () => {
  const known = new Set(table.map(({ endpoint }) => endpoint))
  expect([...names, ...verbNames].filter(name => !known.has(name))).toEqual([])
  expect(table.map(({ name }) => name).toSorted()).toEqual([...Object.keys(deeds), ...Object.keys(own)].toSorted())
})

interface Tried extends Somebody { login: string }
/** Everybody as seen from the district, and the people of the district as seen from the region. */
const everybody = (): [seat: Seat, people: Tried[]][] => {
  const { lower, upper } = desk
  const at = (seat: Seat) => ({ login, role, place }: Sitting): Tried =>
    ({ login, role, place, isOwn: login === seat.officer || login === seat.press, isNearest: login === seat.head })
  const below = sitting.filter(({ place }) => place === 'own body' || place === 'own akimat')
  return [[lower, [...sitting, colleague].map(at(lower))], [upper, below.map(one => ({ ...at(upper)(one), place: 'thing above' as const }))]]
}

const said = ({ input, shows }: Trial, answer: Answer): string => {
  if (answer.status !== 200) return problemIn(answer).code
  const asked = JSON.stringify(input)
  return shows === undefined || asked.includes(shows) || answer.text.includes(shows) ? 'done' : 'without it'
}

const cellOf = ({ login, role, place }: Tried) => `${role} · ${place} (${login})`

const tryAll = async (row: Row, trial: Trial, people: readonly Tried[]): Promise<[cell: string, answer: string][]> =>
  Promise.all(people.map(async one => [cellOf(one), said(trial, await desk.as(one.login).send(row.endpoint as EndpointName, trial.input))]))

const wrongOf = (row: Row, people: readonly Tried[], answers: readonly [cell: string, answer: string][]): string[] => answers.flatMap(([cell, answer], index) => {
  const one = people[index]
  if (!one) return []
  const expected = may(row, one) ? ['done'] : row.others === 'less' ? ['without it', 'no-right'] : refusalsOf(row, one)
  return expected.includes(answer) ? [] : [`${row.name} | ${cell}: the table says ${expected.join(' or ')}, the desk said ${answer}`]
})

const lines = async () => (await desk.world.store.read.head()).seq

test.each(rows.filter(({ name }) => name in deeds))('$name', async (row) => {
  const deed = deeds[row.name]
  if (!deed) throw new Error('no such deed')
  const wrong: string[] = []
  for (const [seat, people] of everybody()) {
    const [allowed, denied] = [people.filter(one => may(row, one)), people.filter(one => !may(row, one))]
    const trial = await deed.ready(desk, seat)
    const before = await lines()
    expect(problemIn(await desk.guest.send(row.endpoint as EndpointName, trial.input)).code).toBe('not-signed-in')
    wrong.push(...wrongOf(row, denied, await tryAll(row, trial, denied)))
    if (await lines() !== before) wrong.push(`${row.name}: somebody who may not has left a line in the trail`)
    for (const one of allowed) wrong.push(...wrongOf(row, [one], await tryAll(row, deed.again ? trial : await deed.ready(desk, seat), [one])))
  }
  expect(wrong).toEqual([])
})

test.each(rows.filter(({ name }) => name in own))('$name', async (row) => {
  const deed = own[row.name]
  if (!deed) throw new Error('no such deed')
  for (const role of roles) {
    const { login } = sitting.find(one => one.role === role && one.place === 'own akimat') ?? colleague
    const { person, input } = await deed(desk, login)
    const answer = await person.codeOf(row.endpoint as EndpointName, input)
    expect([row.name, role, answer]).toEqual([row.name, role, row.letters[role] === '+' ? 'done' : 'not-found'])
    if (row.where === 'own') expect(await desk.guest.codeOf(row.endpoint as EndpointName, input)).toBe('not-signed-in')
  }
})

test('every room of the table is listened to, each hears what the table says, and whoever is not signed in hears nothing', async () => {
  expect(rooms.map(({ name }) => name).toSorted()).toEqual(Object.keys(happenings).toSorted())
  const ears = new Map<string, Listener>()
  await Promise.all(sitting.map(async ({ login }) => ears.set(login, await listen(desk.url, { cookie: (await desk.anew(login)).cookie }))))
  for (const cookie of ['', `qulaq_session=${'a'.repeat(43)}`]) await expect(listen(desk.url, { cookie })).rejects.toThrow('not-signed-in')
  const happened = await letHappen(desk, ears)
  expect(happened.flatMap(one => wrongEars(desk, ears, one))).toEqual([])
  for (const line of ears.values()) line.close()
})
