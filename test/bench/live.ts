// `npm run bench live`: from the answer of a command to the sockets of all who look on, beside bare socket.io with the same event at the same rate.
import { randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import { Agent } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { signInAs } from '../http/person.ts'
import { password } from '../actions/tree.ts'
import { at, exchange } from './calls.ts'
import { layDesk } from './http.ts'
import { heard, start, stop } from './process.ts'

const seconds = 10
/** Tickets of the desk: enough that none is changed twice. */
const rows = 1000

interface Crowd { sockets: number, perSecond: number }
const crowds: readonly Crowd[] = [{ sockets: 100, perSecond: 10 }, { sockets: 1000, perSecond: 20 }]

const clock = () => performance.timeOrigin + performance.now()

/** Each event is born when `tell` is over. How long all sockets waited for it, sorted, in milliseconds. */
const hearing = async (url: string, cookie: string, { sockets, perSecond }: Crowd, tell: (n: number) => Promise<{ id: string, born: number }>): Promise<number[]> => {
  const listeners = start('listeners.ts')
  listeners.send({ url, cookie, count: sockets, event: 'happened' })
  await heard(listeners)
  const events = seconds * perSecond
  const began = performance.now()
  for (let n = 0; n < events; n++) {
    await pause(Math.max(0, began + n * 1000 / perSecond - performance.now()))
    listeners.send(await tell(n))
  }
  await pause(1000)
  listeners.send('report')
  const times = await heard<number[]>(listeners)
  await stop(listeners)
  if (times.length !== events * sockets) throw new Error(`${times.length} of ${events * sockets} events were heard`)
  return times
}

const row = (...cells: string[]) => console.log(`| ${cells.map(cell => cell.padStart(24)).join(' | ')} |`)
const both = (times: readonly number[]) => `${at(times, 0.5).toFixed(1)} / ${at(times, 0.99).toFixed(1)} ms`

const bareHearing = async (crowd: Crowd): Promise<number[]> => {
  const bare = start('bare-socket.ts')
  try {
    return await hearing(await heard<string>(bare), '', crowd, async (n) => {
      const id = `ticket-${n}`
      const sent = heard<number>(bare)
      bare.send(id)
      return { id, born: await sent }
    })
  } finally {
    await stop(bare)
  }
}

export const benchLive = async (): Promise<void> => {
  const { folder, tickets } = await layDesk(rows)
  const desk = start('served-desk.ts', { BENCH_FOLDER: folder })
  try {
    const url = await heard<string>(desk)
    const { cookie } = await signInAs(url, 'marzhan', password)
    const agent = new Agent({ keepAlive: true })
    console.log('\nLive: from the answer of a command to the sockets, p50 / p99\n')
    row('', 'desk', 'bare socket.io', 'ratio of p99')
    row('---', '---:', '---:', '---:')
    let used = 0
    for (const crowd of crowds) {
      const ours = await hearing(url, cookie, crowd, async () => {
        const id = tickets[used++] ?? ''
        await exchange(url, agent, { method: 'POST', path: `/api/v1/tickets/${id}/control`, headers: { cookie, 'idempotency-key': randomUUID() }, body: JSON.stringify({ on: true }) })
        return { id, born: clock() }
      })
      const bare = await bareHearing(crowd)
      row(`${crowd.sockets} sockets, ${crowd.perSecond}/s`, both(ours), both(bare), (at(ours, 0.99) / at(bare, 0.99)).toFixed(1))
    }
    agent.destroy()
  } finally {
    await stop(desk)
    rmSync(folder, { recursive: true, force: true })
  }
}
