// The life of one post without a browser: by the command line alone.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startFeedServer } from '../collectors/feed-server.ts'
import { openTerminal, type Terminal } from './terminal.ts'

let terminal: Terminal
let akimat = ''
let bodies: Record<string, string> = {}

beforeAll(async () => {
  terminal = openTerminal()
  const laid = await terminal.one(['init', 'Бурабай ауданының әкімдігі'])
  akimat = String(laid.akimat)
  bodies = laid.bodies as Record<string, string>
  for (const [login, role, body] of [['aigul', 'press'], ['erlan', 'officer', 'roads_transport'], ['talgat', 'head', 'roads_transport'], ['sabit', 'manager']]) {
    await terminal.one(['user', 'add', String(login), '--name', `${login} demo`, '--role', String(role), ...body ? ['--body', body] : []])
  }
})
afterAll(() => terminal.close())

const act = (name: string, as: string, input: object) => terminal.one(['act', name, '--as', as, JSON.stringify(input)])
const board = async () => (await terminal.one(['board'])).today as Record<string, unknown>

test('a pasted post is registered, answered, published and closed by four people at a terminal, and the board counts it', async () => {
  const { postId } = await act('paste-post', 'aigul', { organisationId: akimat, url: 'https://example.com/post/1', text: 'Әкімдік, Абай көшесінде шұңқыр үш күн жатыр, көлік сынды!' })
  expect(await board()).toMatchObject({ collectedToday: 1, registeredToday: 0, waitingTriage: 1 })

  const registered = await act('register', 'aigul', { postId, organisationId: akimat, bodyId: bodies.roads_transport })
  expect(registered.number).toMatch(/^БАӘ-\d{4}-000001$/)
  const { ticketId } = registered
  expect(await act('accept', 'erlan', { ticketId })).toMatchObject({ state: 'in-work' })
  expect(await act('submit', 'erlan', { ticketId, text: 'Сәлеметсіз бе! Шұңқыр бүгін жамалды.', kind: 'final', result: 'solved' })).toMatchObject({ state: 'review' })
  const own = await terminal.qulaq(['act', 'approve', '--as', 'erlan', JSON.stringify({ ticketId })])
  expect(own.code).toBe(1)
  expect(own.err).toContain('nobody approves what they wrote')
  expect(await act('approve', 'talgat', { ticketId })).toMatchObject({ state: 'approved' })
  expect(await act('publish', 'aigul', { ticketId, permalink: 'https://example.com/post/1#reply' })).toMatchObject({ state: 'answered' })
  expect(await act('close', 'aigul', { ticketId })).toMatchObject({ state: 'closed' })

  expect(await board()).toMatchObject({ registeredToday: 1, answeredToday: 1, waitingTriage: 0, open: 0, firstReply: { inTerm: { part: 1, of: 1 }, replied: 1 } })
  expect(await terminal.one(['verify-trail'])).toMatchObject({ head: { hash: expect.stringMatching(/^[0-9a-f]{64}$/) } })
})

test('a feed added by its address is collected once, and the second look brings nothing new', async () => {
  const server = await startFeedServer()
  const watching = openTerminal({ FETCH_ALLOW: server.hostPort })
  try {
    await watching.one(['init', 'Целиноград ауданының әкімдігі'])
    await watching.one(['source', 'add', `${server.origin}/feed`, '--name', 'Ауыл тынысы'])
    expect(await watching.one(['collect', '--once'])).toMatchObject({ name: 'Ауыл тынысы', new: 20, dead: 0 })
    expect(await watching.one(['collect', 'Ауыл тынысы', '--once'])).toMatchObject({ new: 0, edited: 0 })
    const kept = await watching.qulaq(['collect', 'Ауыл тынысы', '--raw'])
    expect(kept.lines).toHaveLength(20)
    const again = await watching.qulaq(['collect', '--replay', '-'], `not a line\n${kept.out}`)
    expect([again.code, again.lines]).toEqual([1, [{ line: 1, error: 'not a line of collect --raw' }, { new: 0, edited: 0, same: 20, bad: 1 }]])
  } finally {
    watching.close()
    await server.close()
  }
})

test('a source that cannot be read is told in a line, in the language of the person\'s system, and the command fails', async () => {
  const server = await startFeedServer()
  const watching = openTerminal({ FETCH_ALLOW: server.hostPort })
  const inKazakh = openTerminal({ FETCH_ALLOW: server.hostPort, LC_ALL: 'kk_KZ.UTF-8' })
  try {
    await Promise.all([watching, inKazakh].map(one => one.one(['init', 'Бурабай ауданының әкімдігі'])))
    server.serve('/odd', '{"version":"https://jsonfeed.org/version/1.1","items":[1]}')
    const odd = await watching.qulaq(['source', 'add', `${server.origin}/odd`, '--dry-run'])
    expect([odd.code, odd.lines[0], odd.err]).toMatchObject([1, { state: 'error', reason: 'none-parsed', unread: 1 }, expect.stringContaining('cannot be read: none of the items was understood. Tell the administrator')])
    await watching.one(['source', 'add', `${server.origin}/feed`, '--name', 'Ауыл'])
    server.serve('/feed', 'жабық', {}, 403)
    const closed = await watching.qulaq(['collect', 'Ауыл', '--once'])
    expect([closed.code, closed.lines[0], closed.err]).toMatchObject([1, { health: { state: 'blocked', detail: '403' }, sentence: expect.stringMatching(/^blocked · the server answered with an error \(code: 403\) · What to do: Open/) }, expect.stringContaining('Ауыл could not be read: the server answered with an error (code: 403). Open the address')])
    expect((await watching.qulaq(['collect', '--once'])).code).toBe(0)
    const busy = await inKazakh.qulaq(['source', 'add', 'https://vk.com/akimat', '--dry-run'])
    expect([busy.code, busy.err]).toEqual([1, expect.stringContaining('бұл желі тек өз кілтімен оқылады')])
    expect((await inKazakh.qulaq(['source', 'add', `${server.origin}/silent-host`, '--dry-run'])).err).toMatch(/Дереккөзден дерек алынбады: .+\. Мекенжайды браузерде ашып көріңіз/)
  } finally {
    watching.close()
    inKazakh.close()
    await server.close()
  }
})

test('of an import the bad lines are told by number and the good ones are kept', async () => {
  const lines = [
    '{"network":"2gis","key":"r1","text":"Акимат, на Абая темно третий день"}', 'not json', '{"network":"2gis","key":"r2"}',
    '{"network":"2gis","key":"r3","text":"Рахмет әкімдікке!","publishedAt":"2026-11-20T10:00:00+05:00"}',
  ]
  const first = await terminal.qulaq(['import', '-'], lines.join('\n'))
  expect(first.lines.filter(({ error }) => error).map(({ line }) => line)).toEqual([2, 3])
  expect(first.lines.at(-1)).toMatchObject({ new: 2, same: 0, bad: 2 })
  expect((await terminal.qulaq(['import', '-'], lines.join('\n'))).lines.at(-1)).toMatchObject({ new: 0, same: 2, bad: 2 })
})

// «Су» in the encoding of older Windows programs.
const inOldEncoding = (before: string, after: string) => Buffer.concat([Buffer.from(before), Buffer.from([0xd1, 0xf3]), Buffer.from(after)])

test('a file of Windows loses no line to its mark and its line ends; what is not UTF-8 is told, and never kept as question marks', async () => {
  const marked = await terminal.qulaq(['import', '-'], '\ufeff{"network":"2gis","key":"w1","text":"Су жоқ"}\r\n{"network":"2gis","key":"w2","text":"Жарық жоқ"}\r\n')
  expect(marked.lines).toEqual([{ new: 2, edited: 0, same: 0, bad: 0 }])
  const mixed = await terminal.qulaq(['import', '-'], inOldEncoding('{"network":"2gis","key":"w3","text":"Газ жоқ"}\n{"network":"2gis","key":"w4","text":"', ' жоқ"}\n'))
  expect(mixed.lines).toEqual([expect.objectContaining({ line: 2, problem: 'not-utf8' }), { new: 1, edited: 0, same: 0, bad: 1 }])
  const table = join(terminal.folder, 'old.csv')
  writeFileSync(table, inOldEncoding('network;key;text\n2gis;w5;', ' жоқ\n'))
  const { code, err } = await terminal.qulaq(['import', table])
  expect([code, err]).toEqual([1, expect.stringContaining('[bad-input not-utf8]')])
  writeFileSync(table, '\ufeffnetwork;key;text\r\n2gis;w5;Су жоқ\r\n')
  expect((await terminal.qulaq(['import', table])).lines.at(-1)).toMatchObject({ new: 1, bad: 0 })
})

test('four hundred officers come from one file; a wrong line is told by its number, and two may stand in for each other', async () => {
  const rows = Array.from({ length: 400 }, (_, n) => `officer${n},Қызметкер ${n},officer,${n % 2 ? 'roads_transport' : 'education_dept'},,${n < 2 ? `officer${1 - n}` : ''},`)
  const file = ['login,name,role,body,akimat,deputy,language', ...rows, 'boss,Бастық,tsar,,,,', 'aigul,Айгүл,press,,,,', 'x9,Икс,officer,no_such_body,,,'].join('\n')
  const { lines, code } = await terminal.qulaq(['user', 'import', '-'], file)
  expect(code).toBe(1)
  expect(lines.at(-1)).toEqual({ added: 400, bad: 3 })
  expect(lines.filter(({ error }) => error).map(({ line }) => line)).toEqual([402, 403, 404])
  expect(new Set(lines.flatMap(({ password }) => password ?? [])).size).toBe(400)
}, 180_000)

test('a file of people that cannot be read as a whole adds nobody, and says why in the language of the system', async () => {
  const head = 'login;name;role;body;akimat;deputy;language\r\n'
  const russian = { LC_ALL: 'ru_RU.UTF-8' }
  const tries: [string, RegExp][] = [
    [`${head}saule2;Сәуле;press;;;;\r\nopen;"Ашық;press;;;;\r\n`, /это не таблица/], ['login;name\r\nsaule2;Сәуле\r\n', /нет названий столбцов/],
    [`${head}saule2;\ufffd\ufffd\ufffd;press;;;;\r\n`, /не в кодировке UTF-8/],
  ]
  for (const [file, words] of tries) {
    const { code, err, lines } = await terminal.qulaq(['user', 'import', '-'], file, russian)
    expect({ code, lines }).toEqual({ code: 1, lines: [] })
    expect(err).toMatch(words)
  }
})

test('the template of the screen is taken at the terminal too: lines that nobody filled in are passed over', async () => {
  const { code, lines } = await terminal.qulaq(['user', 'import', '-'], '\uFEFFlogin;name;role;body;akimat;deputy;language\r\nsaule2;Сәуле;press;;;;\r\n;;manager;;;;\r\n')
  expect({ code, last: lines.at(-1) }).toEqual({ code: 0, last: { added: 1, bad: 0 } })
})

test('a person blocked at the terminal is unblocked there, with the link for a new password', async () => {
  await terminal.one(['user', 'block', 'officer2', '--reason', 'кетті'])
  expect(await terminal.one(['user', 'unblock', 'officer2', '--reason', 'қайта келді'])).toEqual({ path: expect.stringMatching(/^\/invitation#.{43}$/), until: expect.any(String) })
})

test('what nobody knows or nobody may is said in one line, and the command fails', async () => {
  const tries: [string[], RegExp][] = [
    [['act', 'fly', '--as', 'aigul', '{}'], /ACT is one of/], [['act', 'accept', '--as', 'nobody', '{"ticketId":"x"}'], /nobody has the login nobody/],
    [['act', 'accept', '--as', 'aigul', 'oops'], /not JSON/], [['act', 'accept', '--as', 'aigul', '{"ticketId":"x","colour":"red"}'], /colour/],
    [['init', 'Тағы бір әкімдік'], /holds an installation already/], [['user', 'add', 'x1', '--role', 'boss'], /--role is one of/], [['parse', 'rss'], /FILE is missing.*qulaq parse rss.*FILE/],
    [['parse', 'wat', 'file'], /rss/], [['user', 'block', 'sabit'], /a block and its end have a reason/], [['user', 'unblock', 'sabit', '--reason', 'қайта келді'], /not blocked/], [['import', '/no/such/file'], /no such file/],
  ]
  for (const [args, words] of tries) {
    const { code, err } = await terminal.qulaq(args)
    expect(code, args.join(' ')).not.toBe(0)
    expect(err.trim().split('\n')).toHaveLength(1)
    expect(err).toMatch(words)
  }
  expect((await terminal.qulaq(['nonsense'])).code).toBe(2)
})

test('the doctor names what is not well', async () => {
  const { lines } = await terminal.qulaq(['doctor'])
  expect(lines.find(({ check }) => check === 'trail')).toMatchObject({ ok: true })
  expect(lines.find(({ check }) => check === 'installation')).toMatchObject({ ok: true })
})

test('analyse answers each line in order, and a bad line by its number', async () => {
  const { lines } = await terminal.qulaq(['analyse'], '{"id":"a","text":"Щучинскіде су жоқ, әкімдік қайда?"}\nbroken\n{"id":"b","text":"каким образом"}')
  expect(lines).toMatchObject([{ id: 'a', mention: 'akimat', topic: { sector: 'utilities' } }, { line: 2, error: expect.any(String) }, { id: 'b', mention: 'none' }])
})

test('dates without a zone are read in the zone that is said', async () => {
  expect((await terminal.qulaq(['parse', 'date', '--zone', 'Asia/Almaty'], '2026-11-22 10:00\nnonsense\n')).out).toBe('"2026-11-22T05:00:00.000Z"\nnull\n')
})
