// Writes on the server of an exam as an author does: posts, edits, takes back, back-dates, and writes in bursts. All of it is noted as the truth.
import { setTimeout as pause } from 'node:timers/promises'
import { currentVersion, type Post } from '#domain/post.ts'
import { hourMs } from './scene.ts'
import type { Chance } from '../../actions/chance.ts'
import type { Scene } from './scene.ts'
import { textOf, type Truth, type Written } from './truth.ts'

const furthestBackHours = 58
const restMs = 400

export interface Writer {
  truth: Truth
  /** Writes on until it is asked to rest. */
  start: () => void
  rest: () => Promise<void>
  /** So many posts at once. */
  burst: (posts: number) => Promise<void>
  counts: { written: number, backDated: number, edited: number, removed: number }
}

/** `holds`: the post as the desk keeps it just now. */
export const makeWriter = (scene: Scene, chance: Chance, holds: (key: string) => Promise<Post | undefined>): Writer => {
  const truth: Truth = new Map()
  const counts: Writer['counts'] = { written: 0, backDated: 0, edited: 0, removed: 0 }
  let writing: Promise<void> | null = null
  let stopped = true
  let last = 0

  const write = async (hoursBack: number) => {
    last += 1
    const number = last
    const at = new Date(Date.now() - hoursBack * hourMs)
    const text = textOf(number, 1)
    const key = await scene.write({ text, at, isOld: hoursBack > 0, chance })
    truth.set(key, { number, key, texts: [text], held: new Set(), at: at.toISOString(), isRemoved: false, wasHeldWhenRemoved: false })
    counts[hoursBack > 0 ? 'backDated' : 'written'] += 1
  }
  /** The desk must never lose again what it was seen to hold. */
  const noteHeld = async (written: Written): Promise<boolean> => {
    const kept = await holds(written.key)
    const text = kept && currentVersion(kept)?.text
    if (text !== undefined && written.texts.includes(text)) written.held.add(text)
    return kept !== undefined
  }
  const edit = async (written: Written) => {
    await noteHeld(written)
    const text = textOf(written.number, written.texts.length + 1)
    await scene.edit(written.key, text)
    written.texts.push(text)
    counts.edited += 1
  }
  const remove = async (written: Written) => {
    const wasHeld = await noteHeld(written)
    for (const key of await scene.remove(written.key)) {
      const gone = truth.get(key)
      if (!gone || gone.isRemoved) continue
      gone.isRemoved = true
      gone.wasHeldWhenRemoved = gone === written && wasHeld
      counts.removed += 1
    }
  }
  const deed = async () => {
    const standing = [...truth.values()].filter(({ isRemoved }) => !isRemoved)
    const luck = chance.next()
    if (standing.length < 5 || luck < 0.45) await write(0)
    else if (luck < 0.6) await write(1 + chance.next() * (furthestBackHours - 1))
    else if (luck < 0.9) await edit(chance.pick(standing))
    else await remove(chance.pick(standing))
  }
  const work = async () => {
    while (!stopped) {
      await deed()
      await pause(chance.next() * restMs)
    }
  }
  return {
    truth, counts,
    start: () => {
      stopped = false
      writing = work()
      // Told where one waits for it.
      writing.catch(() => undefined)
    },
    rest: async () => {
      stopped = true
      await writing
    },
    burst: async (posts) => {
      for (let i = 0; i < posts; i += 1) await write(0)
    },
  }
}
