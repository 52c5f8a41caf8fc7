// Opens the data folder for one command. Reading goes beside a running desk; writing takes the folder's lock, or is refused in words.
import { resolve } from 'node:path'
import { Refusal } from '#domain/refusal.ts'
import type { Organisation } from '#domain/organisation.ts'
import { interfaceLanguages, type InterfaceLanguage } from '#domain/user.ts'
import { eachOf } from '../actions/each-of.ts'
import type { World } from '../actions/world.ts'
import { readConfig } from '../config.ts'
import { deskStems, makeLog, makeWorld } from '../make-world.ts'
import { openStore } from '../store/open.ts'

/** Where the desk of this process lies. */
export const dataPlace = (): { folder: string, mongodbUrl?: string } => {
  const { dataDir, mongodbUrl } = readConfig(process.env)
  return { folder: resolve(dataDir), mongodbUrl }
}

/** As the system of the person is set (POSIX: LC_ALL before LC_MESSAGES before LANG); English where that is none of ours. */
export const ownLanguage = (): InterfaceLanguage => {
  const { LC_ALL, LC_MESSAGES, LANG } = process.env
  const code = (LC_ALL || LC_MESSAGES || LANG || '').slice(0, 2)
  return interfaceLanguages.find(language => language === code) ?? 'en'
}

export const withWorld = async <T>(access: 'read' | 'write', work: (world: World) => Promise<T>): Promise<T> => {
  const config = readConfig({ LOG_LEVEL: 'warn', ...process.env })
  const store = await openStore({ ...dataPlace(), readOnly: access === 'read', stems: deskStems })
  try {
    const world = makeWorld({ store, config, log: makeLog(config.logLevel) })
    await world.keptCalendar.refresh()
    return await work(world)
  } finally {
    await store.close()
  }
}

export const organisationsOf = (world: World): Promise<Organisation[]> =>
  Array.fromAsync(eachOf(world.store.read, 'organisation', { where: {}, order: { by: 'id', direction: 'asc' } }))

/** By prefix; the only akimat, or the root, where none is named. */
export const akimatBy = async (world: World, prefix: string | undefined): Promise<Organisation> => {
  const akimats = (await organisationsOf(world)).filter(({ kind }) => kind === 'akimat')
  const akimat = prefix === undefined ? akimats.find(({ parentId }) => parentId === null) : akimats.find(one => one.prefix === prefix.toUpperCase())
  if (akimat) return akimat
  if (prefix === undefined) throw new Refusal('bad-input', 'there is no akimat yet: run init first', { field: 'folder', problem: 'no-akimat' })
  throw new Refusal('bad-input', `no akimat has the prefix ${prefix}`, { field: '--akimat', problem: 'unknown', value: prefix, known: akimats.flatMap(one => one.prefix ?? []) })
}
