// Chooses the engine. Only the chosen one is loaded.
import type { Store } from './store.ts'

/**
 * The store of a desk: in the replica set at `mongodbUrl` when it is given, else in `folder`.
 * Refusals are those of `openMongo` and `openSqlite`.
 */
export const openStore = async ({ folder, mongodbUrl, readOnly }: { folder: string, mongodbUrl?: string, readOnly?: boolean }): Promise<Store> => {
  if (mongodbUrl) {
    const { openMongo } = await import('./mongo.ts')
    return await openMongo({ url: mongodbUrl, readOnly })
  }
  const { openSqlite } = await import('./sqlite.ts')
  return await openSqlite({ folder, readOnly })
}
