// Group commit: what queued while the last group was being committed is written together. Every answer waits for the commit, refusals too.
import { randomUUID } from 'node:crypto'
import { Refusal } from '#domain/refusal.ts'
import { Base } from './base.ts'
import { canonicalJson } from './chain.ts'
import type { GroupEngine, KeptCommand } from './engine.ts'
import { entriesOf } from './entries.ts'
import { indexStep } from './index-step.ts'
import { commandName, makeLayer } from './layer.ts'
import { Memory } from './memory.ts'
import { Stage } from './staged.ts'
import type { Stems, Unit } from './store.ts'
import { idsOf, makeTx, type DrawnIds } from './tx.ts'

/** Bounds of a group: acts, and UTF-16 units of staged JSON (about bytes). */
const maxActs = 256
const maxSize = 8_000_000
/** From this failed write on, each act of the group is written alone. */
const aloneFrom = 2
/** After so many conflicts in a row something else is wrong. */
const maxConflicts = 50

/** Before an index that could not be written is tried again. */
const pauseMs = 1000
/** Others may write without our stems while we run. */
const lookAgainMs = 60_000

interface Writer { engine: GroupEngine, memory: Memory, ring: () => void, stems: Stems | undefined }

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
  await Promise.all([
    stage.base.learn(acts.flatMap(({ unit }) => unit.starts), acts.flatMap(({ unit }) => unit.startKeys ?? [])),
    stage.presumeFirst(acts.flatMap(({ unit: { by, command } }) => command ? { by, key: command.key } : [])),
  ])
}

const runUnit = async <T>(stage: Stage, unit: Unit<T>, ids: DrawnIds): Promise<T> => {
  const { by, now: at, command } = unit
  const layer = makeLayer()
  const answer = await unit.run(makeTx(stage, layer, unit, ids))
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
  const drawn: string[] = []
  const run = async (stage: Stage): Promise<Tell> => {
    try {
      const { by, command } = unit
      // A key from outside is text like any other: half a surrogate pair in it is refused here.
      canonicalJson(command ?? null)
      const kept = command && stage.command({ by, key: command.key })
      const answer = kept ? repeat<T>(kept, command.hash) : await runUnit(stage, unit, idsOf(drawn))
      return () => resolve(answer)
    } catch (error) {
      return () => reject(error)
    }
  }
  return { unit, run, refuse: reject }
}

/** Runs the acts one after another; the outcomes of those that fitted. */
const runActs = async (stage: Stage, acts: readonly Waiting[]): Promise<Tell[]> => {
  const tells: Tell[] = []
  for (const act of acts) {
    if (stage.size > maxSize) break
    tells.push(await act.run(stage))
    if (stage.base.failure) throw stage.base.failure.error
  }
  return tells
}

/** One run of a group: the outcomes of the acts that fitted, written if there was anything to write. */
const runGroup = async ({ engine, memory, stems }: Writer, acts: readonly Waiting[]): Promise<{ tells: Tell[], rings: boolean }> => {
  const snapshot = await engine.begin()
  try {
    const stage = new Stage(new Base(snapshot, memory.recall(snapshot.head.group)), snapshot.head)
    await learnStarts(stage, acts)
    let tells = await runActs(stage, acts)
    if (!await stage.isAsPresumed()) {
      stage.again()
      tells = await runActs(stage, acts)
    }
    const batch = stage.batch(randomUUID(), await entriesOf(stage, stems))
    await (batch ? snapshot.write(batch) : snapshot.stand())
    memory.keep((batch?.after ?? snapshot.head).group, stage.after(), stage.size)
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
const commitGroup = async (writer: Writer, acts: readonly Waiting[], conflicts: number): Promise<readonly Waiting[]> => {
  const { engine, ring } = writer
  try {
    const { tells, rings } = await runGroup(writer, acts)
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
    if (again < aloneFrom || acts.length === 1) return await commitGroup(writer, acts, again)
    for (const act of acts) await commitGroup(writer, [act], again)
    return []
  }
}

export interface Transact {
  transact<T>(unit: Unit<T>): Promise<T>
  /** Takes no more units, and resolves when the last one is answered. */
  drain(): Promise<void>
}

/**
 * The writing side of a store over an engine. `ring` is called after each commit that told something to the trail. With `stems` the search index
 * catches up between groups, until nothing waits to be indexed.
 */
export const makeTransact = (engine: GroupEngine, ring: () => void, stems?: Stems): Transact => {
  const writer: Writer = { engine, memory: new Memory(), ring, stems }
  let queue: Waiting[] = []
  let working: Promise<void> | null = null
  let closed = false
  let indexing = stems !== undefined

  const nextTurn = () => new Promise<void>(resolve => void setImmediate(resolve))
  /** Between two groups the process hears its sockets, so that the next group is what came meanwhile. */
  const work = async () => {
    for (await nextTurn(); queue.length > 0 || (indexing && !closed); await nextTurn()) {
      const acts = queue.splice(0, maxActs)
      if (acts.length > 0) queue = [...await commitGroup(writer, acts, 0), ...queue]
      if (indexing && !closed) await index()
    }
    working = null
  }
  /** What stops it (a full disk, no primary) is met by the acts too; it goes on by itself. */
  const index = async () => {
    const step = await indexStep(engine, stems).catch(() => 'failed' as const)
    indexing = step === 'more'
    if (step !== 'more') setTimeout(goOn, step === 'failed' ? pauseMs : lookAgainMs).unref()
  }
  const goOn = () => {
    if (closed) return
    indexing = true
    working ??= work()
  }
  if (indexing) working = work()

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
