// The administrator gives and takes roles and sets leave by hand; people, sources and tables of other programs are added; anybody sets the own leave on the account screen.
import { mkdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { castOf } from '../http/desk.ts'
import { faults, openOffice, words, type Office } from './office.ts'

let office: Office
beforeAll(async () => { office = await openOffice() })
afterAll(async () => office.close())

const inDialog = (page: Page, key: string) => page.getByRole('dialog').getByRole('button', { name: words(key), exact: true })
const picture = async (page: Page, name: string) => {
  if (!process.env.LOOK) return
  mkdirSync(process.env.LOOK, { recursive: true })
  await page.screenshot({ path: resolve(process.env.LOOK, `${name}.png`) })
}
/** A text of the interface with its number. */
const counted = (key: string, count: number) => words(key).replace('{count}', String(count))
const userOf = async (login: string) => office.desk.world.store.read.get('user', await castOf(office.desk.world.store).user(login))
const change = async (page: Page, login: string) => {
  await page.getByRole('listitem').filter({ hasText: login }).getByRole('button', { name: words('people.change') }).click()
}

test('the administrator gives a role, and sends a person on leave with a deputy; the list says until when', async () => {
  const zhanna = await userOf('zhanna')
  const { page, context, problems } = await office.visit('ruslan', '/people')
  await page.getByLabel(words('people.seek')).fill('жанна орындаушы')
  await page.getByText('aigul', { exact: true }).waitFor({ state: 'detached' })
  await change(page, 'zhanna')
  await inDialog(page, 'people.grants.list').click()
  await page.getByLabel(words('people.grants.role'), { exact: true }).selectOption('head')
  await page.getByLabel(words('people.grants.place'), { exact: true }).selectOption(zhanna?.grants[0]?.organisationId ?? '')
  await inDialog(page, 'people.grants.give').click()
  expect(await faults(page)).toEqual([])
  await picture(page, 'grants')
  await inDialog(page, 'people.grants.save').click()
  await expect.poll(async () => (await userOf('zhanna'))?.grants.map(({ role }) => role)).toEqual(['officer', 'head'])

  // The other half on a telephone.
  await page.setViewportSize({ width: 390, height: 844 })
  await change(page, 'zhanna')
  await inDialog(page, 'leave.title').click()
  await page.getByLabel(words('leave.to')).fill('2026-11-10')
  await inDialog(page, 'leave.save').click()
  await page.getByText(words('leave.before-start')).waitFor()
  await page.getByLabel(words('leave.to')).fill('2026-11-27')
  expect(await faults(page)).toEqual([])
  await picture(page, 'leave')
  await inDialog(page, 'leave.save').click()
  await page.getByText(words('leave.away').replace('{day}', '2026 ж. 27 қараша')).waitFor()
  expect((await userOf('zhanna'))?.leave).toEqual({ fromOn: '2026-11-18', toOn: '2026-11-27' })
  await picture(page, 'people')
  expect(problems).toEqual([])
  await context.close()
})

test('one\'s own leave is set on the account screen, and taken off there', async () => {
  const { page, context, problems } = await office.visit('arman', '/account')
  await page.getByLabel(words('leave.from')).fill('2026-12-01')
  await page.getByLabel(words('leave.to')).fill('2026-12-05')
  await page.getByRole('button', { name: words('leave.save'), exact: true }).click()
  await expect.poll(async () => (await userOf('arman'))?.leave).toEqual({ fromOn: '2026-12-01', toOn: '2026-12-05' })
  await picture(page, 'account')
  await page.getByRole('button', { name: words('leave.cancel') }).click()
  await expect.poll(async () => (await userOf('arman'))?.leave).toBeNull()
  expect(problems).toEqual([])
  await context.close()
})

test('people are added from a file: what is wrong is told by line, those that are right get their first passwords', async () => {
  const { page, context, problems } = await office.visit('ruslan', '/people')
  await page.getByRole('button', { name: words('people.import.open') }).click()
  expect(decodeURIComponent(await page.getByRole('link', { name: words('people.import.template') }).getAttribute('href') ?? '')).toContain(';;officer;Тұрғын үй-коммуналдық шаруашылық бөлімі;БУР;;')
  await page.getByLabel(words('people.import.file')).setInputFiles({
    name: 'people.csv', mimeType: 'text/csv',
    buffer: Buffer.from('login,name,role,body,akimat,deputy,language\nfile.one,Бірінші Адам,officer,energy_utilities,БУР,file.two,kk\nfile.two,Екінші Адам,officer,energy_utilities,БУР,,ru\nzhanna,Бар Адам,press,,БУР,,\n'),
  })
  await page.getByText(words('people.import.problem.taken')).waitFor()
  expect(await faults(page)).toEqual([])
  await picture(page, 'import-read')
  await page.getByRole('dialog').getByRole('button', { name: words('people.import.add').replace('{count}', '2') }).click()
  await page.getByText(words('people.import.added').replace('{count}', '2')).waitFor()
  expect(await faults(page)).toEqual([])
  await picture(page, 'import-added')
  const [one, two] = [await userOf('file.one'), await userOf('file.two')]
  expect(one).toMatchObject({ name: 'Бірінші Адам', deputyId: two?.id, firstPassword: true })
  await page.keyboard.press('Escape')
  await page.getByText('Екінші Адам').first().waitFor()
  expect(problems).toEqual([])
  await context.close()
})

test('one person is added by hand: a taken login is told at its field, and the link by which they set their password is shown once', async () => {
  const { page, context, problems } = await office.visit('ruslan', '/people')
  await page.getByRole('button', { name: words('people.new.open') }).click()
  await inDialog(page, 'people.new.add').click()
  await page.getByText(words('people.new.name-needed')).waitFor()
  await page.getByLabel(words('people.new.name'), { exact: true }).fill('Жаңа Маман')
  await page.getByLabel(words('people.import.login'), { exact: true }).fill('zhanna')
  await page.getByLabel(words('people.grants.place'), { exact: true }).selectOption((await userOf('zhanna'))?.grants[0]?.organisationId ?? '')
  await inDialog(page, 'people.new.add').click()
  await page.getByText(words('people.import.problem.taken')).waitFor()
  expect(await faults(page)).toEqual([])
  await picture(page, 'new-person')
  await page.getByLabel(words('people.import.login'), { exact: true }).fill('Zhana.Maman')
  await inDialog(page, 'people.new.add').click()
  const link = await page.getByRole('dialog').getByLabel(words('people.invite'), { exact: true }).inputValue()
  expect(await faults(page)).toEqual([])
  await picture(page, 'new-person-link')
  await page.keyboard.press('Escape')
  await page.getByText('zhana.maman').waitFor()
  expect(await userOf('zhana.maman')).toMatchObject({ name: 'Жаңа Маман', firstPassword: true, grants: [{ role: 'officer' }] })
  // A refused login is an answer, no fault.
  expect(problems.filter(problem => !/409/.test(problem))).toEqual([])
  await context.close()
  const invited = await office.visit(null, new URL(link).pathname + new URL(link).hash)
  await invited.page.getByText('Жаңа Маман').waitFor()
  await invited.context.close()
})

test('a source is looked at before it is added, then paused; the feed says what is not seen, until it goes on', async () => {
  const { page, context, problems } = await office.visit('aigul', '/sources')
  await page.getByLabel(words('sources.url')).fill('http://192.168.1.1/feed.xml')
  await page.keyboard.press('Enter')
  await page.getByLabel(words('sources.url')).and(page.locator('[aria-invalid]')).or(page.getByRole('region', { name: words('sources.look-title') }).getByText(words('sources.not-read'))).waitFor()
  expect(await faults(page)).toEqual([])
  const [name = ''] = (await page.locator('main li b').allInnerTexts()).slice(0, 1)
  const row = page.getByRole('listitem').filter({ hasText: name })
  await row.getByRole('button', { name: words('sources.words.title') }).click()
  const inWords = page.getByRole('dialog')
  await inWords.getByRole('button', { name: words('sources.words.try') }).click()
  await inWords.getByText(words('sources.words.needed')).waitFor()
  await inWords.getByLabel(words('sources.words.title'), { exact: true }).fill('әкімдік\nжарық')
  await inWords.getByRole('button', { name: words('sources.words.try') }).click()
  await inWords.getByRole('row').filter({ hasText: 'жарық' }).waitFor()
  expect(await faults(page)).toEqual([])
  await picture(page, 'source-words')
  await inWords.getByRole('button', { name: words('sources.words.save') }).click()
  await row.getByText(words('sources.words.only').replace('{words}', 'әкімдік, жарық')).waitFor()
  // Nothing answers there, and that is an answer: the look was made.
  await row.getByRole('button', { name: words('sources.collect') }).click()
  await page.getByText(words('sources.collected').split(' {')[0]?.replace('{name}', name) ?? name, { exact: false }).last().waitFor()
  await row.getByRole('button', { name: words('sources.pause') }).click()
  await row.getByRole('button', { name: words('sources.resume') }).waitFor()
  expect(await faults(page)).toEqual([])
  await picture(page, 'sources')
  await page.goto('/feed')
  await page.getByText(words('feed.unseen.is').replace('{names}', name)).waitFor()
  expect(await faults(page)).toEqual([])
  await picture(page, 'feed-unseen')
  await page.goto('/sources')
  await row.getByRole('button', { name: words('sources.resume') }).click()
  await row.getByRole('button', { name: words('sources.pause') }).waitFor()
  // A stream of a whole network: it cannot be read here, and is not added without words in any case.
  await page.getByText(words('sources.kinds.title')).click()
  await page.getByLabel(words('sources.url')).fill('ws://127.0.0.1:9/subscribe')
  await page.keyboard.press('Enter')
  await page.getByText(words('sources.words.stream')).waitFor()
  const add = page.getByRole('button', { name: words('sources.add-anyway') })
  await add.click()
  await page.getByText(words('sources.words.needed')).waitFor()
  expect(await faults(page)).toEqual([])
  await picture(page, 'source-stream')
  await page.getByLabel(words('sources.words.title'), { exact: true }).fill('әкімдік')
  await add.click()
  await page.getByRole('listitem').filter({ hasText: 'ws://127.0.0.1:9/subscribe' }).getByText(words('sources.words.only').replace('{words}', 'әкімдік')).waitFor()
  // A refused address is an answer, no fault.
  expect(problems.filter(problem => !/400/.test(problem))).toEqual([])
  await context.close()
})

test('the administrator names a deputy, adds a body with its topics, and changes the letters of the numbers', async () => {
  const { page, context, problems } = await office.visit('ruslan', '/people')
  await change(page, 'laura')
  await inDialog(page, 'leave.deputy').click()
  await page.getByRole('dialog').getByLabel(words('leave.deputy'), { exact: true }).selectOption((await userOf('olga'))?.id ?? '')
  expect(await faults(page)).toEqual([])
  await inDialog(page, 'people.deputy.save').click()
  await page.getByText(words('people.deputy.saved')).waitFor()
  expect((await userOf('laura'))?.deputyId).toBe((await userOf('olga'))?.id)

  await page.getByRole('button', { name: words('people.body.add') }).click()
  await inDialog(page, 'people.body.add').click()
  await page.getByText(words('people.body.name-needed')).first().waitFor()
  for (const [language, name] of [['kk', 'Туризм бөлімі'], ['ru', 'Отдел туризма'], ['en', 'Tourism section']] as const) {
    await page.getByLabel(words(`people.body.name.${language}`)).fill(name)
  }
  await page.getByRole('dialog').getByRole('checkbox').first().check()
  expect(await faults(page)).toEqual([])
  await picture(page, 'body')
  await inDialog(page, 'people.body.add').click()
  await page.getByRole('listitem').filter({ hasText: 'Туризм бөлімі' }).waitFor()
  const { items } = await office.desk.world.store.read.list('organisation', { where: {}, order: { by: 'id', direction: 'desc' }, limit: 1 })
  expect(items).toMatchObject([{ kind: 'department', names: { ru: 'Отдел туризма' } }])
  expect(items[0]?.topics.length).toBeGreaterThan(1)

  // What the desk called otherwise than the office does.
  await page.getByRole('listitem').filter({ hasText: 'Туризм бөлімі' }).getByRole('button', { name: words('people.change') }).click()
  await page.getByLabel(words('people.body.name.kk')).fill('Туризм және спорт бөлімі')
  expect(await faults(page)).toEqual([])
  await inDialog(page, 'people.body.save').click()
  await page.getByRole('listitem').filter({ hasText: 'Туризм және спорт бөлімі' }).waitFor()
  const [before] = items
  expect(await office.desk.world.store.read.get('organisation', before?.id ?? '')).toMatchObject({ names: { kk: 'Туризм және спорт бөлімі', ru: 'Отдел туризма' }, topics: before?.topics })

  const burabay = await castOf(office.desk.world.store).akimat('burabay')
  await page.getByRole('button', { name: words('people.prefix.title').replace('{name}', 'Бурабай ауданының әкімдігі') }).click()
  await page.getByRole('dialog').getByLabel(words('people.prefix.label')).fill('БРБ')
  expect(await faults(page)).toEqual([])
  await inDialog(page, 'people.prefix.save').click()
  await page.getByText(words('people.prefix.saved').replace('{prefix}', 'БРБ')).waitFor()
  expect((await office.desk.world.store.read.get('organisation', burabay))?.prefix).toBe('БРБ')
  expect(problems).toEqual([])
  await context.close()
})

test('a table of another program: its columns are named, the lines in doubt are told, the good ones come to the feed once', async () => {
  const { page, context, problems } = await office.visit('aigul', '/feed')
  const dialog = page.getByRole('dialog')
  const file = (name: string, text: string | Uint8Array) => page.getByLabel(words('table.file')).setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) })
  const openTable = async () => {
    await page.getByRole('button', { name: words('feed.paste'), exact: true }).click()
    await dialog.getByRole('button', { name: words('feed.paste-table') }).click()
  }
  await openTable()
  // windows-1251, as office programs still write it.
  await file('old.csv', Uint8Array.from([0xCE, 0xF2, 0xE7, 0xFB, 0xE2, 0x0A, 0xCD, 0xE5, 0xF2]))
  await dialog.getByText('UTF-8» түрінде сақтап', { exact: false }).waitFor()
  await file('large.csv', Buffer.alloc(6 * 1024 * 1024, 'a'))
  await dialog.getByText(words('table.too-large').replace('{limit}', '5')).waitFor()
  const reviews = 'Номер;Күні;Кім;Пікір;Баға\n1;17.11.2026 14:30;Айгерім;Халыққа қызмет көрсету орталығында кезек екі сағат;2\n2;05/06/2026;Нұрлан;Жарық жоқ;1\n3;17.11.2026;Серік;Орталықтың есігі ашылмайды, арбамен кіру мүмкін емес;1\n'
  await file('reviews.csv', reviews)
  await dialog.getByText(words('table.problem.bad-date')).waitFor()
  await dialog.getByLabel(words('table.network')).selectOption('2gis')
  await dialog.getByLabel(words('table.column.author'), { exact: true }).selectOption('Кім')
  await dialog.getByText('Айгерім · 17.11.2026 14:30', { exact: false }).waitFor()
  expect(await faults(page)).toEqual([])
  await picture(page, 'table-read')
  await dialog.getByRole('button', { name: counted('table.add', 2) }).click()
  await dialog.getByText(counted('table.new', 2)).waitFor()
  expect(await faults(page)).toEqual([])
  await page.keyboard.press('Escape')
  await page.getByRole('list', { name: words('feed.list') }).getByText('арбамен кіру мүмкін емес', { exact: false }).waitFor()
  await openTable()
  await file('reviews.csv', reviews)
  await dialog.getByText(words('table.network-needed')).waitFor()
  await dialog.getByLabel(words('table.network')).selectOption('2gis')
  await dialog.getByRole('button', { name: counted('table.add', 2) }).click()
  await dialog.getByText(counted('table.same', 2), { exact: false }).waitFor()
  // A refused file is an answer, no fault.
  expect(problems.filter(problem => !/400/.test(problem))).toEqual([])
  await context.close()
})
