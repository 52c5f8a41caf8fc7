// Which of the last posts a text repeats, word for word or nearly: for lines of a stream and for the posts of a desk.
import { hash } from 'node:crypto'
import { textKey } from './duplicate.ts'
import { makeNearFinder, sketchOf } from './near.ts'

interface Seen<Id> { id: Id, line: number }

// Keys are kept as hashes, so that memory depends on the number of texts and not on their length.
const makeExactFinder = <Id>(kept: number) => {
  const seen = new Map<string, Seen<Id>[]>()
  const ring: (string | undefined)[] = []
  const forget = (key: string | undefined) => {
    const rows = key === undefined ? undefined : seen.get(key)
    if (key === undefined || rows === undefined) return
    if (rows.length > 1) rows.shift()
    else seen.delete(key)
  }
  return (line: number, id: Id | undefined, plain: string): Seen<Id> | undefined => {
    const slot = line % kept
    const key = plain === '' || id === undefined ? undefined : hash('sha256', plain, 'base64')
    const rows = key === undefined ? undefined : seen.get(key)
    const earlier = rows?.[0]
    forget(ring[slot])
    ring[slot] = key
    if (key !== undefined && id !== undefined) {
      const known = seen.get(key)
      if (known === undefined) seen.set(key, [{ id, line }])
      else known.push({ id, line })
    }
    return earlier
  }
}

/** Answers the id of the first post that a text repeats, then remembers it; without a text it only counts on. */
export type RepeatOf<Id> = (id?: Id, text?: string) => Id | undefined

/** A finder over the last `kept` texts: about 600 bytes a text, given at the start; a copy of a copy names the first. */
export const makeRepeatFinder = <Id>(kept: number): RepeatOf<Id> => {
  const exact = makeExactFinder<Id>(kept)
  const near = makeNearFinder(kept)
  // The post that each remembered text repeats, or the text itself.
  const firsts: (Seen<Id> | undefined)[] = []
  let line = 0
  return (id, text) => {
    const plain = text === undefined ? '' : textKey(text)
    const same = exact(line, id, plain)
    const alike = near.next(sketchOf(plain))
    const found = same ?? (alike === undefined ? undefined : firsts[alike % kept])
    const isKept = found !== undefined && line - found.line <= kept
    firsts[line % kept] = id === undefined ? undefined : isKept ? found : { id, line }
    line += 1
    return isKept ? found.id : undefined
  }
}
