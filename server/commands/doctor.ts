// `doctor`: looks at the installation and says, a line each, what is well and what is not, with what to do.
import { accessSync, constants, existsSync, statfsSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { nextListWarning } from '#domain/calendar.ts'
import { sharedWords, withValues } from '#domain/shared-words.ts'
import { toMs, type Instant } from '#domain/time.ts'
import type { InterfaceLanguage } from '#domain/user.ts'
import { eachOf } from '../actions/each-of.ts'
import type { InstallationFacts } from '../actions/open-installation.ts'
import type { World } from '../actions/world.ts'
import { verifyTrail, type TrailVerdict } from '../store/verify-trail.ts'
import { readArguments } from './arguments.ts'
import { tellIn, type Tell } from './doctor-words.ts'
import { lastBackup } from './last-backup.ts'
import { sourceSentence } from './source-words.ts'
import { say, type Command } from './terminal.ts'
import { deskAt } from './through-desk.ts'
import { dataPlace } from './with-world.ts'

interface Finding { check: string, ok: boolean, detail: string }

const enoughBytes = 512 * 1024 * 1024
const dayMs = 86_400_000
const freshDays = 7

const ofMachine = (folder: string, tell: Tell): Finding[] => {
  const { bavail, bsize } = statfsSync(existsSync(folder) ? folder : '.')
  const free = bavail * bsize
  const dist = fileURLToPath(new URL('../../dist/index.html', import.meta.url))
  return [
    { check: 'node', ok: Number(process.versions.node.split('.')[0]) >= 24, detail: process.versions.node },
    { check: 'disk', ok: free > enoughBytes, detail: tell(free > enoughBytes ? 'disk-free' : 'disk-full', { mb: Math.round(free / 1024 / 1024) }) },
    { check: 'client', ok: existsSync(dist), detail: tell(existsSync(dist) ? 'client-built' : 'client-missing') },
  ]
}

const isWritable = (path: string): boolean => {
  try {
    accessSync(path, constants.W_OK)
    return true
  } catch {
    return false
  }
}

/** Texts and names of citizens lie in the folder: nobody but its owner reads them, and the desk must be able to write. */
const ofFolder = (folder: string, tell: Tell): Finding => {
  const files = [folder, ...['qulaq.sqlite', 'blobs'].map(name => resolve(folder, name)).filter(path => existsSync(path))]
  const locked = files.filter(path => !isWritable(path))
  const open = process.platform === 'win32' ? [] : files.filter(path => (statSync(path).mode & 0o077) !== 0)
  const problems = [...locked.map(path => tell('folder-locked', { path })), ...open.map(path => tell('folder-open', { path }))]
  return { check: 'folder', ok: problems.length === 0, detail: problems.join('; ') || tell('folder-own', { folder }) }
}

const ofControl = async (folder: string, tell: Tell): Promise<Finding> => {
  const desk = await deskAt(folder)
  desk?.destroy()
  return { check: 'control', ok: true, detail: tell(desk ? 'desk-runs' : 'no-desk') }
}

const ofBackup = (installation: InstallationFacts | undefined, now: Instant, tell: Tell): Finding => {
  const last = lastBackup()
  const days = last && Math.floor((toMs(now) - toMs(last.madeAt)) / dayMs)
  const told = last ? tell('backup-made', { days, file: last.file }) : tell('backup-none')
  const ok = installation?.demo === true || (days !== null && days <= freshDays)
  return { check: 'backup', ok, detail: ok ? told : `${told}: ${tell('backup-advice')}` }
}

/** Each source that is not well in the sentence of the screen, and how many there are. Late or quiet is no fault of the installation, nor that there is none: posts can be imported and pasted. */
const ofSources = async ({ store: { read } }: World, language: InterfaceLanguage): Promise<Finding[]> => {
  const told: Finding[] = []
  let [watched, unseen] = [0, 0]
  for await (const source of eachOf(read, 'source', { where: {}, order: { by: 'id', direction: 'asc' } })) {
    const { name, health: { state } } = source
    const ok = state !== 'broken' && state !== 'blocked'
    watched += 1
    unseen += ok ? 0 : 1
    if (state !== 'ok') told.push({ check: 'source', ok, detail: `${name}: ${sourceSentence(source, language)}` })
  }
  const detail = watched === 0 ? tellIn(language)('no-sources') : withValues(sharedWords[language].sources.summary, { count: watched, unseen })
  return [...told, { check: 'sources', ok: unseen === 0, detail }]
}

const ofVerdict = (verdict: TrailVerdict, language: InterfaceLanguage): string => 'brokenAt' in verdict
  ? tellIn(language)('trail-broken', { line: verdict.brokenAt, why: sharedWords[language].trail.fault[verdict.why] })
  : tellIn(language)('trail-whole', { lines: verdict.lines })

/** Half a minute is nobody's fault. */
const clockSlackMs = 30_000

const ofDesk = async (world: World, language: InterfaceLanguage): Promise<Finding[]> => {
  const { read, about } = world.store
  const tell = tellIn(language)
  const { engine, schema } = await about()
  const verdict = await verifyTrail(read)
  const year = nextListWarning(world.calendar, world.now())
  const installation = (await read.get('setting', 'installation'))?.value as InstallationFacts | undefined
  const { at } = await read.head()
  const isLate = at !== null && toMs(world.now()) < toMs(at) - clockSlackMs
  return [
    { check: 'storage', ok: true, detail: `${engine}, schema ${schema}` },
    { check: 'installation', ok: installation !== undefined, detail: tell(installation ? 'installed' : 'not-installed') },
    { check: 'trail', ok: !('brokenAt' in verdict), detail: ofVerdict(verdict, language) },
    { check: 'clock', ok: !isLate, detail: isLate ? tell('clock-late', { now: world.now(), at }) : world.now() },
    { check: 'calendar', ok: year === null, detail: year === null ? tell('calendar-confirmed') : tell('calendar-missing', { year }) },
    ...await ofSources(world, language),
    ofBackup(installation, world.now(), tell),
  ]
}

export const doctor: Command = async (terminal, args) => {
  readArguments(args, [], {})
  const { folder, mongodbUrl } = dataPlace()
  const tell = tellIn(terminal.language)
  const findings = ofMachine(folder, tell)
  const isLaid = existsSync(resolve(folder, 'qulaq.sqlite'))
  if (!mongodbUrl && isLaid) findings.push(ofFolder(folder, tell), await ofControl(folder, tell))
  if (mongodbUrl || isLaid) findings.push(...await terminal.withWorld('read', world => ofDesk(world, terminal.language)))
  else findings.push({ check: 'installation', ok: false, detail: tell('no-data', { folder }) })
  for (const finding of findings) await say(terminal, finding)
  if (findings.some(({ ok }) => !ok)) terminal.fail()
}
