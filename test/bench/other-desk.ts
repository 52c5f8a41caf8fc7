// One of two processes that write in the same MongoDB desk: takes posts in, says so, and registers and changes them when it is told to go.
import { once } from 'node:events'
import { deskStems } from '../../server/make-world.ts'
import { openStore } from '../../server/store/open.ts'
import type { Cast } from '../actions/tree.ts'
import { callers, changesPerSecond, openDesk, registerTogether, takePage, type Waiting } from './desk.ts'
import { perSecond } from './timing.ts'

const { mongodbUrl, cast }: { mongodbUrl: string, cast: Cast } = JSON.parse(process.env.BENCH_DESK ?? '{}')
const store = await openStore({ folder: '', mongodbUrl, stems: deskStems })
const desk = await openDesk(store, cast)
const waiting: Waiting = []
for (let page = 0; page < 50; page++) waiting.push(...await takePage(desk, 200))
process.send?.('ready')
await once(process, 'message')
process.send?.(await perSecond(callers, () => registerTogether(desk, waiting, callers)))
await once(process, 'message')
process.send?.(await changesPerSecond(desk))
await store.close()
process.disconnect()
