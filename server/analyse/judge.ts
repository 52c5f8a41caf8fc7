// The models that ship, read once, and their word on a text.
import { readFileSync } from 'node:fs'
import stored from './data/models.json' with { type: 'json' }
import type { LinearModel } from './linear.ts'
import { makeJudge } from './make-judge.ts'

const loadModels = (): LinearModel[] => {
  const bytes = readFileSync(new URL('./data/models.bin', import.meta.url))
  let from = 0
  return stored.models.map((head) => {
    const size = ((1 << head.bits) + head.named.length) * head.classes.length
    const weights = new Int8Array(bytes.buffer, bytes.byteOffset + from, size)
    from += size
    return { head, weights }
  })
}

/** What the models that ship say of a text looked at. */
export const { judge } = makeJudge(loadModels())
