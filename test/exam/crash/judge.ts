// What must hold of the state after each death, judged by somebody who knows only what was answered and what the trail tells.
import { isDeepStrictEqual } from 'node:util'
import { ticketStates } from '#domain/ticket.ts'
import type { TrailLine } from '#domain/trail.ts'
import { genesisHash, verifyLine } from '../../../server/store/chain.ts'
import type { Read } from '../../../server/store/store.ts'
import { asKept, asTold } from '../../actions/as-kept.ts'
import { tellTicket, type Told } from '../../actions/told.ts'

const pageSize = 1000

/** Each fault by its kind: how often, and the first one in words. */
export type Faults = Map<string, { times: number, first: string }>

export interface Judge {
  faults: Faults
  fault: (kind: string, words: string) => void
  /** Reads on from where it stood: chain, numbers, tickets. `whole`: compares every ticket, not only those of new lines. */
  look: (read: Read, whole?: boolean) => Promise<void>
  tickets: Map<string, Told>
  /** Hash of each line from the first. */
  hashes: string[]
  /** Lines by people of a type. */
  timesTold: (type: string) => number
}

const serialOf = (number: string) => Number(number.slice(number.lastIndexOf('-') + 1))
const seriesOf = (number: string) => number.slice(0, number.lastIndexOf('-'))

/** Field by field. */
const differences = (kept: object, told: object): string[] => Object.entries(kept).flatMap(([field, value]) => {
  const said: unknown = Reflect.get(told, field)
  return isDeepStrictEqual(value, said) ? [] : `${field} is kept as ${JSON.stringify(value)} and told as ${JSON.stringify(said)}`
})

export const makeJudge = (): Judge => {
  const faults: Faults = new Map()
  const tickets = new Map<string, Told>()
  const hashes: string[] = []
  const serials = new Map<string, number>()
  const types = new Map<string, number>()

  const fault = (kind: string, words: string) => {
    const known = faults.get(kind)
    faults.set(kind, { times: (known?.times ?? 0) + 1, first: known?.first ?? words })
  }
  const numbered = ({ event, seq }: TrailLine) => {
    if (event.type !== 'register') return
    const series = seriesOf(event.number)
    const serial = serialOf(event.number)
    const due = (serials.get(series) ?? 0) + 1
    if (serial !== due) fault('number', `line ${seq} registers ${event.number}, and ${due} was next`)
    serials.set(series, serial)
  }
  const readLine = (line: TrailLine) => {
    if (line.seq !== hashes.length + 1) fault('seq', `line ${line.seq} stands where ${hashes.length + 1} was next`)
    if (line.prev !== (hashes.at(-1) ?? genesisHash) || !verifyLine(line)) fault('chain', `line ${line.seq} does not hold`)
    hashes.push(line.hash)
    numbered(line)
    if (line.by !== 'machine') types.set(line.event.type, (types.get(line.event.type) ?? 0) + 1)
    tellTicket(tickets, line)
    return 'ticketId' in line.event && line.event.type !== 'notify' ? line.event.ticketId : null
  }
  const compare = async (read: Read, ids: readonly string[]) => {
    const kept = new Map((await read.many('ticket', ids)).map(ticket => [ticket.id, ticket]))
    for (const id of ids) {
      const [ticket, told] = [kept.get(id), tickets.get(id)]
      if (!ticket || !told) fault('fold', `ticket ${id} is ${ticket ? 'not told' : 'not kept'}`)
      else for (const words of differences(asKept(ticket), asTold(told))) fault('fold', `${ticket.number} in state ${ticket.state}: ${words}`)
    }
  }
  return {
    faults, fault, tickets, hashes, timesTold: type => types.get(type) ?? 0,
    look: async (read, whole = false) => {
      const touched = new Set<string>()
      for (;;) {
        const page = await read.eventsAfter(hashes.length, pageSize)
        for (const line of page) {
          const id = readLine(line)
          if (id !== null) touched.add(id)
        }
        if (page.length === 0) break
      }
      const head = await read.head()
      if (head.seq !== hashes.length || head.hash !== (hashes.at(-1) ?? genesisHash)) fault('head', `the head names line ${head.seq}, and the last line is ${hashes.length}`)
      const ids = whole ? [...tickets.keys()] : [...touched]
      for (let from = 0; from < ids.length; from += pageSize) await compare(read, ids.slice(from, from + pageSize))
      if (!whole) return
      const kept = await read.count('ticket', { where: { state: ticketStates }, order: { by: 'registeredAt', direction: 'asc' } })
      if (kept !== tickets.size) fault('fold', `${kept} tickets are kept, and ${tickets.size} were told`)
    },
  }
}
