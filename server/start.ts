// Starts the desk for a person at a terminal, and stops it in order.
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Log } from './actions/world.ts'
import { errorWords } from './commands/refusal-words.ts'
import { ownLanguage } from './commands/with-world.ts'
import { readConfig, type Config } from './config.ts'
import { openControl, type Control } from './control.ts'
import { demoPassword, makeDemo } from './demo/make-demo.ts'
import people from './demo/people.json' with { type: 'json' }
import { startDesk, type Desk } from './desk.ts'
import { deskStems, makeLog } from './make-world.ts'
import { openStore } from './store/open.ts'
import { openSqlite } from './store/sqlite.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const clientDir = here('../dist')

const isEmpty = (folder: string) => !existsSync(folder) || readdirSync(folder).length === 0

/** The demo is made beside the folder and moved in whole: a start that is cut off leaves the folder empty, not half full. */
const fillWithDemo = async (folder: string, log: Log) => {
  const beside = `${folder}.making`
  rmSync(beside, { recursive: true, force: true })
  mkdirSync(beside, { recursive: true, mode: 0o700 })
  const store = await openSqlite({ folder: beside, stems: deskStems, isMaking: true })
  await makeDemo(store, new Date().toISOString(), log)
  await store.close()
  rmSync(folder, { recursive: true, force: true })
  renameSync(beside, folder)
}

const buildClient = async () => {
  if (existsSync(join(clientDir, 'index.html'))) return
  console.log('Building the client, once …')
  const { build } = await import('vite')
  await build({ configFile: here('../client/vite.config.ts'), logLevel: 'warn' })
}

const devClient = async () => {
  const { createServer } = await import('vite')
  const vite = await createServer({ configFile: here('../client/vite.config.ts'), server: { middlewareMode: true }, appType: 'spa' })
  return vite.middlewares
}

const sayWhoIsWho = () => {
  console.log(`  Demo people (password of each: ${demoPassword}):`)
  for (const { login, name, roles } of people.people) console.log(`    ${login.padEnd(10)} ${roles.map(({ role, organisation }) => `${role} · ${organisation}`).join(', ').padEnd(40)} ${name}`)
}

/** A system that stops services waits longer than this before it kills. */
const closingAtMostMs = 20_000

const stopInOrder = (desk: Desk, log: Log) => {
  let stopping = false
  const stop = (signal: string) => {
    if (stopping) return
    stopping = true
    log.info({ signal }, 'closing')
    // What was acknowledged is kept already: whatever still hangs then is let go of.
    setTimeout(() => {
      log.error({ signal }, 'closing took too long')
      process.exit(1)
    }, closingAtMostMs).unref()
    desk.close().then(() => process.exit(0), (error: unknown) => {
      log.error({ err: error }, 'closing failed')
      process.exit(1)
    })
  }
  process.on('SIGTERM', () => stop('SIGTERM')).on('SIGINT', () => stop('SIGINT'))
}

const withControl = (desk: Desk, control: Control): Desk => ({
  ...desk,
  close: async () => {
    await control.close()
    await desk.close()
  },
})

const open = async (config: Config, log: Log, isDev: boolean): Promise<Desk> => {
  const folder = resolve(config.dataDir)
  const { mongodbUrl } = config
  // The demo lives in a folder of its own; a replica set is laid out by `init`.
  if (!mongodbUrl && isEmpty(folder)) {
    console.log('The data folder is empty: making the demo …')
    await fillWithDemo(folder, log)
  }
  const store = await openStore({ folder, mongodbUrl, stems: deskStems })
  // After the folder is taken: a second server is refused at once, not after a build.
  if (!isDev) await buildClient()
  const desk = await startDesk({ store, config, log, pictureDir: join(folder, 'pictures'), ...isDev ? { client: await devClient() } : { clientDir } })
  // In MongoDB a command writes by itself, beside any number of desks.
  return mongodbUrl ? desk : withControl(desk, await openControl(folder, desk.world))
}

/** `isDev`: Vite serves the client from its sources. */
export const start = async (isDev: boolean): Promise<void> => {
  try {
    const config = readConfig(process.env)
    const log = makeLog(config.logLevel)
    const desk = await open(config, log, isDev)
    stopInOrder(desk, log)
    console.log(`\nQulaq is open: ${desk.url}\n`)
    if (desk.installation?.demo) sayWhoIsWho()
    if (!desk.installation) console.log('  Nobody can sign in yet: lay out your akimat with  npm run -s qulaq -- init "NAME"\n')
  } catch (error) {
    console.error(`Qulaq cannot start: ${await errorWords(error, ownLanguage(), '')}`)
    process.exit(1)
  }
}
