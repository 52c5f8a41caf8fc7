// `qulaq backup`: everything that is kept, as it was at one moment, as lines of text that any engine can take in.
import type { Instant } from '#domain/time.ts'
import { formatVersion, writeBackupFile } from './backup-file.ts'
import { genesisHash } from './chain.ts'
import type { Copy } from './engine.ts'
import type { Head, Store } from './store.ts'
import { faultOf, judgeEnd, type TrailVerdict } from './verify-trail.ts'

const pageSize = 1000

/** How much of each a backup holds. */
export interface Counts { documents: number, series: number, commands: number, lines: number, blobs: number }
export const noCounts = (): Counts => ({ documents: 0, series: 0, commands: 0, lines: 0, blobs: 0 })

/** What a backup is told by. `trail` is the proof of the chain in it. */
export interface BackupFacts { file: string, bytes: number, madeAt: Instant, counts: Counts, trail: TrailVerdict }

/** Follows a chain line by line; the first fault stands. */
export const chainReader = () => {
  let last: Head = { seq: 0, hash: genesisHash, at: null }
  let broken: TrailVerdict | null = null
  return {
    read: (line: Parameters<typeof faultOf>[0]): void => {
      const why = faultOf(line, last)
      if (why !== null) broken ??= { brokenAt: last.seq + 1, why }
      last = { seq: line.seq, hash: line.hash, at: line.at }
    },
    verdict: (head: Head): TrailVerdict => broken ?? judgeEnd(last, head),
  }
}

/** First what may change while it is read, then the trail and the files, which never do. A file that is gone meanwhile was erased, and stays so. */
async function* linesOf(store: Store, copy: Copy, counts: Counts, chain: ReturnType<typeof chainReader>): AsyncGenerator<string> {
  for await (const { noun, text } of copy.documents()) {
    counts.documents += 1
    yield `document\t${noun}\t${text}`
  }
  for await (const series of copy.series()) {
    counts.series += 1
    yield `series\t${JSON.stringify(series)}`
  }
  for await (const command of copy.commands()) {
    counts.commands += 1
    yield `command\t${JSON.stringify(command)}`
  }
  for (let seq = 0; seq < copy.head.seq;) {
    const page = await store.read.eventsAfter(seq, Math.min(pageSize, copy.head.seq - seq))
    for (const line of page) {
      chain.read(line)
      counts.lines += 1
      yield `line\t${JSON.stringify(line)}`
    }
    seq = page.at(-1)?.seq ?? copy.head.seq
  }
  for await (const hash of store.blobs.names()) {
    const bytes = await store.blobs.get(hash)
    if (!bytes) continue
    counts.blobs += 1
    yield `blob\t${hash}\t${Buffer.from(bytes).toString('base64')}`
  }
  yield `end\t${JSON.stringify(counts)}`
}

/**
 * Writes everything into `file`, in constant memory, while others go on writing. A broken trail is copied as it is, and told.
 * Refusals are those of `writeBackupFile` and of the engine's `copy`.
 */
export const backUp = async (store: Store, file: string, { madeAt, signal }: { madeAt: Instant, signal?: AbortSignal }): Promise<BackupFacts> => {
  const copy = await store.copy()
  try {
    const counts = noCounts()
    const chain = chainReader()
    const header = { format: 'qulaq-backup', version: formatVersion, madeAt, head: copy.head } as const
    const bytes = await writeBackupFile(file, header, linesOf(store, copy, counts, chain), signal)
    return { file, bytes, madeAt, counts, trail: chain.verdict(copy.head) }
  } finally {
    await copy.end()
  }
}
