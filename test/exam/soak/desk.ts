// The desk of the soak exam in a process of its own, with its jobs and the clock of the wall; says what memory it holds when asked. Run with --expose-gc.
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { startDesk } from '../../../server/desk.ts'
import { deskStems, makeLog } from '../../../server/make-world.ts'
import { openStore } from '../../../server/store/open.ts'
import type { DeskTask, Memory } from './protocol.ts'

const [{ folder, fetchAllow, fault }] = await once(process, 'message') as [DeskTask]
const desk = await startDesk({
  store: await openStore({ folder, stems: deskStems }), log: makeLog('error'), config: { host: '127.0.0.1', port: 0, fetchAllow, contact: '' },
})

const held: string[] = []
const standStill = (ms: number) => { for (const from = performance.now(); performance.now() - from < ms;); }
if (fault === 'leak') desk.world.store.subscribe(() => void held.push(randomBytes(4096).toString('hex')))
if (fault === 'slow') setInterval(() => standStill(500), 10_000)

const memory = (): Memory => {
  globalThis.gc?.()
  const { rss, heapUsed, external } = process.memoryUsage()
  return { rss: rss / 2 ** 20, heap: (heapUsed + external) / 2 ** 20 }
}
process.on('message', () => void process.send?.(memory()))
process.once('disconnect', () => void desk.close())
process.send?.(desk.url)
