// The board as a file: the figures of the screen, in words of whoever takes it.
import { parse } from 'csv-parse/sync'
import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDesk, registerPost, type TestDesk } from './desk.ts'
import type { Person } from './person.ts'

let desk: TestDesk
let burabay = ''
let bodyId = ''
beforeAll(async () => {
  desk = await openDesk()
  burabay = await desk.akimat('burabay')
  bodyId = await desk.body('burabay', 'energy_utilities')
  await registerPost(await desk.as('aigul'), burabay, { bodyId, officerId: await desk.user('zhanna') })
})
afterAll(async () => await desk.close())

const csv = async (person: Person, organisationId: string, language = 'ru') => {
  const { text, headers } = await person.send('export-statistics', { organisationId, format: 'csv' }, { 'accept-language': language })
  return { headers, rows: parse(text, { bom: true, delimiter: ';', columns: true }) as Record<string, string>[] }
}

test('the file of an akimat holds its figures and those of each body, the same as on the board', async () => {
  const kairat = await desk.as('kairat')
  const board = await kairat.ask('statistics', { organisationId: burabay })
  const { headers, rows: [whole, ...bodies] } = await csv(kairat, burabay)
  expect(headers['content-type']).toBe('text/csv; charset=utf-8')
  expect(headers['content-disposition']).toMatch(/^attachment; filename="statistics-\d{4}-\d\d-\d\d\.csv"$/)
  const shown = (row: Record<string, string> | undefined) => ['Открыто заявок', 'Просрочено', 'Заявок за 30 дней', 'Первый ответ в срок', 'Первый ответ: учтено заявок', 'Ждут первого ответа'].map(head => Number(row?.[head]))
  const counted = ({ open, overdue, sample, firstReply }: Omit<typeof board['today'], 'collectedToday' | 'triagedToday' | 'waitingTriage' | 'oldestWaitingAt'>) => [open, overdue, sample, firstReply.inTerm.part, firstReply.inTerm.of, firstReply.waiting]
  expect(shown(whole)).toEqual(counted(board.today))
  expect([whole?.['Уровень'], whole?.['Посты ждут разбора']]).toEqual(['всего', String(board.today.waitingTriage)])
  expect(bodies.map(shown)).toEqual(board.bodies.map(({ figures }) => counted(figures)))
  expect(board.today.open).toBeGreaterThan(0)
  expect(bodies.map(row => row['Название'])).toContain('Отдел жилищно-коммунального хозяйства')
})

test('a body with too few cases has counts in the file, and no share and no median', async () => {
  const { rows } = await csv(await desk.as('kairat'), burabay)
  const few = rows.slice(1).filter(row => Number(row['Заявок за 30 дней']) < 10)
  expect(few.length).toBeGreaterThan(0)
  expect(few.map(row => [row['В срок, %'], row['Первый ответ: медиана, рабочих минут'], row['Место']])).toEqual(few.map(() => ['', '', '']))
})

test('an oblast takes the akimats below it too, and the head of a body that body alone', async () => {
  const { rows } = await csv(await desk.as('darkhan'), await desk.akimat('region'), 'kk')
  expect(rows.filter(row => row['Деңгейі'] === 'төменгі әкімдік').length).toBeGreaterThan(0)
  const { rows: own } = await csv(await desk.as('bolat'), bodyId)
  expect(own.map(row => [row['Название'], row['Поступило постов сегодня']])).toEqual([['Отдел жилищно-коммунального хозяйства', '']])
})

test('in the workbook numbers are numbers', async () => {
  const kairat = await desk.as('kairat')
  const { bytes } = await kairat.send('export-statistics', { organisationId: burabay, format: 'xlsx' })
  const sheet = strFromU8(unzipSync(bytes)['xl/worksheets/sheet1.xml'] ?? new Uint8Array())
  const { today } = await kairat.ask('statistics', { organisationId: burabay })
  expect(sheet).toContain(`<c><v>${today.open}</v></c>`)
})
