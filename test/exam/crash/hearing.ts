// What somebody who listens heard, held against what is kept: each line once, in order, and nothing that was never written.
import type { Judge } from './judge.ts'
import type { ToldLine } from './protocol.ts'

export interface Hearing {
  hear: (lines: readonly ToldLine[]) => void
  heard: () => readonly ToldLine[]
  /** `whole`: by now everything must have been heard. */
  judge: (judge: Pick<Judge, 'hashes' | 'fault'>, whole: boolean) => void
}

export const makeHearing = (heard: ToldLine[] = []): Hearing => {
  let judged = 0
  return {
    hear: lines => void heard.push(...lines), heard: () => heard,
    judge: ({ hashes, fault }, whole) => {
      for (const { seq, hash } of heard.slice(judged)) {
        judged += 1
        if (seq !== judged) fault('told', `line ${seq} was told where ${judged} was next`)
        if (seq <= hashes.length && hashes[seq - 1] !== hash) fault('told', `line ${seq} was told, and another one is kept`)
      }
      if (judged > hashes.length) fault('told', `line ${judged} was told, and only ${hashes.length} are kept`)
      if (whole && judged < hashes.length) fault('told', `line ${judged + 1} was never told`)
    },
  }
}
