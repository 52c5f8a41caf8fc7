// The proof behind `qulaq verify-trail`: reads the whole chain in pages and names the first line that does not hold.
import type { TrailLine } from '#domain/trail.ts'
import { genesisHash, verifyLine } from './chain.ts'
import type { Head, Read } from './store.ts'

/**
 * missing: the line is not there. unreadable: it is no JSON. changed: its hash does not fit its content. unchained: it does not name the hash before it.
 * back-in-time: it is earlier than the line before. beyond-head: the head knows nothing of it. head: the head has another hash than the last line.
 */
export type TrailFault = 'missing' | 'unreadable' | 'changed' | 'unchained' | 'back-in-time' | 'beyond-head' | 'head'
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

/** Every line from the first to the head, also beside a server that goes on writing: lines written meanwhile are read too. */
export const verifyTrail = async (read: Read): Promise<TrailVerdict> => {
  let last: Head = { seq: 0, hash: genesisHash, at: null }
  for (;;) {
    const head = await read.head()
    const page = await readPage(read, last.seq, pageSize)
    if (page === null) return { brokenAt: last.seq + 1, why: 'unreadable' }
    if (page.length === 0) return judgeEnd(last, head)
    for (const line of page) {
      const why = faultOf(line, last)
      if (why !== null) return { brokenAt: last.seq + 1, why }
      last = { seq: line.seq, hash: line.hash, at: line.at }
    }
  }
}
