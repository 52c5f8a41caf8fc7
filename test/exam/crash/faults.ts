// The faults that the exam must find, laid over the store from outside: the product knows nothing of them.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Store, Tx, Unit } from '../../../server/store/store.ts'
import type { Fault } from './protocol.ts'

/** Answers as soon as the act has run, before its group is committed. */
const answersEarly = (store: Store): Store['transact'] => unit => new Promise((resolve, reject) => {
  const run = async (tx: Tx) => {
    const answer = await unit.run(tx)
    resolve(answer)
    return answer
  }
  store.transact({ ...unit, run }).then(resolve, reject)
})

const blockSize = 32
interface Block { next: number, until: number }

/** A sequence as databases have them: taken from the disk by blocks, outside the unit of work, and never given back. */
const drawFrom = (folder: string, blocks: Map<string, Block>, series: string): number => {
  const file = join(folder, `sequence-${encodeURIComponent(series)}`)
  const known = blocks.get(series)
  const taken = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0
  const block = known && known.next <= known.until ? known : { next: taken + 1, until: taken + blockSize }
  if (block !== known) writeFileSync(file, String(block.until))
  blocks.set(series, { ...block, next: block.next + 1 })
  return block.next
}
const numbersOutside = (store: Store, folder: string): Store['transact'] => {
  const blocks = new Map<string, Block>()
  return <T>(unit: Unit<T>) => store.transact({ ...unit, run: tx => unit.run({ ...tx, next: async series => drawFrom(folder, blocks, series) }) })
}

export const withFault = (store: Store, fault: Fault | null, folder: string): Store => {
  if (fault === null) return store
  return { ...store, transact: fault === 'early' ? answersEarly(store) : numbersOutside(store, folder) }
}
