// Keeps vectors in a byte a part: the vectors of each part are gathered round as many means as a byte can name (k-means), in a fixed order, so that equal inputs give equal bytes.
import { shuffled } from './fit.ts'

export interface Quantised { tables: Float32Array, codes: Uint8Array }

const rounds = 12

const nearest = (vectors: Float32Array, from: number, means: Float32Array, wide: number): number => {
  let [best, least] = [0, Infinity]
  for (let mean = 0; mean < means.length / wide; mean += 1) {
    let sum = 0
    for (let at = 0; at < wide && sum < least; at += 1) sum += ((vectors[from + at] ?? 0) - (means[mean * wide + at] ?? 0)) ** 2
    if (sum >= least) continue
    best = mean
    least = sum
  }
  return best
}

const meansOf = (vectors: Float32Array, wide: number, entries: number): Float32Array => {
  const count = vectors.length / wide
  let means = Float32Array.from(shuffled(count, 1).slice(0, entries).flatMap(one => [...vectors.subarray(one * wide, (one + 1) * wide)]))
  for (let round = 0; round < rounds; round += 1) {
    const [sums, members] = [new Float64Array(means.length), new Uint32Array(entries)]
    for (let one = 0; one < count; one += 1) {
      const mean = nearest(vectors, one * wide, means, wide)
      members[mean] = (members[mean] ?? 0) + 1
      for (let at = 0; at < wide; at += 1) sums[mean * wide + at] = (sums[mean * wide + at] ?? 0) + (vectors[one * wide + at] ?? 0)
    }
    // A mean that nothing lies next to stays where it was.
    const before = means
    means = Float32Array.from(sums, (sum, at) => (members[Math.floor(at / wide)] ?? 0) > 0 ? sum / (members[Math.floor(at / wide)] ?? 1) : before[at] ?? 0)
  }
  return means
}

/** Tables part by part, and for each vector the code of its nearest mean in each part. */
export const quantise = (vectors: Float64Array[], parts: number, entries: number): Quantised => {
  const wide = (vectors[0]?.length ?? 0) / parts
  const tables: number[] = []
  const codes = new Uint8Array(vectors.length * parts)
  for (let part = 0; part < parts; part += 1) {
    const own = Float32Array.from(vectors.flatMap(vector => [...vector.subarray(part * wide, (part + 1) * wide)]))
    const means = meansOf(own, wide, entries)
    tables.push(...means)
    vectors.forEach((_, at) => { codes[at * parts + part] = nearest(own, at * wide, means, wide) })
  }
  return { tables: Float32Array.from(tables), codes }
}
