// After the soak exam: is everything there that was written and acknowledged?
import { openStore } from '../../../server/store/open.ts'
import { verifyTrail } from '../../../server/store/verify-trail.ts'
import type { Life } from './work.ts'

/** What a line says about the life itself; the others were told beside it. */
const ofLife = new Set(['register', 'accept', 'draft', 'submit', 'approve', 'publish', 'close'])

/** Words for what is missing; empty when nothing is. `written`: posts that the feeds have shown. */
export const lostOf = async (folder: string, lives: readonly Life[], { written, sourceIds }: { written: number, sourceIds: readonly string[] }): Promise<string[]> => {
  const store = await openStore({ folder, readOnly: true })
  const { read } = store
  const lost: string[] = []
  const counts = await Promise.all(sourceIds.map(sourceId => read.count('post', { where: { sourceId }, order: { by: 'collectedAt', direction: 'asc' } })))
  const taken = counts.reduce((sum, count) => sum + count, 0)
  if (taken !== written) lost.push(`${taken} posts of ${written} were taken in`)
  for (const { ticketId, done } of lives) {
    const told = (await read.eventsOf({ ticketId })).map(({ event }) => event.type).filter(type => ofLife.has(type))
    if (told.join() !== done.join()) lost.push(`ticket ${ticketId}: the trail tells ${told.join()}, answered were ${done.join()}`)
  }
  const proof = await verifyTrail(read)
  if (!('lines' in proof)) lost.push(`the trail: ${JSON.stringify(proof)}`)
  await store.close()
  return lost
}
