// Group commit: what queued while the last group was being committed is written together. Every answer waits for the commit, refusals too.
import { randomUUID, randomUUIDv7 } from 'node:crypto'
import { Refusal } from '#domain/refusal.ts'
import { canonicalJson } from './chain.ts'
import type { GroupEngine, KeptCommand } from './engine.ts'
import { commandName, makeLayer, Stage } from './staged.ts'
import type { Noun, Unit } from './store.ts'
import { makeTx } from './tx.ts'

/** Bounds of a group: acts, and UTF-16 units of staged JSON (about bytes). */
const maxActs = 256
const maxSize = 8_000_000
/** From this failed write on, each act of the group is written alone. */
const aloneFrom = 2
/** After so many conflicts in a row something else is wrong. */
const maxConflicts = 50

/** Tells the caller; called when the group is written. */
type Tell = () => void

/** One act in the queue, whatever it answers. */
interface Waiting {
  unit: Omit<Unit<unknown>, 'run'>
  /** One run over the staged state; what the caller will be told. */
  run(stage: Stage): Promise<Tell>
  refuse(error: unknown): void
}

const learnStarts = async (stage: Stage, acts: readonly Waiting[]): Promise<void> => {
  const ids = new Map<Noun, string[]>()
  for (const [noun, id] of acts.flatMap(({ unit }) => unit.starts)) ids.set(noun, [...ids.get(noun) ?? [], id])
  for (const [noun, some] of ids) await stage.learnDocuments(noun, some)
  await stage.learnCommands(acts.flatMap(({ unit: { by, command } }) => command ? { by, key: command.key } : []))
}

/** Draws the same ids on every run of a unit. */
const idsFrom = (ids: string[]): () => string => {
  let drawn = 0
  return () => {
    const id = ids[drawn] ?? randomUUIDv7()
    ids[drawn++] = id
    return id
  }
}

const runUnit = async <T>(stage: Stage, unit: Unit<T>, ids: string[]): Promise<T> => {
  const { by, now: at, command } = unit
  const layer = makeLayer()
  const answer = await unit.run(makeTx(stage, layer, unit, idsFrom(ids)))
  if (command) {
    const kept = { by, ...command, answer: canonicalJson(answer ?? null), at }
    layer.commands.set(commandName(kept), kept)
  }
  stage.keep(layer)
  return answer
}

/** The command came before: its first answer, or a refusal when the key stood for something else. */
const repeat = <T>(kept: KeptCommand, hash: string): T => {
  if (kept.hash !== hash) throw new Refusal('key-reused', 'this key was used for another command', { key: kept.key })
  return JSON.parse(kept.answer)
}

const waitingFor = <T>(unit: Unit<T>, resolve: (answer: T) => void, reject: (error: unknown) => void): Waiting => {
  const ids: string[] = []
  const run = async (stage: Stage): Promise<Tell> => {
    try {
      const { by, command } = unit
      // A key from outside is text like any other: half a surrogate pair in it is refused here.
      canonicalJson(command ?? null)
      const kept = command && stage.command({ by, key: command.key })
      const answer = kept ? repeat<T>(kept, command.hash) : await runUnit(stage, unit, ids)
      return () => resolve(answer)
    } catch (error) {
      return () => reject(error)
    }
  }
  return { unit, run, refuse: reject }
}

/** One run of a group: the outcomes of the acts that fitted, written if there was anything to write. */
const runGroup = async (engine: GroupEngine, acts: readonly Waiting[]): Promise<{ tells: Tell[], rings: boolean }> => {
  const snapshot = await engine.begin()
  try {
    const stage = new Stage(snapshot)
    await learnStarts(stage, acts)
    const tells: Tell[] = []
    for (const act of acts) {
      if (stage.size > maxSize) break
      tells.push(await act.run(stage))
      if (stage.failure) throw stage.failure.error
    }
    const batch = stage.batch(randomUUID())
    if (batch) await snapshot.write(batch)
    return { tells, rings: batch !== null && batch.lines.length > 0 }
  } finally {
    await snapshot.end()
  }
}

const refusalOf = (engine: GroupEngine, error: unknown): Refusal => {
  const full = engine.failureOf(error) === 'full'
  const why = error instanceof Error ? error.message : String(error)
  const refusal = full ? new Refusal('storage-full', `no room to write: ${why}`) : new Refusal('storage-unavailable', `the storage did not write: ${why}`)
  refusal.cause = error
  return refusal
}

/** Runs until it is written or refused. Returns the acts that did not fit. */
const commitGroup = async (engine: GroupEngine, ring: () => void, acts: readonly Waiting[], conflicts: number): Promise<readonly Waiting[]> => {
  try {
    const { tells, rings } = await runGroup(engine, acts)
    if (rings) ring()
    for (const tell of tells) tell()
    return acts.slice(tells.length)
  } catch (error) {
    const again = conflicts + 1
    if (engine.failureOf(error) !== 'conflict' || again > maxConflicts) {
      const refusal = refusalOf(engine, error)
      for (const act of acts) act.refuse(refusal)
      return []
    }
    if (again < aloneFrom || acts.length === 1) return await commitGroup(engine, ring, acts, again)
    for (const act of acts) await commitGroup(engine, ring, [act], again)
    return []
  }
}

export interface Transact {
  transact<T>(unit: Unit<T>): Promise<T>
  /** Takes no more units, and resolves when the last one is answered. */
  drain(): Promise<void>
}

/** The writing side of a store over an engine. `ring` is called after each commit that told something to the trail. */
export const makeTransact = (engine: GroupEngine, ring: () => void): Transact => {
  let queue: Waiting[] = []
  let working: Promise<void> | null = null
  let closed = false

  const nextTurn = () => new Promise<void>(resolve => void setImmediate(resolve))
  /** Between two groups the process hears its sockets, so that the next group is what came meanwhile. */
  const work = async () => {
    for (await nextTurn(); queue.length > 0; await nextTurn()) {
      const acts = queue.splice(0, maxActs)
      queue = [...await commitGroup(engine, ring, acts, 0), ...queue]
    }
    working = null
  }

  return {
    transact: async (unit) => {
      if (closed) throw new Refusal('storage-unavailable', 'the store is closed')
      return await new Promise((resolve, reject) => {
        queue.push(waitingFor(unit, resolve, reject))
        working ??= work()
      })
    },
    drain: async () => {
      closed = true
      await working
    },
  }
}
