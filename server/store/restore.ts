// `qulaq restore`: fills an empty desk from a backup, by the same writes that made the desk it came from, whichever engine that was.
import { randomUUID } from 'node:crypto'
import { Refusal } from '#domain/refusal.ts'
import type { Instant } from '#domain/time.ts'
import type { TrailLine } from '#domain/trail.ts'
import { backupLines, checkBackupFile, type SoundBackup } from './backup-file.ts'
import { chainReader, noCounts, type Counts } from './backup.ts'
import type { Batch, Filling, GroupHead } from './engine.ts'
import { nouns } from './nouns.ts'
import type { Head, Noun } from './store.ts'
import type { TrailVerdict } from './verify-trail.ts'

/** Bounds of what is written at once: rows, and UTF-16 units of text. */
const maxRows = 1000
const maxSize = 4_000_000

const maxTries = 3

export interface RestoreFacts { file: string, madeAt: Instant, counts: Counts, trail: TrailVerdict }

type Rows = { -readonly [K in keyof Omit<Batch, 'before' | 'after'>]: Batch[K][number][] }
/** No entries: what is restored waits to be indexed, by the stems of the desk that opens it. */
const noRows = (): Rows => ({ documents: [], series: [], commands: [], lines: [], entries: [] })

const isNoun = (name: string): name is Noun => name in nouns

const strange = (what: string) => new Refusal('bad-input', `the backup holds ${what}, which this Qulaq does not know: restore it with the program that made it`, { field: 'file', problem: 'newer' })

const atTab = (text: string): [before: string, behind: string] => {
  const tab = text.indexOf('\t')
  return [text.slice(0, tab), text.slice(tab + 1)]
}

const documentOf = (text: string): Batch['documents'][number] => {
  const [noun, body] = atTab(text)
  if (!isNoun(noun)) throw strange(`documents of "${noun.slice(0, 40)}"`)
  const { id, version }: { id: unknown, version: unknown } = JSON.parse(body)
  if (typeof id !== 'string' || typeof version !== 'number') throw strange(`a ${noun} without id and version`)
  return { noun, id, version, seen: 0, text: body, was: null }
}

const putBlob = async ({ blobs }: Filling, text: string): Promise<void> => {
  const [name, bytes] = atTab(text)
  if (await blobs.put(Buffer.from(bytes, 'base64')) !== name) throw strange('a file that is not the one it is called by')
}

/** Gathers rows, and writes them as groups behind one another. */
const groupsInto = ({ engine, head: first }: Filling) => {
  let before: GroupHead = first
  let [rows, count, size] = [noRows(), 0, 0]

  const writeOnce = async (after: GroupHead): Promise<void> => {
    const snapshot = await engine.begin()
    try {
      await snapshot.write({ before, after, ...rows })
    } finally {
      await snapshot.end()
    }
  }
  /** A server may break off; that nothing is written twice or between is seen by the head before it. */
  const write = async (head?: Head): Promise<void> => {
    const { seq, hash, at } = head ?? rows.lines.at(-1) ?? before
    const after = { seq, hash, at, group: randomUUID() }
    for (let tries = 1; ; tries++) {
      try {
        await writeOnce(after)
        break
      } catch (error) {
        if (tries === maxTries || engine.failureOf(error) !== 'conflict') throw error
      }
    }
    before = after
    rows = noRows()
    count = size = 0
  }
  /** `length` is about that of the row, in UTF-16 units. */
  const add = async (length: number, take: (rows: Rows) => void): Promise<void> => {
    take(rows)
    count += 1
    size += length
    if (count >= maxRows || size >= maxSize) await write()
  }
  return { add, end: write }
}

const fill = async (filling: Filling, backup: SoundBackup, signal?: AbortSignal): Promise<{ counts: Counts, trail: TrailVerdict }> => {
  const { add, end } = groupsInto(filling)
  const counts = noCounts()
  const chain = chainReader()
  let told = ''
  const kinds: Record<string, (text: string) => Promise<void> | void> = {
    document: text => add(text.length, (rows) => { counts.documents += 1; rows.documents.push(documentOf(text)) }),
    series: text => add(text.length, (rows) => { counts.series += 1; rows.series.push(JSON.parse(text)) }),
    command: text => add(text.length, (rows) => { counts.commands += 1; rows.commands.push(JSON.parse(text)) }),
    line: text => add(text.length, (rows) => {
      const line: TrailLine = JSON.parse(text)
      chain.read(line)
      counts.lines += 1
      rows.lines.push(line)
    }),
    blob: async (text) => {
      await putBlob(filling, text)
      counts.blobs += 1
    },
    end: (text) => { told = text },
  }
  for await (const whole of backupLines(backup)) {
    signal?.throwIfAborted()
    const [kind, text] = atTab(whole)
    const take = kinds[kind]
    if (!take) throw strange(`lines of the kind "${kind.slice(0, 40)}"`)
    await take(text)
  }
  // The last line tells how many came before it.
  if (told !== JSON.stringify(counts)) throw strange('other counts than it tells')
  const { head } = backup.header
  await end(head)
  return { counts, trail: chain.verdict(head) }
}

const inWords = ({ engine }: Filling, error: unknown): unknown => {
  if (error instanceof Refusal) return error
  const failure = engine.failureOf(error)
  if (failure === 'unavailable') return error
  const refusal = failure === 'full'
    ? new Refusal('storage-full', 'there is no room to restore into: nothing was restored')
    : new Refusal('desk-is-running', 'somebody writes on the desk that is restored into: stop every desk on it, and restore again')
  refusal.cause = error
  return refusal
}

/**
 * Fills the desk that `open` gives, in constant memory. The file is checked as a whole before anything is opened; what goes wrong later, and
 * `signal`, leaves the desk empty. A trail that was broken when the backup was made is restored as it is, and told. Refusals are those of `checkBackupFile` and
 * `open`; `storage-full`; `desk-is-running` when another desk writes meanwhile.
 */
export const restoreFrom = async (file: string, open: () => Promise<Filling>, signal?: AbortSignal): Promise<RestoreFacts> => {
  const backup = await checkBackupFile(file, signal)
  const filling = await open()
  try {
    const done = await fill(filling, backup, signal)
    await filling.finish()
    return { file, madeAt: backup.header.madeAt, ...done }
  } catch (error) {
    await filling.abandon()
    signal?.throwIfAborted()
    throw inWords(filling, error)
  }
}
