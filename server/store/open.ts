// Chooses the engine. Only the chosen one is loaded.
import type { Filling } from './engine.ts'
import type { Stems, Store } from './store.ts'

/**
 * The store of a desk: in the replica set at `mongodbUrl` when it is given, else in `folder`.
 * Refusals are those of `openMongo` and `openSqlite`.
 */
export const openStore = async ({ folder, mongodbUrl, readOnly, stems }: { folder: string, mongodbUrl?: string, readOnly?: boolean, stems?: Stems }): Promise<Store> => {
  if (mongodbUrl) {
    const { openMongo } = await import('./mongo.ts')
    return await openMongo({ url: mongodbUrl, readOnly, stems })
  }
  const { openSqlite } = await import('./sqlite.ts')
  return await openSqlite({ folder, readOnly, stems })
}

/** An empty desk to restore into, in the same place as `openStore` would look. Refusals are those of `fillMongo` and `fillSqlite`. */
export const openFilling = async ({ folder, mongodbUrl }: { folder: string, mongodbUrl?: string }): Promise<Filling> => {
  if (mongodbUrl) {
    const { fillMongo } = await import('./mongo-fill.ts')
    return await fillMongo({ url: mongodbUrl })
  }
  const { fillSqlite } = await import('./sqlite-fill.ts')
  return await fillSqlite({ folder })
}
