// A desk at work while it is backed up: twelve callers who take numbers, and give the backup no quiet moment.
import type { Store, Tx } from '../../server/store/store.ts'
import { said, unit } from './documents.ts'

/** One act: a number, a counter that tells the last one, a document and a line of its own. */
export const takeNumber = (series: string) => async (tx: Tx): Promise<string> => {
  const number = await tx.next(series)
  const counter = await tx.get('setting', series)
  if (counter) await tx.put('setting', { ...counter, value: number })
  else await tx.insert('setting', { id: series, value: number })
  await tx.insert('setting', { id: `${series}:${number}`, value: `Су жоқ\t«${number}»\n\u2028${'ә'.repeat(300)}` })
  tx.append(said(`${series}:${number}`))
  return `${series}:${number}`
}
export interface Writers {
  /** Resolves when so many further acts are answered. */
  more(acts: number): Promise<void>
  /** How many acts were answered in all. */
  stop(): Promise<number>
}

/** Twelve callers write one after another until they are stopped. */
export const startWriters = (store: Store): Writers => {
  let [acts, stopped] = [0, false]
  const waiting = new Set<{ until: number, resolve: () => void }>()
  const write = async (caller: number) => {
    for (let turn = 0; !stopped; turn++) {
      await store.transact(unit(takeNumber(`series${caller % 3}`), { command: { key: `${caller}-${turn}`, hash: 'h' } }))
      acts += 1
      for (const one of waiting) if (acts >= one.until && waiting.delete(one)) one.resolve()
    }
  }
  const callers = Promise.all(Array.from({ length: 12 }, (_, caller) => write(caller)))
  const stop = async () => {
    stopped = true
    await callers
    return acts
  }
  const more = async (count: number) => {
    const enough = new Promise<void>(resolve => void waiting.add({ until: acts + count, resolve }))
    // What goes wrong while it is waited for is thrown here.
    await Promise.race([enough, callers.then(() => {})])
  }
  return { more, stop }
}

/** Others are given time to write between the parts of the copy, however fast the machine is. */
export const atWork = (source: Store, writers: Writers): Store => ({
  ...source,
  copy: async () => {
    const copy = await source.copy()
    await writers.more(60)
    return {
      ...copy,
      series: async function* () {
        await writers.more(60)
        yield* copy.series()
      },
    }
  },
})
