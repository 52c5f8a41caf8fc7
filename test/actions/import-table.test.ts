// Tables of other programs: reviews of maps, the log of a call centre. Lines in doubt are told, good ones kept.
import { expect, test } from 'vitest'
import { showTable } from '../../server/actions/show/table.ts'
import { viewerOf } from '../../server/actions/show/viewer.ts'
import { carryOut } from '../../server/actions/verbs.ts'
import type { InputOf } from '#domain/contract-inputs.ts'
import { openOffice, refused, type Office } from './office.ts'
import type { Name } from './tree.ts'

type Given = InputOf<'import-table'>
const table = (office: Office, given: Partial<Given> & { text: string }): Given => ({ organisationId: office.place('koldi'), network: '2gis', zone: 'Asia/Almaty', columns: {}, ...given })
const load = (office: Office, given: Partial<Given> & { text: string }, who: Name = 'aigul') => carryOut(office.world, { by: office.user(who) }, 'import-table', table(office, given))
const look = async (office: Office, given: Partial<Given> & { text: string }, who: Name = 'aigul') => {
  const user = await office.world.store.read.get('user', office.user(who))
  if (!user) throw new Error('nobody')
  return showTable(office.world, await viewerOf(office.world, user), table(office, given))
}
const feed = async (office: Office, at = 'koldi') => {
  const { items } = await office.world.store.read.list('triage', { where: { organisationId: office.place(at) }, order: { by: 'collectedAt', direction: 'asc' }, limit: 100 })
  return items
}
const kept = async (office: Office, network: string, id: string, at = 'koldi') => await office.world.store.read.find('post', 'key', [network, `${office.place(at)}:id:${id}`])

const mondayAtTen = '2026-11-23T05:00:00.000Z'
const reviews = [
  'Номер;Дата;Автор;Отзыв;Ссылка;Оценка', '7;21.11.2026 14:30;Айгерім;"Көлді әкімдігі, су жоқ;', 'үш күн";;2', '8;05/06/2026;Нұрлан;Нет света;;1', '9;;;;;5', '10;22.11.2026;Серік;Яма на дороге;почта;3',
  '11;22.11.2026;Серік;Яма на Абая;https://2gis.example/11;1', '12;22.11.2036;Серік;Письмо из будущего;;1', '13;22.11.2026;Серік;"=HYPERLINK(""http://evil.example"")";;1', '14;22.11.2026;Серік;Сместилось; лишняя;;1',
  '15;22.11.2026;Серік;Шесть звёзд;;6',
].join('\r\n')

test('a table is looked at first: its columns, which is what, the first posts and the lines in doubt; nothing is kept', async () => {
  const office = await openOffice({ now: mondayAtTen })
  const seen = await look(office, { text: `\ufeff${reviews}` })
  expect(seen).toMatchObject({ names: ['Номер', 'Дата', 'Автор', 'Отзыв', 'Ссылка', 'Оценка'], rows: 9, good: 2, bad: 7 })
  expect(seen.columns).toEqual({ text: 'Отзыв', author: 'Автор', publishedAt: 'Дата', url: 'Ссылка', rating: 'Оценка', id: 'Номер' })
  expect(seen.errors).toEqual([
    { line: 4, problem: 'bad-date' }, { line: 5, problem: 'no-text' }, { line: 6, problem: 'bad-link' }, { line: 8, problem: 'unlikely-date' }, { line: 9, problem: 'formula' },
    { line: 10, problem: 'row-width' }, { line: 11, problem: 'bad-rating' },
  ])
  expect(seen.sample[0]).toEqual({ title: '★★☆☆☆', text: 'Көлді әкімдігі, су жоқ;\nүш күн', author: 'Айгерім', publishedAt: '2026-11-21T09:30:00.000Z', url: null })
  expect(seen.firstRows[0]).toMatchObject({ Номер: '7', Автор: 'Айгерім' })
  expect(await feed(office)).toEqual([])
})

test('the good lines are kept once, however often the file is loaded, and none of them is folded away', async () => {
  const office = await openOffice({ now: mondayAtTen })
  const { columns } = await look(office, { text: reviews })
  expect(await load(office, { text: reviews, columns })).toMatchObject({ new: 2, edited: 0, same: 0, bad: 7 })
  expect(await load(office, { text: reviews, columns })).toMatchObject({ new: 0, edited: 0, same: 2 })
  expect(await load(office, { text: reviews.replace('Яма на Абая', 'Яма на Абая, 5'), columns })).toMatchObject({ new: 0, edited: 1, same: 1 })
  expect(await kept(office, '2gis', '7')).toMatchObject({ publishedAt: '2026-11-21T09:30:00.000Z', author: { name: 'Айгерім' }, versions: [{ title: '★★☆☆☆' }] })
  expect((await feed(office)).map(({ folded }) => folded)).toEqual([false, false])
})

test('without a column for numbers a row is known by what it says and when', async () => {
  const office = await openOffice({ now: mondayAtTen })
  const text = 'Текст\tДата\nСу жоқ\t21.11.2026\nСу жоқ\t22.11.2026\nСу жоқ\t22.11.2026'
  const columns = { text: 'Текст', publishedAt: 'Дата' }
  expect(await load(office, { text, columns })).toMatchObject({ new: 2, same: 1 })
  expect(await load(office, { text, columns })).toMatchObject({ new: 0, same: 3 })
})

test('the first case of one call centre is not the first case of another', async () => {
  const office = await openOffice({ now: mondayAtTen })
  const columns = { text: 'text', id: 'id' }
  await load(office, { network: 'centre-109', text: 'id,text\n1,Нет воды на Абая', columns })
  await load(office, { network: 'centre-109', text: 'id,text\n1,Яма на Сатпаева', columns, organisationId: office.place('taudy') }, 'tolkyn')
  expect((await kept(office, 'centre-109', '1'))?.versions).toMatchObject([{ text: 'Нет воды на Абая' }])
  expect((await kept(office, 'centre-109', '1', 'taudy'))?.versions).toMatchObject([{ text: 'Яма на Сатпаева' }])
})

test('a date without a zone is read in the zone of the table', async () => {
  const office = await openOffice({ now: mondayAtTen })
  const text = 'text,date\nСу жоқ,2026-11-21 14:30'
  expect((await look(office, { text })).sample).toMatchObject([{ publishedAt: '2026-11-21T09:30:00.000Z' }])
  expect((await look(office, { text, zone: 'UTC' })).sample).toMatchObject([{ publishedAt: '2026-11-21T14:30:00.000Z' }])
})

test('JSON comes as a list, inside an object, or an object a line; columns one step down have both names', async () => {
  const office = await openOffice({ now: mondayAtTen })
  const review = { reviewId: 'r1', reviewer: { displayName: 'Болат' }, comment: 'Әкімдікте кезек ұзақ', createTime: '2026-11-20T05:00:00Z', starRating: 'ONE' }
  const columns = { text: 'comment', id: 'reviewId', author: 'reviewer.displayName', publishedAt: 'createTime', rating: 'starRating' }
  const seen = await look(office, { text: JSON.stringify({ reviews: [review, 5] }) })
  expect(seen).toMatchObject({ columns, good: 1, errors: [{ line: 2, problem: 'not-an-object' }], sample: [{ author: 'Болат', title: '★☆☆☆☆' }] })
  expect(await load(office, { network: 'google', text: `${JSON.stringify(review)}\nnot json\n`, columns })).toMatchObject({ new: 1, bad: 1 })
  expect(await load(office, { network: 'google', text: JSON.stringify([review]), columns })).toMatchObject({ same: 1 })
})

test('a name that every object of the language has is a column like any other', async () => {
  const office = await openOffice()
  const text = 'constructor,__proto__\nСу жоқ,Айгерім'
  expect(await look(office, { text, columns: { text: 'constructor', author: '__proto__' } })).toMatchObject({ sample: [{ text: 'Су жоқ', author: 'Айгерім' }] })
  expect(await look(office, { text: '[{"constructor":"Су жоқ"},{"text":"Жарық жоқ"}]', columns: { text: 'constructor' } })).toMatchObject({ good: 1, errors: [{ line: 2, problem: 'no-text' }] })
})

test.each([
  ['бұл кесте емес'.padEnd(300, ' сөз'), 'no-head'], ['<html><body>Кіру</body></html>', 'not-a-table'], ['', 'not-a-table'], ['{"a":', 'not-a-table'], ['21.11.2026;Айгерім;Су жоқ\n22.11.2026;Серік;Жарық жоқ', 'no-head'],
  ['1;Су жоқ\n2;Жарық жоқ', 'no-head'], [new TextDecoder().decode(Uint8Array.from([0xCE, 0xF2, 0xE7, 0xFB, 0xE2, 0x0A, 0xCD, 0xE5, 0xF2])), 'not-utf8'],
  [new TextDecoder().decode(Uint8Array.from([0xFF, 0xFE, 0x41, 0x00])), 'not-utf8'], ['PK\u0003\u0004\u0014\0\u0006', 'excel-file'], ['text\0\nСу жоқ', 'not-a-table'],
  [`text\n${'Су жоқ\n'.repeat(5001)}`, 'too-many-rows'],
])('%.40s is refused: %s', async (text, problem) => {
  const office = await openOffice()
  expect(await refused(look(office, { text }))).toMatchObject({ code: 'bad-input', field: 'file', problem })
  expect(await refused(load(office, { text, columns: { text: 'text' } }))).toMatchObject({ code: 'bad-input', field: 'file', problem })
})

test('without a column for the text nothing is taken in, and a person without the right is refused', async () => {
  const office = await openOffice()
  expect(await look(office, { text: 'a,b\n1,2' })).toMatchObject({ columns: {}, good: 0, bad: 0, errors: [] })
  expect(await refused(load(office, { text: reviews, columns: { text: 'Пікір' } }))).toMatchObject({ code: 'bad-input', field: 'columns' })
  expect(await refused(look(office, { text: reviews }, 'erlan'))).toMatchObject({ code: 'no-right' })
  expect(await refused(load(office, { text: reviews, columns: { text: 'Отзыв' } }, 'erlan'))).toMatchObject({ code: 'no-right' })
})
