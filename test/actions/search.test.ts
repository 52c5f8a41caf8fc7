// What people of the office find: by words and by number, and never out of their reach.
import { expect, test } from 'vitest'
import type { InputOf } from '#domain/contract-inputs.ts'
import { showSearch } from '../../server/actions/show/search.ts'
import { carryOut } from '../../server/actions/verbs.ts'
import { openOffice, refused, type Office } from './office.ts'
import { names, type Name } from './tree.ts'

const finder = (office: Office, name: Name) => async (words: string, given: Partial<InputOf<'search'>> = {}) =>
  await showSearch(office.world, await office.sees(name).viewer(), { of: 'all', words, limit: 50, ...given })

const found = async (office: Office, name: Name, words: string, given: Partial<InputOf<'search'>> = {}) => {
  const { posts, tickets, numbered } = await finder(office, name)(words, given)
  return { posts: posts?.items.map(({ post }) => post.text) ?? null, tickets: tickets?.items.map(({ number }) => number) ?? null, numbered: numbered.map(({ number }) => number) }
}

test('the press finds posts and tickets of the akimat, a head and an officer the tickets of the body, others nothing', async () => {
  const office = await openOffice()
  const [water, roads] = ['Көлдіде су құбыры жарылды', 'Көлдіде жол құбыры ашық']
  await office.as('aigul').register(await office.post(water), { bodyId: office.place('koldi/water'), officerId: office.user('dana') })
  await office.as('aigul').register(await office.post(roads), { bodyId: office.place('koldi/roads') })
  await office.post('Таудыда құбыр тот басты', { at: 'taudy' })
  const [one, two] = ['ӘЖ-2026-000001', 'ӘЖ-2026-000002']
  expect(await found(office, 'aigul', 'құбыр')).toEqual({ posts: [roads, water], tickets: [two, one], numbered: [] })
  expect(await found(office, 'aigul', 'құбырлар су')).toEqual({ posts: [water], tickets: [one], numbered: [] })
  for (const name of ['dana', 'gulnar', 'zarina'] as const) expect(await found(office, name, 'құбыр'), name).toEqual({ posts: null, tickets: [one], numbered: [] })
  expect(await found(office, 'hamit', 'құбыр')).toMatchObject({ tickets: [two] })
  expect(await found(office, 'ularbek', 'құбыр')).toEqual({ posts: null, tickets: [], numbered: [] })
  expect((await found(office, 'tolkyn', 'құбыр')).tickets).toEqual([])
  expect((await found(office, 'raushan', 'құбыр')).posts).toHaveLength(3)
  for (const name of ['olga', 'pavel'] as const) expect(await found(office, name, 'құбыр'), name).toEqual({ posts: null, tickets: [], numbered: [] })
})

test('whoever reads none of an akimat or a body is refused to search there', async () => {
  const office = await openOffice()
  expect(await refused(found(office, 'aigul', 'су', { organisationId: office.place('taudy') }))).toMatchObject({ code: 'no-right' })
  expect(await refused(found(office, 'dana', 'су', { bodyId: office.place('koldi/roads') }))).toMatchObject({ code: 'no-right' })
  expect(await refused(found(office, 'dana', 'су', { organisationId: office.place('koldi') }))).toMatchObject({ code: 'no-right' })
})

/** The passages of posts or tickets, the marked words in brackets. */
const marked = (page: { items: { passage: { text: string, marks: { from: number, to: number }[] } | null }[] } | null) => page?.items.map(({ passage }) =>
  passage && passage.marks.toReversed().reduce((text, { from, to }) => `${text.slice(0, from)}[${text.slice(from, to)}]${text.slice(to)}`, passage.text))

test('in what is found the searched words are marked in any of their forms, there where most of them stand', async () => {
  const office = await openOffice()
  const long = 'Бұл жолы сөз ұзақ болады, өйткені бәрін басынан бастап айту керек, содан кейін ғана негізгі мәселеге көшеміз. '
  const { ticketId } = await office.as('aigul').register(await office.post(`${long}Әкімдік құбырларды қашан ауыстырады? ${'Жауабын күтеміз. '.repeat(30)}`), { bodyId: office.place('koldi/water'), officerId: office.user('dana') })
  await office.as('aigul').join(await office.post('Ауладағы құбыр да ескі'), ticketId)
  await office.post('Ночью прорвало трубы на улице Абая')
  const find = finder(office, 'aigul')
  const kazakh = await find('құбыр')
  expect(marked(kazakh.posts)?.[1]).toMatch(/^… .{0,60}\[құбырларды\] қашан ауыстырады\? (Жауабын( күтеміз\.)? ?)+…$/)
  expect(marked(kazakh.tickets)).toEqual(marked(kazakh.posts)?.slice(1))
  expect(marked((await find('құбырды аула')).tickets)).toEqual(['[Ауладағы] [құбыр] да ескі'])
  expect(marked((await find('прорвать трубу')).posts)).toEqual(['Ночью [прорвало] [трубы] на улице Абая'])
  // What only the answer says is shown from the answer.
  await office.as('dana').accept(ticketId)
  await office.as('dana').submit(ticketId, { text: 'Жаңа сорғы орнатылды', kind: 'final', result: 'solved' })
  await office.as('gulnar').approve(ticketId)
  await office.as('aigul').publish(ticketId, 'https://qala.example/our-answer')
  expect(marked((await find('сорғыны')).tickets)).toEqual(['Жаңа [сорғы] орнатылды'])
})

test('a number finds its ticket however it is said, for those who may read it', async () => {
  const office = await openOffice()
  const { number } = await office.as('aigul').register(await office.post('Көшеде жарық жоқ'), { bodyId: office.place('koldi/water') })
  for (const words of ['ӘЖ-2026-000001', 'әж-2026-1', ' ӘЖ 2026 000001 ', '№ ӘЖ-2026-000001', '2026-000001', 'ӘЖ-1', '000001', '1', '№ 1']) {
    expect(await found(office, 'aigul', words), words).toMatchObject({ numbered: [number] })
  }
  expect((await found(office, 'dana', '000001')).numbered).toEqual([number])
  for (const words of ['ӘЖ-2025-000001', 'ТАУ-2026-000001', '000002', '2026-000001-7']) expect((await found(office, 'aigul', words)).numbered, words).toEqual([])
  for (const name of ['hamit', 'tolkyn', 'olga'] as const) expect((await found(office, name, '000001')).numbered, name).toEqual([])
})

test('an old number is found after the akimat has taken another prefix', async () => {
  const office = await openOffice()
  await office.as('aigul').register(await office.post('Көшеде жарық жоқ'))
  await carryOut(office.world, { by: office.user('olga') }, 'set-prefix', { organisationId: office.place('koldi'), prefix: 'КӨЛ' })
  await office.as('aigul').register(await office.post('Көшеде газ жоқ'))
  expect((await found(office, 'aigul', '000001')).numbered).toEqual(['ӘЖ-2026-000001'])
  expect((await found(office, 'aigul', '000002')).numbered).toEqual(['КӨЛ-2026-000002'])
})

test('the words of the published answer find the ticket, those of the draft and of notes do not', async () => {
  const office = await openOffice()
  const { ticketId, number } = await office.as('aigul').register(await office.post('Көшеде жарық жоқ'), { bodyId: office.place('koldi/water'), officerId: office.user('dana') })
  await office.as('dana').accept(ticketId)
  await office.as('dana').submit(ticketId, { text: 'Бағананы ауыстырдық', kind: 'final', result: 'solved' })
  await office.as('aigul').note(ticketId, 'Монтермен сөйлестім')
  expect([(await found(office, 'aigul', 'бағана')).tickets, (await found(office, 'aigul', 'монтер')).tickets]).toEqual([[], []])
  await office.as('gulnar').approve(ticketId)
  await office.as('aigul').publish(ticketId, 'https://qala.example/our-answer')
  expect((await found(office, 'aigul', 'бағана')).tickets).toEqual([number])
})

test('the author of a post is not found by name', async () => {
  const office = await openOffice()
  await office.as('aigul').register(await office.post('Көшеде жарық жоқ', { author: 'Гүлбаршын Сейітқызы' }))
  for (const name of names) expect(await found(office, name, 'Гүлбаршын')).toMatchObject({ tickets: [], numbered: [] })
})

test('a person with an akimat and a body elsewhere sees the hits of both, and all tickets of both, as one list, page after page', async () => {
  const office = await openOffice()
  for (let index = 0; index < 7; index++) {
    const at = index % 2 === 0 ? 'koldi' : 'taudy'
    await office.as(at === 'koldi' ? 'aigul' : 'tolkyn').register(await office.post(`Су жоқ ${index}`, { at }), { bodyId: office.place(`${at}/water`) })
    office.wait(1)
  }
  await office.setUser('tolkyn', { grants: [{ role: 'press', organisationId: office.place('koldi') }, { role: 'officer', organisationId: office.place('taudy/water') }] })
  const find = finder(office, 'tolkyn')
  const seen: string[] = []
  for (let after: string | undefined; ;) {
    const page = (await find('су', { of: 'tickets', limit: 3, after })).tickets
    seen.push(...page?.items.map(({ excerpt }) => excerpt) ?? [])
    if (!page?.next) break
    after = page.next
  }
  expect(seen).toEqual([6, 5, 4, 3, 2, 1, 0].map(index => `Су жоқ ${index}`))

  const listed: string[] = []
  for (let after: string | undefined; ;) {
    const page = await office.sees('tolkyn').tickets({ limit: 3, after })
    expect(page.total).toBe(7)
    listed.push(...page.items.map(({ excerpt }) => excerpt))
    if (!page.next) break
    after = page.next
  }
  expect(listed).toEqual(seen)
})

test('days of the office narrow a search, the last one included', async () => {
  const office = await openOffice()
  await office.as('aigul').register(await office.post('Су жоқ'))
  expect((await found(office, 'aigul', 'су', { from: '2026-11-18', to: '2026-11-18' })).tickets).toHaveLength(1)
  expect(await found(office, 'aigul', 'су', { to: '2026-11-17' })).toMatchObject({ tickets: [], posts: [] })
  expect((await found(office, 'aigul', 'су', { state: 'closed' })).tickets).toEqual([])
})

test('no word, or a whole page of them, is refused in words', async () => {
  const office = await openOffice()
  expect(await refused(found(office, 'aigul', ' * "" '))).toMatchObject({ code: 'bad-input', field: 'words', problem: 'empty' })
  expect(await refused(found(office, 'aigul', 'су '.repeat(100)))).toMatchObject({ code: 'bad-input', field: 'words', problem: 'too-long' })
})
