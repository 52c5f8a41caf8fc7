// Reads vectors of Russian words as navec stores them: what stands for a word, in as many bytes as it has parts, points into a table of each part.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'

/** The wheel that carries the vectors (navec, learned from 12 GB of Russian news; MIT), as `pip download --no-deps natasha==1.6.0` brings it. */
const wheelHash = 'e12b130d05a0b4d2eb6442092ed5b5769a68a311c17f2095b1aa739fb8d6dc78'
const archive = 'natasha/data/emb/navec_news_v1_1B_250K_300d_100q.tar'

export interface WordVectors {
  words: string[]
  /** How often each word stood in the news. */
  counts: number[]
  wide: number
  /** Adds the vector of a word, `times` over, to `sum`. */
  add: (sum: Float64Array, word: number, times: number) => void
}

const unpacked = (wheel: string): { vocabulary: Buffer, vectors: Buffer } => {
  const folder = mkdtempSync(join(tmpdir(), 'qulaq-vectors-'))
  try {
    execFileSync('python3', ['-m', 'zipfile', '-e', wheel, folder])
    execFileSync('python3', ['-m', 'tarfile', '-e', join(folder, archive), folder])
    return { vocabulary: gunzipSync(readFileSync(join(folder, 'vocab.bin'))), vectors: readFileSync(join(folder, 'pq.bin')) }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Reads them from the wheel; throws when it is another. */
export const readWordVectors = (wheel: string): WordVectors => {
  const hash = createHash('sha256').update(readFileSync(wheel)).digest('hex')
  if (hash !== wheelHash) throw new Error(`${wheel} has the sha256 ${hash}, not the known one`)
  const { vocabulary, vectors } = unpacked(wheel)
  const size = vocabulary.readUInt32LE(0)
  const counts = Array.from({ length: size }, (_, at) => vocabulary.readUInt32LE(4 + 4 * at))
  const words = vocabulary.subarray(4 + 4 * size).toString('utf8').split('\n')
  const [known, wide, parts, entries] = [vectors.readUInt32LE(0), vectors.readUInt32LE(4), vectors.readUInt32LE(8), vectors.readUInt32LE(12)]
  const [codesAt, part] = [16, wide / parts]
  const tablesAt = codesAt + known * parts
  const tables = Float32Array.from({ length: parts * entries * part }, (_, at) => vectors.readFloatLE(tablesAt + 4 * at))
  return {
    words, counts, wide,
    add: (sum, word, times) => {
      for (let at = 0; at < wide; at += 1) {
        const code = vectors[codesAt + word * parts + Math.floor(at / part)] ?? 0
        sum[at] = (sum[at] ?? 0) + times * (tables[(Math.floor(at / part) * entries + code) * part + at % part] ?? 0)
      }
    },
  }
}
