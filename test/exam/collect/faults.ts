// The faults that the exams of the collectors must find, laid over the desk from outside: the product knows nothing of them.
import { setTimeout as pause } from 'node:timers/promises'
import { collectorOf } from '../../../collectors/list.ts'
import type { Post } from '#domain/post.ts'
import type { Source } from '#domain/source.ts'
import { act, byMachine, found } from '../../../server/actions/act.ts'
import { hearingOf } from '../../../server/actions/collect.ts'
import { keepPage } from '../../../server/actions/keep-page.ts'
import type { World } from '../../../server/actions/world.ts'
import type { Store, Tx, Unit } from '../../../server/store/store.ts'
import type { Fault } from './protocol.ts'

const change = (world: World, { id }: Source, fields: Partial<Source>) =>
  act(world, byMachine, { name: 'exam', input: null, starts: [['source', id]] }, async (tx) => {
    await tx.put('source', { ...found(await tx.get('source', id), 'source'), ...fields })
    return null
  })

const beforeKeepingMs = 150

/** Says how far it has read before it has kept what it read. */
export const lookCursorFirst = async (world: World, source: Source, signal: AbortSignal): Promise<void> => {
  const collector = collectorOf(source.network)
  if (!collector) throw new Error(`nothing reads ${source.network}`)
  for await (const page of collector.poll({ source, ...hearingOf(world, collector), signal, deep: false, once: true, wanted: () => true })) {
    await change(world, source, { cursor: page.cursor })
    await pause(beforeKeepingMs)
    await Array.fromAsync(keepPage({ world, caller: byMachine, source, collector, jitter: 0 }, page, 0))
  }
}

/** As if the source had been looked at in depth just now. */
export const withoutDeepLook = async (world: World, source: Source): Promise<Source> => {
  const deepAt = world.now()
  await change(world, source, { deepAt })
  return { ...source, deepAt }
}

/** A document of the noun that is asked for is a post: the types of the seam do not follow that. */
const asPost = (doc: object) => doc as Post

const doubling = (tx: Tx): Tx => ({
  ...tx,
  find: async (noun, key, values) => noun === 'post' ? undefined : await tx.find(noun, key, values),
  insert: (noun, doc) => tx.insert(noun, noun === 'post' ? { ...doc, key: `${asPost(doc).key}#${doc.id}` } : doc),
})
const putting = (tx: Tx, altered: (post: Post) => Partial<Post>): Tx => ({
  ...tx, put: (noun, doc) => tx.put(noun, noun === 'post' ? { ...doc, ...altered(asPost(doc)) } : doc),
})

const wrongly: Partial<Record<Fault, (tx: Tx) => Tx>> = {
  'doubles': doubling,
  'forgets-versions': tx => putting(tx, ({ versions }) => ({ versions: versions.slice(-1) })),
  'blind-to-deletions': tx => putting(tx, () => ({ deletedAt: null })),
}

export const withFault = (store: Store, fault: Fault | null): Store => {
  const wrong = fault === null ? undefined : wrongly[fault]
  return wrong === undefined ? store : { ...store, transact: <T>(unit: Unit<T>) => store.transact({ ...unit, run: tx => unit.run(wrong(tx)) }) }
}
