// Files of evidence: each knows the evidence that names it. Only the leader keeps and removes bytes, one after the other, so that none is removed while it is named anew.
import type { KeptEvidence } from '#domain/post.ts'
import type { Tx } from '../store/store.ts'
import { act, byMachine } from './act.ts'
import { demandLease, type Fence } from './lease.ts'
import type { World } from './world.ts'

const atOnce = 100

export const nameFile = async (tx: Tx, hash: string, evidenceId: string): Promise<void> => {
  const file = await tx.get('file', hash)
  const evidenceIds = [...new Set([...file?.evidenceIds ?? [], evidenceId])]
  if (file) await tx.put('file', { ...file, evidenceIds, unused: false })
  else await tx.insert('file', { id: hash, evidenceIds, unused: false })
}

/** The evidence names its files no more; how many. The bytes go when nobody else names them: see `sweepFiles`. */
export const dropFiles = async (tx: Tx, { id, media }: Pick<KeptEvidence, 'id' | 'media'>): Promise<number> => {
  const hashes = [...new Set(media.flatMap(({ hash }) => hash ?? []))]
  for (const hash of hashes) {
    const file = await tx.get('file', hash)
    if (!file) continue
    const evidenceIds = file.evidenceIds.filter(named => named !== id)
    await tx.put('file', { ...file, evidenceIds, unused: evidenceIds.length === 0 })
  }
  return hashes.length
}

/** Is it still named by nobody? Then, with `forget`, its record goes too. */
const isUnused = (world: World, fence: Fence | undefined, hash: string, forget: boolean) =>
  act(world, byMachine, { name: 'sweep-file', input: { hash }, starts: [['file', hash]] }, async (tx) => {
    await demandLease(tx, fence)
    const file = await tx.get('file', hash)
    if (!file?.unused) return false
    if (forget) await tx.remove('file', file)
    return true
  })

/** Removes the bytes of files that nobody names; how many. A crash leaves the record, and the next round comes back to it. */
export const sweepFiles = async (world: World, fence?: Fence): Promise<number> => {
  let swept = 0
  for (;;) {
    const { items } = await world.store.read.list('file', { where: { unused: true }, order: { by: 'id', direction: 'asc' }, limit: atOnce })
    for (const { id } of items) {
      if (!await isUnused(world, fence, id, false)) continue
      await world.store.blobs.remove(id)
      await isUnused(world, fence, id, true)
      swept += 1
    }
    if (items.length < atOnce) return swept
  }
}
