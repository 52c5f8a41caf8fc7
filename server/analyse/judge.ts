// The models that ship, read when first asked, and their word on a text.
import { readFileSync } from 'node:fs'
import stored from './data/models.json' with { type: 'json' }
import { rowsOf, type LinearModel } from './linear.ts'
import type { Look } from './look.ts'
import { makeJudge, type Judgement } from './make-judge.ts'
import { once } from './remember.ts'

const loadModels = (): LinearModel[] => {
  const bytes = readFileSync(new URL('./data/models.bin', import.meta.url))
  let from = 0
  return stored.models.map((head) => {
    const size = rowsOf(head) * head.classes.length
    const weights = new Int8Array(bytes.buffer, bytes.byteOffset + from, size)
    from += size
    return { head, weights }
  })
}

const shipped = once(() => makeJudge(loadModels()))

/** What the models that ship say of a text looked at. */
export const judge = (look: Look): Judgement => shipped().judge(look)
