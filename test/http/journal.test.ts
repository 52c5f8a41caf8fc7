// The register over HTTP: whose it is, what it shows to whom, its filters, and the file with its line in the trail.
import { parse } from 'csv-parse/sync'
import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { journalResults, journalStates } from '../../server/http/journal-words.ts'
import type { JournalRow } from '../../server/actions/show/journal.ts'
import { openDesk, pastePost, registerPost, type Registered, type TestDesk } from './desk.ts'
import type { Person } from './person.ts'
import kk from '../../client/messages/kk/words.json' with { type: 'json' }
import ru from '../../client/messages/ru/words.json' with { type: 'json' }
import en from '../../client/messages/en/words.json' with { type: 'json' }

let desk: TestDesk
let burabay = ''
let bodyId = ''
let first: Registered
beforeAll(async () => {
  desk = await openDesk()
  burabay = await desk.akimat('burabay')
  bodyId = await desk.body('burabay', 'energy_utilities')
  const aigul = await desk.as('aigul')
  first = await registerPost(aigul, burabay, { bodyId, officerId: await desk.user('zhanna') })
  await aigul.ask('formal-number', { ticketId: first.ticketId, formalNumber: 'ЖТ-2026-00012345' })
})
afterAll(async () => await desk.close())

const whole = async (person: Person, input: object = {}): Promise<JournalRow[]> => {
  const rows: JournalRow[] = []
  for (let after: string | undefined; ;) {
    const page = await person.ask('journal', { organisationId: burabay, limit: 7, after, ...input })
    rows.push(...page.items)
    if (page.next === null) return rows
    after = page.next
  }
}
const csv = async (person: Person, input: object = {}, language = 'ru') => {
  const { text, headers } = await person.send('export-journal', { organisationId: burabay, format: 'csv', ...input }, { 'accept-language': language })
  return { headers, records: parse(text, { bom: true, delimiter: ';', columns: true }) as Record<string, string>[] }
}
const lastLine = async () => (await desk.store.read.eventsAfter((await desk.store.read.head()).seq - 1, 1))[0]

test('every number of the akimat stands in the register once, in the order in which they were given', async () => {
  const rows = await whole(await desk.as('kairat'))
  expect(rows.length).toBeGreaterThan(20)
  expect(rows.map(({ registeredAt }) => registeredAt)).toEqual(rows.map(({ registeredAt }) => registeredAt).toSorted())
  // Numbers of one instant stand beside each other.
  expect(rows.map(({ number }) => Number(number.slice(-6))).toSorted((a, b) => a - b)).toEqual(rows.map((_, index) => index + 1))
  expect(rows.at(-1)).toMatchObject({ number: first.number, formalNumber: 'ЖТ-2026-00012345', bodyId, author: 'Бағлан Т.', state: 'assigned', result: null, answeredAt: null })
  const newest = await (await desk.as('kairat')).ask('journal', { organisationId: burabay, order: 'newest', limit: 1 })
  expect(newest).toMatchObject({ total: rows.length, items: [{ number: first.number }] })
})

test('the register is narrowed by year, days, state and body', async () => {
  const kairat = await desk.as('kairat')
  const rows = await whole(kairat)
  expect(await whole(kairat, { year: 2026 })).toEqual(rows)
  expect(await whole(kairat, { year: 2025 })).toEqual([])
  const day = (row: JournalRow) => new Date(Date.parse(row.registeredAt) + 5 * 3_600_000).toISOString().slice(0, 10)
  const on = day(rows[3] ?? rows[0] ?? expect.fail())
  expect(await whole(kairat, { from: on, to: on })).toEqual(rows.filter(row => day(row) === on))
  expect(await whole(kairat, { state: 'closed' })).toEqual(rows.filter(({ state }) => state === 'closed'))
  expect(await whole(kairat, { bodyId })).toEqual(rows.filter(row => row.bodyId === bodyId))
  expect(await whole(kairat, { year: 2026, from: '2027-01-01' })).toEqual([])
})

test('the auditor reads the register without authors, the head that of the own body, the officer and the administrator none', async () => {
  const rows = await whole(await desk.as('vera'))
  expect(rows.length).toBeGreaterThan(20)
  expect(rows.filter(({ author }) => author !== null)).toEqual([])
  expect((await (await desk.as('vera')).ask('journal', { organisationId: burabay })).authors).toBe(false)
  expect((await (await desk.as('bolat')).ask('journal', {})).organisationId).toBe(bodyId)
  expect(await (await desk.as('bolat')).codeOf('journal', { organisationId: burabay })).toBe('no-right')
  for (const login of ['zhanna', 'ruslan']) expect(await (await desk.as(login)).codeOf('journal', {})).toBe('no-right')
})

test('the file holds the same numbers, in words of its reader, and the trail who took it and what was asked', async () => {
  const kairat = await desk.as('kairat')
  const rows = await whole(kairat)
  const { headers, records } = await csv(kairat, { year: 2026 })
  expect(headers['content-type']).toBe('text/csv; charset=utf-8')
  expect(headers['content-disposition']).toMatch(/^attachment; filename="journal-\d{4}-\d\d-\d\d\.csv"$/)
  expect(records.map(record => record['Номер'])).toEqual(rows.map(({ number }) => number))
  expect(records.at(-1)).toMatchObject({ 'Автор': 'Бағлан Т.', 'Состояние': 'назначена', 'Организация': 'Отдел жилищно-коммунального хозяйства', 'Официальный номер': 'ЖТ-2026-00012345' })
  expect(await lastLine()).toMatchObject({
    by: await desk.user('kairat'),
    event: { type: 'journal-exported', organisationId: burabay, format: 'csv', year: 2026, from: null, to: null, state: null, rows: rows.length },
  })
  expect(Object.keys((await csv(await desk.as('vera'), {}, 'kk')).records[0] ?? {})).not.toContain('Автор')
})

test('the workbook holds the same numbers', async () => {
  const kairat = await desk.as('kairat')
  const { bytes, headers } = await kairat.send('export-journal', { organisationId: burabay, format: 'xlsx' })
  expect(headers['content-type']).toContain('spreadsheetml')
  const sheet = strFromU8(unzipSync(bytes)['xl/worksheets/sheet1.xml'] ?? new Uint8Array())
  for (const { number } of await whole(kairat)) expect(sheet).toContain(`>${number}<`)
})

test('who may not read the register gets no file and leaves no line', async () => {
  const { seq } = await desk.store.read.head()
  for (const login of ['zhanna', 'ruslan', 'dana']) expect(await (await desk.as(login)).codeOf('export-journal', { organisationId: burabay, format: 'csv' })).toBe('no-right')
  expect(await desk.guest.codeOf('export-journal', { organisationId: burabay, format: 'csv' })).toBe('not-signed-in')
  const lines = await desk.store.read.eventsAfter(seq, 100)
  expect(lines.filter(({ event }) => event.type === 'journal-exported')).toEqual([])
})

test('a post that begins like a formula is shown in the file, not computed', async () => {
  const aigul = await desk.as('aigul')
  const postId = await pastePost(aigul, burabay, '=HYPERLINK("https://evil.example";"Ақпарат") Ауэзов көшесінде су жоқ')
  await aigul.ask('register', { postId, organisationId: burabay })
  const { records } = await csv(aigul)
  expect(records.at(-1)?.['Содержание']).toMatch(/^'=HYPERLINK/)
})

test('states and results have one word each, in the file and on the screen', () => {
  for (const [language, words] of Object.entries({ kk, ru, en })) {
    const said = (table: Record<string, Record<string, string>>) => Object.fromEntries(Object.entries(table).map(([code, each]) => [code, each[language]]))
    expect([said(journalStates), said(journalResults)]).toEqual([words.state, words.result])
  }
})
