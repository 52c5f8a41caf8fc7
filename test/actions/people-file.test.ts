// A file of people as it is read before anybody is added: good lines stand, each bad one says what is wrong with it.
import { expect, test } from 'vitest'
import { readPeopleFile } from '../../server/actions/show/people-file.ts'
import { openOffice, refused, type Office } from './office.ts'
import type { Name } from './tree.ts'

const read = async (office: Office, name: Name, csv: string) => (await readPeopleFile(office.world, await office.sees(name).viewer(), { csv })).lines
const head = 'login,name,role,body,akimat,deputy,language'

test('each line says what it would do or what is wrong, and nobody is added by reading', async () => {
  const office = await openOffice()
  const before = (await office.world.store.read.list('user', { where: {}, order: { by: 'id', direction: 'asc' }, limit: 100 })).items.length
  const lines = await read(office, 'olga', [
    head, 'new.one,Жаңа Адам,officer,water,ӘЖ,new.two,kk', 'new.two,Екінші Адам,head,water,ӘЖ,,ru', 'қате,Аты,officer,water,ӘЖ,,', 'no.name,,officer,water,ӘЖ,,', 'no.role,Аты,king,,ӘЖ,,',
    'no.tongue,Аты,press,,ӘЖ,,de', 'no.akimat,Аты,press,,ЖОҚ,,', 'no.body,Аты,officer,moon,ӘЖ,,', 'aigul,Аты,press,,ӘЖ,,', 'NEW.one,Аты,press,,ӘЖ,,', 'root.one,Аты,manager,,,,',
  ].join('\n'))
  expect(lines.map(({ login, problem }) => [login, problem])).toEqual([
    ['new.one', null], ['new.two', null], ['қате', 'login'], ['no.name', 'name'], ['no.role', 'role'], ['no.tongue', 'language'], ['no.akimat', 'akimat'], ['no.body', 'body'],
    ['aigul', 'taken'], ['new.one', 'twice'], ['root.one', null],
  ])
  expect(lines[0]).toMatchObject({ line: 2, name: 'Жаңа Адам', role: 'officer', organisationId: office.place('koldi/water'), deputy: 'new.two', language: 'kk' })
  expect(lines.at(-1)).toMatchObject({ organisationId: office.place('oblast'), language: 'kk' })
  expect((await office.world.store.read.list('user', { where: {}, order: { by: 'id', direction: 'asc' }, limit: 100 })).items).toHaveLength(before)
})

test('a body is named as the office calls it, and lines of the template that nobody filled in are passed over', async () => {
  const office = await openOffice()
  const [water, koldi] = await Promise.all(['koldi/water', 'koldi'].map(slug => office.world.store.read.get('organisation', office.place(slug))))
  const lines = await read(office, 'olga', [
    'login;name;role;body;akimat', `one.new;Бірінші;head;${water?.names.kk.toUpperCase()};ӘЖ`, `two.new;Екінші;officer;${water?.names.ru};${koldi?.names.kk}`, ';;officer;Ешқандай;ӘЖ', 'three.new;Үшінші;officer;Ешқандай;ӘЖ',
  ].join('\n'))
  expect(lines.map(({ line, organisationId, problem }) => [line, organisationId, problem])).toEqual([[2, office.place('koldi/water'), null], [3, office.place('koldi/water'), null], [5, null, 'body']])
})

test('a table of semicolons with a mark of its encoding is read too; what is no table, or names no columns, is refused in words', async () => {
  const office = await openOffice()
  expect(await read(office, 'olga', '\uFEFFLogin;Name;Role;Akimat\r\na.person;Адам, Бір;press;ӘЖ\r\n')).toMatchObject([{ line: 2, login: 'a.person', name: 'Адам, Бір', problem: null }])
  expect(await read(office, 'olga', '')).toEqual([])
  expect(await refused(read(office, 'olga', 'name,role\nАдам,press'))).toMatchObject({ code: 'bad-input', problem: 'no-head' })
  expect(await refused(read(office, 'olga', 'login,name,role\n"open,x,y'))).toMatchObject({ code: 'bad-input', problem: 'not-a-table' })
  // Saved in the code page of an older Windows, and read as UTF-8: names would be lost for good.
  expect(await refused(read(office, 'olga', 'login,name,role\nadam,\ufffd\ufffd\ufffd\ufffd,press'))).toMatchObject({ code: 'bad-input', problem: 'not-utf8' })
  expect(await refused(read(office, 'olga', `login,name,role\n${'a,b,c\n'.repeat(2001)}`))).toMatchObject({ code: 'bad-input', problem: 'too-many-rows' })
})

test('only an administrator reads such a file, and adds nobody above or beside', async () => {
  const office = await openOffice()
  for (const name of ['aigul', 'kairat', 'pavel'] as const) expect(await refused(read(office, name, head))).toMatchObject({ code: 'no-right' })
  await office.setUser('olga', { grants: [{ role: 'admin', organisationId: office.place('koldi') }] })
  const lines = await read(office, 'olga', [head, 'here,Адам,press,,ӘЖ,,', 'beside,Адам,press,,ТАУ,,', 'above,Адам,press,,ОБЛ,,'].join('\n'))
  expect(lines.map(({ problem }) => problem)).toEqual([null, 'no-right', 'no-right'])
})
