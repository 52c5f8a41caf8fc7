// What a person types wrong: every command says in one line, in the person's language, what is wrong, and nothing is written.
import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { InterfaceLanguage } from '#domain/user.ts'
import { ownTerminal } from '../../server/commands/own-terminal.ts'
import { runCommand } from '../../server/commands/run.ts'

const folder = mkdtempSync(join(tmpdir(), 'qulaq-typed-'))
const at = (name: string) => join(folder, name)
const files = { empty: at('empty'), binary: at('binary'), long: at('long'), folder: at('folder'), missing: at('missing'), csv: at('people.csv') }

/** The command as a person's terminal runs it; `failed`: it said in its lines what was wrong. */
const run = async (language: InterfaceLanguage, [name = '', ...args]: string[]) => {
  const lines: Record<string, unknown>[] = []
  let failed = false
  const sayLine = (line: string) => Promise.resolve(void lines.push(JSON.parse(line)))
  const { err } = await runCommand({ ...ownTerminal(), sayLine, fail: () => { failed = true }, language, untilStopped: () => new AbortController().signal }, name, args)
  return { lines, err, failed }
}
const verdict = async () => (await run('en', ['verify-trail'])).lines[0]

beforeAll(async () => {
  vi.stubEnv('DATA_DIR', at('data'))
  vi.stubEnv('LOG_LEVEL', 'silent')
  mkdirSync(files.folder)
  writeFileSync(files.empty, '')
  writeFileSync(files.binary, Buffer.from(Array.from({ length: 100_000 }, (_, n) => (n * 7919) % 256)))
  writeFileSync(files.long, '')
  truncateSync(files.long, 200_000_000)
  writeFileSync(files.csv, 'login,name,role\nsaule,Сәуле,boss\nok1,Бар,press\nok1,Бар,press\n,,press\nx,Икс,press\n')
  expect((await run('en', ['init', 'Бурабай ауданының әкімдігі'])).err).toBeNull()
})
afterAll(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true })
})

const tries: [args: string[], kk: RegExp, code: string][] = [
  [['init', 'Тағы'], /деректер қалтасы.*мұнда орнатылған жүйе бар/, 'installed'],
  [['init'], /Өріс: атауы.*толтырылмаған.*qulaq init NAME/, 'missing'],
  [['init', '--region', '117000000'], /--region \(117000000\).*облыс емес.*болатыны: 110000000/, 'not-a-region'],
  [['init', '--region', 'x'], /--region \(x\).*белгісіз/, 'unknown'],
  [['init', '--lang', 'de', 'X'], /--lang \(de\).*мұндай мән жоқ \(болатыны: kk, ru, en\)/, 'invalid_value'],
  [['user'], /пәрмен.*толтырылмаған \(болатыны: add, reset, block, unblock, import\)/, 'missing'],
  [['user', 'fire', 'x'], /пәрмен \(fire\)/, 'invalid_value'],
  [['user', 'add'], /логин.*толтырылмаған.*qulaq user add LOGIN/, 'missing'],
  [['user', 'add', 'x1'], /--role.*толтырылмаған \(болатыны: press/, 'missing'],
  [['user', 'add', 'x1', '--role', 'boss'], /--role \(boss\)/, 'invalid_value'],
  [['user', 'add', 'x1', 'x2', '--role', 'press'], /логин \(x2\).*бұдан артық болмайды/, 'too-many'],
  [['user', 'add', 'x1', '--role', 'press', '--body', 'zz'], /--body \(zz\).*белгісіз \(болатыны: /, 'unknown'],
  [['user', 'add', 'x1', '--role', 'press', '--akimat', 'ZZ'], /--akimat \(ZZ\).*\(болатыны: БАӘ\)/, 'unknown'],
  [['user', 'add', 'x1', '--role', 'press', '--deputy', 'nobody'], /--deputy \(nobody\)/, 'unknown'],
  [['user', 'add', 'Әйгерім', '--role', 'press'], /логин.*латын әріптері мен цифрлар ғана/, 'not-a-login'],
  [['user', 'add', 'x1', '--reason', 'x', '--role', 'press'], /--reason.*мұндай өріс жоқ/, 'unrecognized_keys'],
  [['user', 'reset', 'nobody'], /логин \(nobody\).*белгісіз/, 'unknown'],
  [['user', 'reset', 'admin', '--second-factor=yes'], /--second-factor.*мәнсіз жазылады/, 'takes-no-value'],
  [['user', 'block', 'admin'], /--reason.*толтырылмаған/, 'missing'],
  [['user', 'block', 'admin', '--reason'], /--reason.*мәні көрсетілмеген/, 'no-value'],
  [['user', 'block', 'admin', '--reason', 'кетті'], /соңғы әкімші/, 'last-admin'],
  [['user', 'import', files.missing], /файл \(.*missing\).*мұндай файл жоқ/, 'no-such-file'],
  [['user', 'import', files.folder], /файл \(.*folder\).*бұл — қалта/, 'is-a-folder'],
  [['user', 'import', files.binary], /файл.*(?:UTF-8|кесте емес)/, 'not-'],
  [['user', 'import', files.long], /тым үлкен/, 'too-large'],
  [['source'], /пәрмен.*толтырылмаған.*qulaq source add/, 'missing'],
  [['source', 'add'], /мекенжай.*толтырылмаған/, 'missing'],
  [['source', 'add', 'not an address'], /мекенжай да, атау да емес/, 'not-an-address'],
  [['source', 'add', 'https://vk.com/akimat'], /кілтімен оқылады/, 'needs-key'],
  [['source', 'add', 'https://a.example/feed', '--zone', 'Asia/Tokyo'], /уақыт белдеуі.*мұндай мән жоқ/, 'invalid_value'],
  [['source', 'add', 'http://10.0.0.1/feed'], /мекенжай/, 'address-refused'],
  [['collect', 'Жоқ дереккөз', '--once'], /дереккөз \(Жоқ дереккөз\).*белгісіз/, 'unknown'],
  [['collect', '--once', '--once'], /--once.*екі рет/, 'twice'],
  [['collect', '--once', '--raw'], /--raw.*бұдан артық болмайды/, 'too-many'],
  [['collect', '--replay', files.missing], /мұндай файл жоқ/, 'no-such-file'],
  [['import'], /файл.*толтырылмаған.*qulaq import FILE/, 'missing'],
  [['import', files.missing], /файл \(.*missing\).*мұндай файл жоқ/, 'no-such-file'],
  [['import', files.folder], /бұл — қалта/, 'is-a-folder'],
  [['import', '--what', files.empty], /--what.*мұндай өріс жоқ/, 'unrecognized_keys'],
  [['act'], /әрекет.*толтырылмаған/, 'missing'],
  [['act', 'fly', '--as', 'admin', '{}'], /әрекет \(fly\)/, 'invalid_value'],
  [['act', 'accept', '{}'], /--as.*толтырылмаған/, 'missing'],
  [['act', 'note', '--as', 'admin', '{"ticketId":"x"}'], /мәтін.*толтырылмаған/, 'missing'],
  [['act', 'accept', '--as', 'nobody', '{"ticketId":"x"}'], /--as \(nobody\)/, 'unknown'],
  [['act', 'accept', '--as', 'admin', 'oops'], /JSON пішімі бұзылған/, 'bad-json'],
  [['act', 'accept', '--as', 'admin', '{"ticketId":"x","colour":"red"}'], /colour.*мұндай өріс жоқ/, 'unrecognized_keys'],
  [['act', 'accept', '--as', 'admin', '{"ticketId":"x"}'], /табылмады \(не: өтінім\)/, 'not-found'],
  [['board', '--akimat', 'ZZ'], /--akimat \(ZZ\)/, 'unknown'],
  [['board', 'x'], /\(x\).*бұдан артық болмайды/, 'too-many'],
  [['analyse', files.missing], /мұндай файл жоқ/, 'no-such-file'],
  [['parse'], /желі.*толтырылмаған/, 'missing'],
  [['parse', 'wat', 'file'], /желі \(wat\).*\(болатыны: rss, /, 'unknown'],
  [['parse', 'rss'], /файл.*толтырылмаған/, 'missing'],
  [['parse', 'date', '--zone', 'Mars', files.empty], /--zone \(Mars\).*болатыны: UTC, Asia\/Almaty/, 'invalid_value'],
  [['backup'], /файл.*толтырылмаған/, 'missing'],
  [['backup', join(files.missing, 'x')], /мұндай файл жоқ/, 'no-such-file'],
  [['backup', files.empty], /бұрыннан бар: файл/, 'duplicate'],
  [['restore', files.missing], /мұндай файл жоқ/, 'no-such-file'],
  [['restore', files.folder], /бұл — қалта/, 'is-a-folder'],
  [['restore', files.empty], /сақтық көшірмесі емес/, 'not-a-backup'],
  [['restore', files.binary], /сақтық көшірмесі емес/, 'not-a-backup'],
  [['verify-trail', 'x'], /бұдан артық болмайды/, 'too-many'], [['openapi', '--all'], /--all/, 'unrecognized_keys'], [['doctor', '-v'], /-v.*мұндай өріс жоқ/, 'unrecognized_keys'],
]

test('each wrong command line is told in one line, in the language of the person, with a code for scripts; nothing is written', async () => {
  const before = await verdict()
  for (const [args, words, code] of tries) {
    const { err, lines } = await run('kk', args)
    const line = args.join(' ')
    expect(err, line).toMatch(words)
    expect(err?.split('\n'), line).toHaveLength(1)
    expect(err, line).toMatch(new RegExp(`^qulaq ${args[0]}: .* \\[.*${code}.*\\]$`))
    expect(lines, line).toEqual([])
    // No English sentence strays into another language; names, options and codes are what they are.
    expect(err?.replace(/ · qulaq .*$| \[[^\]]*\]$|\(болатыны: .*?\)/g, ''), line).not.toMatch(/\b(?:is|not|the|of|no)\b/)
    expect((await run('ru', args)).err, line).toMatch(/\p{Script=Cyrillic}{3}/u)
  }
  expect(await verdict()).toEqual(before)
}, 120_000)

test('the doctor speaks the language of the person, each finding with what to do', async () => {
  const said = async (language: InterfaceLanguage) => (await run(language, ['doctor'])).lines.map(({ check, detail }) => `${String(check)}: ${String(detail)}`).join('\n')
  expect(await said('kk')).toMatch(/disk: бос орын: \d+ МБ[^]*trail: тексерілген жол: \d+, бәрі дұрыс[^]*sources: дереккөз жоқ: source add[^]*backup: осы компьютерден жасалмаған: npm run/)
  expect(await said('ru')).toMatch(/disk: свободно: \d+ МБ[^]*backup: с этого компьютера не делали/)
})

test('a wrong setting is told by its name, without its value, and a file of too many people with the limit', async () => {
  writeFileSync(at('many.csv'), `login,name,role\n${'saule,Сәуле,press\n'.repeat(2001)}`)
  expect((await run('kk', ['user', 'import', at('many.csv')])).err).toContain('жол саны тым көп (шегі: 2000): файлды бөліктерге бөліңіз')
  vi.stubEnv('PORT', 'жоқ')
  const told = await Promise.all((['kk', 'ru'] as const).map(async language => (await run(language, ['board'])).err))
  vi.stubEnv('PORT', '')
  expect(told).toEqual([expect.stringMatching(/Өріс: баптаулар \(PORT\)\. Себебі: мұндай мән жоқ/), expect.stringMatching(/Поле: настройки \(PORT\)/)])
})

test('a file that is empty, binary or endless is told by its lines, and leaves nothing behind', async () => {
  expect(await run('kk', ['import', files.empty])).toMatchObject({ err: null, failed: false, lines: [{ new: 0, bad: 0 }] })
  const long = await run('kk', ['import', files.long])
  expect(long).toMatchObject({ err: null, failed: true, lines: [{ line: 1, problem: 'not-json', error: 'бұл JSON емес' }, { new: 0, bad: 1 }] })
  const binary = await run('ru', ['import', files.binary])
  expect(binary.failed && binary.lines.slice(0, -1).every(({ error }) => error === 'это не JSON' || String(error).startsWith('файл не в кодировке UTF-8'))).toBe(true)
  expect(await run('kk', ['analyse', files.binary])).toMatchObject({ err: null })
  expect((await run('kk', ['parse', 'rss', files.missing, files.folder, files.empty])).lines).toMatchObject([
    { state: 'error', problems: [expect.stringContaining('мұндай файл жоқ')] }, { state: 'error', problems: [expect.stringContaining('бұл — қалта')] }, { file: files.empty },
  ])
}, 120_000)

test('the lines of a file of people are told in the words of the screen, with the code of each', async () => {
  const { lines, failed } = await run('ru', ['user', 'import', files.csv])
  expect({ lines, failed }).toMatchObject({ failed: true, lines: [
    { line: 2, problem: 'role', error: 'Такой роли нет' }, { line: 3, login: 'ok1', password: expect.any(String) }, { line: 4, problem: 'twice', error: 'Этот логин уже встречался в файле' },
    { line: 6, problem: 'login', error: 'Неверный логин: латинские буквы, цифры, точка, дефис' }, { added: 1, bad: 3 },
  ] })
})
