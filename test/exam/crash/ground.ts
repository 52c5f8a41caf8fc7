// Where a desk of the exam keeps what it knows: a folder, or a database in a replica set. The office is laid out in it once.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { makeLog, makeWorld } from '../../../server/make-world.ts'
import { openStore } from '../../../server/store/open.ts'
import type { Read, Store } from '../../../server/store/store.ts'
import { layOutOffice, type Cast } from '../../actions/tree.ts'

export const engines = ['sqlite', 'mongodb'] as const
export type Engine = typeof engines[number]

export interface Ground {
  folder: string
  mongodbUrl?: string
  cast: Cast
  /** Reads beside the desk, as another process does. */
  reading: <T>(work: (read: Read) => Promise<T>) => Promise<T>
  /** A whole store beside the desk, where the engine lets two write. */
  beside: Store | null
  /** What the engine itself finds wrong with its file, null when nothing. */
  damage: () => string | null
  close: () => Promise<void>
}

const laidOut = async (given: { folder: string, mongodbUrl?: string }): Promise<Cast> => {
  const store = await openStore(given)
  const world = makeWorld({ store, config: { fetchAllow: [], contact: '' }, log: makeLog('silent'), now: () => '2026-10-01T05:00:00.000Z' })
  const cast = await layOutOffice(world)
  await store.close()
  return cast
}

/** A desk in a folder; `parent` is where the folder is made. */
export const sqliteGround = async (parent = tmpdir()): Promise<Ground> => {
  const folder = await mkdtemp(join(parent, 'qulaq-crash-'))
  const cast = await laidOut({ folder })
  return {
    folder, cast, beside: null,
    reading: async (work) => {
      const store = await openStore({ folder, readOnly: true })
      try {
        return await work(store.read)
      } finally {
        await store.close()
      }
    },
    damage: () => {
      const db = new DatabaseSync(join(folder, 'qulaq.sqlite'), { readOnly: true })
      const said = db.prepare('PRAGMA integrity_check').all().map(row => String(row.integrity_check)).join('; ')
      db.close()
      return said === 'ok' ? null : said
    },
    close: async () => await rm(folder, { recursive: true }),
  }
}

/** A desk in a database of its own at this address. */
export const mongoGround = async (mongodbUrl: string): Promise<Ground> => {
  const folder = await mkdtemp(join(tmpdir(), 'qulaq-crash-'))
  const cast = await laidOut({ folder, mongodbUrl })
  const beside = await openStore({ folder, mongodbUrl })
  return {
    folder, mongodbUrl, cast, beside, damage: () => null,
    reading: work => work(beside.read),
    close: async () => {
      await beside.close()
      await rm(folder, { recursive: true })
    },
  }
}
