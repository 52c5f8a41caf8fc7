// A backup as a file: a line that says what it is, compressed lines of what is kept, and a checksum over all of it at the end.
import { createHash, randomUUID, type Hash } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { open, rename, rm, type FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'
import { pipeline as pipe, Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createZstdCompress, createZstdDecompress } from 'node:zlib'
import { z } from 'zod'
import { Refusal } from '#domain/refusal.ts'
import { syncFolder } from './blobs.ts'

/** Raised when an older program could not read the lines any more. */
export const formatVersion = 1

const headerSchema = z.object({
  format: z.literal('qulaq-backup'), version: z.number().int().min(1), madeAt: z.string(),
  head: z.object({ seq: z.number().int().min(0), hash: z.string(), at: z.string().nullable() }),
})
/** The first line. `head` is the end of the trail at the moment of the copy. */
export type BackupHeader = z.output<typeof headerSchema>

const longestHeader = 10_000
/** A blob of 10 MB in base64, and room to spare; in UTF-16 units. */
const longestLine = 64_000_000
/** Lines are handed on in pieces of about this size. */
const pieceSize = 256_000

const sealStart = 'sha256 '
const sealSize = sealStart.length + 64 + 1
const sealOf = (hash: Hash) => Buffer.from(`${sealStart}${hash.digest('hex')}\n`)

const noBackup = (file: string) => new Refusal('bad-input', `${file} is not a backup of Qulaq`, { field: 'file', problem: 'not-a-backup' })
const damaged = (file: string, what: string) => new Refusal('bad-input', `${file} is damaged: ${what}; nothing of it was restored`, { field: 'file', problem: 'damaged' })

const thereAlready = (file: string) => new Refusal('duplicate', `${file} is there already: name another file`, { what: 'file', field: 'file' })

async function* inPieces(lines: AsyncIterable<string>): AsyncGenerator<Buffer> {
  let piece: string[] = []
  let size = 0
  for await (const line of lines) {
    piece.push(line, '\n')
    size += line.length
    if (size < pieceSize) continue
    yield Buffer.from(piece.join(''))
    piece = []
    size = 0
  }
  yield Buffer.from(piece.join(''))
}

const writeAll = async (handle: FileHandle, header: BackupHeader, lines: AsyncIterable<string>, signal?: AbortSignal): Promise<void> => {
  const hash = createHash('sha256')
  const put = async (bytes: Buffer) => {
    hash.update(bytes)
    await handle.writeFile(bytes)
  }
  await put(Buffer.from(`${JSON.stringify(header)}\n`))
  await pipeline(Readable.from(inPieces(lines)), createZstdCompress(), async (packed: AsyncIterable<Buffer>) => {
    for await (const bytes of packed) await put(bytes)
  }, { signal })
  await handle.writeFile(sealOf(hash))
  await handle.sync()
}

const inWords = (error: unknown, file: string): unknown => {
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined
  if (code !== 'ENOSPC' && code !== 'EDQUOT' && code !== 'EFBIG') return error
  const refusal = new Refusal('storage-full', `there is no room to write ${file}`, { file })
  refusal.cause = error
  return refusal
}

/**
 * Writes the file for its owner only, under another name until it is whole and on the disk. Returns its size in bytes.
 * Refusals: `duplicate` when the file is there, `storage-full`. Whatever goes wrong, nothing of it stays.
 */
export const writeBackupFile = async (file: string, header: BackupHeader, lines: AsyncIterable<string>, signal?: AbortSignal): Promise<number> => {
  if (existsSync(file)) throw thereAlready(file)
  const draft = `${file}.${randomUUID()}.part`
  try {
    const handle = await open(draft, 'wx', 0o600)
    const size = await writeAll(handle, header, lines, signal).then(() => handle.stat()).finally(() => handle.close())
    if (existsSync(file)) throw thereAlready(file)
    await rename(draft, file)
    await syncFolder(dirname(file))
    return size.size
  } catch (error) {
    await rm(draft, { force: true })
    throw inWords(error, file)
  }
}

const readPiece = async (handle: FileHandle, position: number, size: number): Promise<Buffer> => {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(size), 0, size, position)
  return buffer.subarray(0, bytesRead)
}

const parseHeader = (file: string, line: string): BackupHeader => {
  try {
    return headerSchema.parse(JSON.parse(line))
  } catch {
    throw noBackup(file)
  }
}

const readHeader = async (handle: FileHandle, file: string): Promise<{ header: BackupHeader, start: number }> => {
  const beginning = await readPiece(handle, 0, longestHeader)
  const end = beginning.indexOf('\n')
  if (end < 0) throw noBackup(file)
  const header = parseHeader(file, beginning.subarray(0, end).toString())
  if (header.version > formatVersion) {
    throw new Refusal('bad-input', `${file} was made by a newer Qulaq (format ${header.version}, this one knows ${formatVersion}): restore it with the newer program`, { field: 'file', problem: 'newer' })
  }
  return { header, start: end + 1 }
}

const demandSeal = async (handle: FileHandle, file: string, end: number, signal?: AbortSignal): Promise<void> => {
  const hash = createHash('sha256')
  for await (const bytes of handle.createReadStream({ start: 0, end: end - 1, autoClose: false })) {
    signal?.throwIfAborted()
    hash.update(bytes)
  }
  const seal = await readPiece(handle, end, sealSize)
  if (!seal.toString('latin1').startsWith(sealStart)) throw damaged(file, 'its end is missing')
  if (!seal.equals(sealOf(hash))) throw damaged(file, 'its checksum does not fit')
}

/** A file that was found whole: where its lines lie, in bytes. */
export interface SoundBackup { file: string, header: BackupHeader, start: number, end: number }

/** Reads the whole file once. Refusal `bad-input` when it is no backup, one of a newer program, or not as it was written. */
export const checkBackupFile = async (file: string, signal?: AbortSignal): Promise<SoundBackup> => {
  const handle = await open(file, 'r')
  try {
    const { header, start } = await readHeader(handle, file)
    const { size } = await handle.stat()
    const end = size - sealSize
    if (end <= start) throw damaged(file, 'its end is missing')
    await demandSeal(handle, file, end, signal)
    return { file, header, start, end }
  } finally {
    await handle.close()
  }
}

/** What was written, line by line. */
export async function* backupLines({ file, start, end }: SoundBackup): AsyncGenerator<string> {
  // What goes wrong is thrown where the lines are read.
  const unpacked = pipe(createReadStream(file, { start, end: end - 1 }), createZstdDecompress(), () => {}).setEncoding('utf8')
  let rest: string[] = []
  let waiting = 0
  for await (const piece of unpacked) {
    const [first = '', ...more] = String(piece).split('\n')
    rest.push(first)
    waiting += first.length
    if (waiting > longestLine) throw damaged(file, 'a line has no end')
    for (const line of more) {
      yield rest.join('')
      rest = [line]
      waiting = line.length
    }
  }
}
