// The tree of akimats and bodies as this process shows it: kept in memory, and read anew once an act has changed it, here or in another process.
import type { Organisation } from '#domain/organisation.ts'
import type { Read, Tx } from '../store/store.ts'
import { eachOf } from './each-of.ts'

/** The setting whose version grows with every act that changes an organisation: all that a look at the tree has to ask for. */
const treeSetting = 'tree'

export type Tree = ReadonlyMap<string, Organisation>
/** By id, as they are committed now. */
export interface KeptTree { current: () => Promise<Tree> }

export const keepTree = (read: Read): KeptTree => {
  let kept: { revision: number, tree: Tree } | null = null
  return {
    current: async () => {
      // The revision first: a tree that is newer than it is only read once more.
      const revision = (await read.get('setting', treeSetting))?.version ?? 0
      if (kept?.revision === revision) return kept.tree
      const all = await Array.fromAsync(eachOf(read, 'organisation', { where: {}, order: { by: 'id', direction: 'asc' } }))
      const tree = new Map(all.map(organisation => [organisation.id, organisation]))
      // Of two that read at once the one that began earlier does not have the last word.
      if (kept === null || kept.revision < revision) kept = { revision, tree }
      return tree
    },
  }
}

/** The same unit of work; its first change of an organisation raises the revision with it. */
export const watchingTree = (tx: Tx): Tx => {
  let isRaised = false
  const raise = async () => {
    if (isRaised) return
    isRaised = true
    const setting = await tx.get('setting', treeSetting)
    await (setting ? tx.put('setting', setting) : tx.insert('setting', { id: treeSetting, value: null }))
  }
  return {
    ...tx,
    insert: async (noun, document) => {
      if (noun === 'organisation') await raise()
      return await tx.insert(noun, document)
    },
    put: async (noun, document) => {
      if (noun === 'organisation') await raise()
      return await tx.put(noun, document)
    },
    remove: async (noun, seen) => {
      if (noun === 'organisation') await raise()
      await tx.remove(noun, seen)
    },
  }
}
