// A disk that is full, a folder that is read-only, texts without measure: refused in words, nothing lost, and work goes on when the cause is gone.
import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { openSqlite } from '../../server/store/sqlite.ts'
import { startDesk } from './running-desk.ts'
import { openTerminal, type Terminal } from './terminal.ts'

const lines = (from: number, count: number) => Array.from({ length: count }, (_, n) => JSON.stringify({ network: '2gis', key: `r${from + n}`, text: `Әкімдік, ${from + n}-үйде су жоқ, екінші күн` })).join('\n')

/** A disk that can be filled under a running process, and emptied again. */
interface Disk { folder: string, fill: (pid: number) => void, makeRoom: (pid: number) => void, remove: () => void }

/** A small file system, where this user may mount one. */
const smallDisk = (): Disk | null => {
  const folder = mkdtempSync(join(tmpdir(), 'qulaq-disk-'))
  const remove = () => rmSync(folder, { recursive: true, force: true })
  if (process.getuid?.() !== 0 || spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=24m', 'tmpfs', folder]).status !== 0) {
    remove()
    return null
  }
  const ballast = join(folder, 'ballast')
  return {
    folder,
    fill: () => {
      for (let size = 1 << 20; size >= 512; size /= 2) {
        while (spawnSync('sh', ['-c', `head -c ${size} /dev/zero >> "${ballast}"`]).status === 0);
      }
    },
    makeRoom: () => rmSync(ballast),
    remove: () => {
      execFileSync('umount', [folder])
      remove()
    },
  }
}

/** Else the system lets the process write no file at all: the same to it, though it has another name for it. */
const limitedProcess = (): Disk => {
  const folder = mkdtempSync(join(tmpdir(), 'qulaq-disk-'))
  const limit = (pid: number, bytes: string) => void execFileSync('prlimit', [`--fsize=${bytes}`, '--pid', String(pid)])
  return { folder, fill: pid => limit(pid, '0:unlimited'), makeRoom: pid => limit(pid, 'unlimited:unlimited'), remove: () => rmSync(folder, { recursive: true }) }
}

const hasPrlimit = spawnSync('prlimit', ['--version']).status === 0
const disk = () => smallDisk() ?? (hasPrlimit || process.env.CI ? limitedProcess() : null)

test('a full disk refuses what is written, in words; what was there is read, and when there is room again the same desk goes on', async (context) => {
  const here = disk()
  if (!here) {
    console.warn('NOT TESTED on this machine: a full disk (neither mount nor prlimit)')
    return context.skip()
  }
  const terminal = openTerminal({ DATA_DIR: join(here.folder, 'data') })
  await terminal.one(['init', 'Бурабай ауданының әкімдігі'])
  const desk = await startDesk(terminal, { DATA_DIR: join(here.folder, 'data') })
  expect(await terminal.one(['import', '-'], lines(0, 50))).toMatchObject({ new: 50 })
  here.fill(desk.pid)
  const refused = await terminal.qulaq(['import', '-'], lines(50, 200))
  expect([refused.code, refused.out]).toEqual([1, ''])
  expect(refused.err).toMatch(/^qulaq import: (?:no room to write|the storage did not write): .+\n$/)
  expect((await terminal.qulaq(['user', 'add', 'late', '--role', 'press'])).code).toBe(1)
  expect((await terminal.one(['board'])).today).toMatchObject({ collectedToday: 50 })
  here.makeRoom(desk.pid)
  expect(await terminal.one(['import', '-'], lines(0, 250))).toMatchObject({ new: 200, same: 50 })
  expect(await terminal.one(['verify-trail'])).toMatchObject({ lines: expect.any(Number) })
  expect(await desk.end('SIGTERM')).toBe(0)
  terminal.close()
  here.remove()
}, 180_000)

test('a backup that finds no room is refused in words and leaves nothing on the disk', async (context) => {
  const here = smallDisk()
  if (!here) {
    console.warn('NOT TESTED on this machine: a backup on a full disk (no right to mount)')
    return context.skip()
  }
  const terminal = openTerminal()
  await terminal.one(['init', 'Бурабай ауданының әкімдігі'])
  here.fill(0)
  const { code, err } = await terminal.qulaq(['backup', join(here.folder, 'desk.backup')])
  expect([code, err]).toEqual([1, expect.stringContaining('there is no room to write')])
  expect(readdirSync(here.folder)).toEqual(['ballast'])
  here.makeRoom(0)
  expect(await terminal.one(['backup', join(here.folder, 'desk.backup')])).toMatchObject({ counts: { blobs: 0 } })

  const there = openTerminal({ DATA_DIR: join(here.folder, 'data') })
  here.fill(0)
  expect(await there.qulaq(['restore', join(here.folder, 'desk.backup')])).toMatchObject({ code: 1, err: expect.stringMatching(/no room/) })
  here.makeRoom(0)
  await there.one(['restore', join(here.folder, 'desk.backup')])
  expect(await there.one(['verify-trail'])).toEqual(await terminal.one(['verify-trail']))
  terminal.close()
  there.close()
  here.remove()
}, 180_000)

/** Root may write everywhere, so the test is nobody; null when nobody may not even read the program. */
const nobody = 65_534
const whoMayNotWrite = (): { uid?: number } | null => {
  if (process.getuid?.() !== 0) return {}
  const reads = spawnSync(process.execPath, ['-e', 'require("node:fs").readFileSync(process.argv[1])', resolve(import.meta.dirname, '../../server/cli.ts')], { uid: nobody })
  return reads.status === 0 ? { uid: nobody } : null
}

const eachOf = (terminal: Terminal) => ['data', 'data/qulaq.sqlite', 'data/lock.sqlite', 'data/blobs'].map(name => join(terminal.folder, name)).filter(path => existsSync(path))

test('a folder that is read-only is told as such; it is read and backed up all the same', async (context) => {
  const who = whoMayNotWrite()
  if (!who) {
    console.warn('NOT TESTED on this machine: a read-only folder (root everywhere, and nobody cannot read the program)')
    return context.skip()
  }
  const terminal = openTerminal()
  await terminal.one(['init', 'Бурабай ауданының әкімдігі'])
  if (who.uid !== undefined) for (const path of [terminal.folder, ...eachOf(terminal)]) chownSync(path, who.uid, who.uid)
  for (const path of eachOf(terminal)) chmodSync(path, 0o500)
  const locked = openTerminal({ DATA_DIR: join(terminal.folder, 'data') }, who)
  const words = new RegExp(`${join(terminal.folder, 'data')} cannot be written by this user`)
  expect(await locked.qulaq(['user', 'add', 'late', '--role', 'press'])).toMatchObject({ code: 1, out: '', err: expect.stringMatching(words) })
  await expect(startDesk(terminal, {}, who)).rejects.toThrow(words)
  expect(await locked.one(['board'])).toMatchObject({ akimat: 'БАӘ' })
  expect(await locked.one(['backup', join(terminal.folder, 'rescued.backup')])).toMatchObject({ trail: { lines: expect.any(Number) } })
  expect((await locked.qulaq(['doctor'])).lines.find(({ check }) => check === 'folder')).toMatchObject({ ok: false, detail: expect.stringContaining('cannot be written') })
  for (const path of eachOf(terminal)) chmodSync(path, 0o700)
  expect(await terminal.one(['user', 'add', 'late', '--role', 'press'])).toMatchObject({ login: 'late' })
  terminal.close()
  locked.close()
}, 180_000)

test('of a post of ten megabytes the beginning is kept, with a mark; a note of that size is refused', async () => {
  const terminal = openTerminal()
  const { akimat } = await terminal.one(['init', 'Бурабай ауданының әкімдігі'])
  await terminal.one(['user', 'add', 'aigul', '--role', 'press'])
  const huge = 'Әкімдік, су жоқ. '.repeat(600_000)
  expect(await terminal.one(['import', '-'], `${JSON.stringify({ network: '2gis', key: 'huge', text: huge })}\n${lines(0, 1)}`)).toEqual({ new: 2, edited: 0, same: 0, bad: 0 })
  const store = await openSqlite({ folder: join(terminal.folder, 'data'), readOnly: true })
  const text = (await store.read.find('post', 'key', ['2gis', 'huge']))?.versions[0]?.text ?? ''
  expect(text.length).toBeLessThan(66_000)
  expect(text).toMatch(/^Әкімдік, су жоқ\..* \[…\]$/)
  const postId = (await store.read.find('post', 'key', ['2gis', 'r0']))?.id
  await store.close()
  const { ticketId } = await terminal.one(['act', 'register', '--as', 'aigul', JSON.stringify({ postId, organisationId: akimat })])
  for (const [length, code] of [[600_000, /larger than one megabyte/], [3000, /text: /]] as const) {
    const { code: exit, err } = await terminal.qulaq(['act', 'note', '--as', 'aigul'], JSON.stringify({ ticketId, text: huge.slice(0, length * 17) }))
    expect(exit).toBe(1)
    expect(err).toMatch(code)
    expect(err.length).toBeLessThan(500)
  }
  terminal.close()
}, 180_000)
