// The measured desk in a process of its own: opens the folder it is told, serves it on a free port, and says how much memory it holds when asked.
import { startDesk } from '../../server/desk.ts'
import { deskStems, makeLog } from '../../server/make-world.ts'
import { openStore } from '../../server/store/open.ts'
import { now } from './desk.ts'

const store = await openStore({ folder: process.env.BENCH_FOLDER ?? '', stems: deskStems })
const config = { host: '127.0.0.1', port: 0, fetchAllow: [], contact: '' }
// All who listen here do it with one session.
const desk = await startDesk({ store, linesAtMost: { person: Infinity, all: Infinity }, log: makeLog('silent'), now: () => now, withJobs: false, config })
process.on('message', () => void process.send?.(Math.round(process.memoryUsage().rss / 2 ** 20)))
process.once('disconnect', () => void desk.close())
process.send?.(desk.url)
