// The proof behind `qulaq verify-trail`: reads the whole chain in pages and names the first line that does not hold.
import { setImmediate } from 'node:timers/promises'
import type { TrailFault } from '#domain/trail-fault.ts'
import type { TrailLine } from '#domain/trail.ts'
import { genesisHash, verifyLine } from './chain.ts'
import type { Head, Read } from './store.ts'

export type TrailVerdict = { lines: number, head: Head } | { brokenAt: number, why: TrailFault }

const pageSize = 1000

/** What is wrong with a line behind `before`, or null. */
export const faultOf = (line: TrailLine, before: Head): TrailFault | null => {
  if (line.seq !== before.seq + 1) return 'missing'
  if (line.prev !== before.hash) return 'unchained'
  if (!verifyLine(line)) return 'changed'
  return before.at !== null && line.at < before.at ? 'back-in-time' : null
}

/** A page, or null when the very next line cannot be parsed. A smaller page finds out which one it is. */
const readPage = async (read: Read, seq: number, size: number): Promise<TrailLine[] | null> => {
  try {
    return await read.eventsAfter(seq, size)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return size === 1 ? null : await readPage(read, seq, 1)
  }
}

/** The verdict on a chain of which `last` is the last sound line. */
export const judgeEnd = (last: Head, head: Head): TrailVerdict => {
  if (head.seq > last.seq) return { brokenAt: last.seq + 1, why: 'missing' }
  if (head.seq < last.seq) return { brokenAt: head.seq + 1, why: 'beyond-head' }
  return head.hash === last.hash ? { lines: last.seq, head } : { brokenAt: last.seq, why: 'head' }
}

export interface Stretch { last: Head, verdict: TrailVerdict | null }

/** At most `pages` pages behind `last`, a sound line or the beginning; without a verdict there is more to read. Between pages others have their turn. */
export const verifyStretch = async (read: Read, last: Head, pages: number): Promise<Stretch> => {
  for (let page = 0; page < pages; page += 1) {
    const head = await read.head()
    const lines = await readPage(read, last.seq, pageSize)
    if (lines === null) return { last, verdict: { brokenAt: last.seq + 1, why: 'unreadable' } }
    if (lines.length === 0) return { last, verdict: judgeEnd(last, head) }
    for (const line of lines) {
      const why = faultOf(line, last)
      if (why !== null) return { last, verdict: { brokenAt: last.seq + 1, why } }
      last = { seq: line.seq, hash: line.hash, at: line.at }
    }
    await setImmediate()
  }
  return { last, verdict: null }
}

/** Behind no line. */
export const trailBeginning: Head = { seq: 0, hash: genesisHash, at: null }

/** Every line from the first to the head, also beside a server that goes on writing: lines written meanwhile are read too. */
export const verifyTrail = async (read: Read): Promise<TrailVerdict> => {
  for (let last = trailBeginning; ;) {
    const stretch = await verifyStretch(read, last, 1)
    if (stretch.verdict) return stretch.verdict
    last = stretch.last
  }
}
