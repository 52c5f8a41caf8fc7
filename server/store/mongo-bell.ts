// Hears what other processes write: a change stream on the head. It is only a bell, so after a break one ring makes up for all that was missed.
import { setTimeout as pause } from 'node:timers/promises'
import type { MongoClient, Timestamp } from 'mongodb'
import { readHead } from './mongo-read.ts'
import type { Rows } from './mongo-rows.ts'

/** Between two tries to listen again, in milliseconds. */
const pauseMs = 1000
/** Own groups of which the stream has not told yet. */
const maxOwn = 1000

/** Groups that told something: they moved the number of the last line. */
const toldSomething = [{ $match: { 'operationType': 'update', 'updateDescription.updatedFields.seq': { $exists: true } } }]

export interface Watch {
  /** This process rings for this group itself. */
  own(group: string): void
  /** Ends when the client is closed, which breaks the stream. */
  stop(): void
}

/** The time of the cluster, for a stream that misses nothing from here on. */
const clusterTime = async (client: MongoClient, rows: Rows): Promise<Timestamp | undefined> => {
  const session = client.startSession()
  try {
    await readHead(rows, session)
    return session.operationTime
  } finally {
    await session.endSession()
  }
}

/** Listens from now on until it is stopped; `ring` is called for the groups of others. */
export const watchHead = async (client: MongoClient, rows: Rows, ring: () => void): Promise<Watch> => {
  const own = new Set<string>()
  const stopping = new AbortController()

  const hear = (group: unknown) => {
    if (typeof group === 'string' && own.delete(group)) return
    ring()
  }
  const listen = async (startAtOperationTime: Timestamp | undefined) => {
    const stream = rows.head.watch(toldSomething, { startAtOperationTime })
    try {
      while (!stopping.signal.aborted) {
        const change = await stream.next()
        if (change.operationType === 'update') hear(change.updateDescription.updatedFields?.group)
      }
    } finally {
      await stream.close()
    }
  }
  const listenAgain = async () => {
    await pause(pauseMs, undefined, { signal: stopping.signal })
    const from = await clusterTime(client, rows)
    ring()
    await listen(from)
  }
  const work = async (first: Timestamp | undefined) => {
    // What breaks the stream is told by the reads and writes that meet it; here it only means to listen again.
    for (let go = listen(first); ; go = listenAgain()) {
      await go.catch(() => {})
      if (stopping.signal.aborted) return
    }
  }

  void work(await clusterTime(client, rows))
  return {
    own: (group) => {
      own.add(group)
      const [oldest] = own
      if (own.size > maxOwn && oldest !== undefined) own.delete(oldest)
    },
    stop: () => stopping.abort(),
  }
}
