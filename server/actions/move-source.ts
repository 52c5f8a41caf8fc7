// A source has a new address: it goes on from its cursor there, at once.
import { act, byMachine, found } from './act.ts'
import type { World } from './world.ts'

export const moveSource = (world: World, sourceId: string, url: string): Promise<null> =>
  act(world, byMachine, { name: 'move-source', input: { sourceId, url }, starts: [['source', sourceId]] }, async (tx) => {
    const source = found(await tx.get('source', sourceId), 'source')
    await tx.put('source', { ...source, url, nextRunAt: tx.now })
    return null
  })
