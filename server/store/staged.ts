// The staged state of one group: what its acts wrote so far, over fresh state of the engine. Layers keep an act's writes apart until it went well.
import { sealLines, type StagedEvent } from './chain.ts'
import { frozen, keyName } from './document.ts'
import type { Batch, CommandKey, KeptCommand, Snapshot, StagedDocument } from './engine.ts'
import type { Noun, Nouns } from './store.ts'

type Shelf<N extends Noun> = Map<string, Nouns[N] | null>
type Shelves = { [N in Noun]?: Shelf<N> }

/** What is known of the state at one level: `null` is "known not to be there". */
interface Known {
  documents: Shelves
  /** Unique key → id of its holder. */
  keys: Map<string, string | null>
  series: Map<string, number>
  commands: Map<string, KeptCommand | null>
}

/** The writes of one act, or of all acts of the group that went well. */
export interface Layer extends Known { writes: StagedDocument[], events: StagedEvent[] }

const nothingKnown = (): Known => ({ documents: {}, keys: new Map(), series: new Map(), commands: new Map() })
export const makeLayer = (): Layer => ({ ...nothingKnown(), writes: [], events: [] })

export const commandName = ({ by, key }: CommandKey): string => JSON.stringify([by, key])

const shelfOf = <N extends Noun>(shelves: Shelves, noun: N): Shelf<N> => {
  const known: Shelves[N] = shelves[noun]
  if (known) return known
  const shelf: Shelf<N> = new Map()
  Object.assign(shelves, { [noun]: shelf })
  return shelf
}

/** Remembers a document at one level, frozen. */
export const shelve = <N extends Noun>(known: Pick<Known, 'documents'>, noun: N, document: Nouns[N]): void => {
  shelfOf(known.documents, noun).set(document.id, frozen(document))
}

/** Remembers that a document is not there any more. */
export const unshelve = (known: Pick<Known, 'documents'>, noun: Noun, id: string): void => void shelfOf(known.documents, noun).set(id, null)

const pourDocument = <N extends Noun>(from: Known, into: Known, noun: N, id: string) => {
  const document = from.documents[noun]?.get(id)
  if (document !== undefined) shelfOf(into.documents, noun).set(id, document)
}

const pour = <K, V>(from: Map<K, V>, into: Map<K, V>) => {
  for (const [key, value] of from) into.set(key, value)
}

/** One row a document, however often the group wrote it; what came and went within the group is none. */
const lastWrites = (writes: readonly StagedDocument[]): StagedDocument[] => {
  const rows = new Map<string, StagedDocument>()
  for (const write of writes) {
    const name = JSON.stringify([write.noun, write.id])
    rows.set(name, { ...write, seen: rows.get(name)?.seen ?? write.seen })
  }
  const [removed, kept] = [[...rows.values()].filter(({ text }) => text === null), [...rows.values()].filter(({ text }) => text !== null)]
  return [...removed.filter(({ seen }) => seen > 0), ...kept]
}

export class Stage {
  /** The first failure of the engine while acts were reading: the group cannot stand, even if an act swallowed it. */
  failure: { error: unknown } | null = null
  /** Approximate size of what is staged, in UTF-16 units. */
  size = 0
  readonly #snapshot: Snapshot
  readonly #base = nothingKnown()
  readonly #kept = makeLayer()

  constructor(snapshot: Snapshot) {
    this.#snapshot = snapshot
  }

  async #ask<T>(question: Promise<T>): Promise<T> {
    try {
      return await question
    } catch (error) {
      this.failure ??= { error }
      throw error
    }
  }

  /** Fetches what is not known yet, with one query. */
  async learnDocuments<N extends Noun>(noun: N, ids: readonly string[]): Promise<void> {
    const shelf = shelfOf(this.#base.documents, noun)
    const unknown = [...new Set(ids)].filter(id => !shelf.has(id) && id.isWellFormed())
    if (unknown.length === 0) return
    const found = await this.#ask(this.#snapshot.documents(noun, unknown))
    for (const id of unknown) shelf.set(id, null)
    for (const document of found) shelve(this.#base, noun, document)
  }

  async learnKey<N extends Noun>(noun: N, key: string, values: readonly string[]): Promise<void> {
    const name = keyName(noun, key, values)
    if (this.#base.keys.has(name) || !values.every(value => value.isWellFormed())) return
    const holder = await this.#ask(this.#snapshot.byKey(noun, key, values))
    this.#base.keys.set(name, holder?.id ?? null)
    if (holder) shelve(this.#base, noun, holder)
  }

  async learnSeries(series: string): Promise<void> {
    if (this.#base.series.has(series)) return
    const value = await this.#ask(this.#snapshot.series(series))
    this.#base.series.set(series, value)
  }

  async learnCommands(keys: readonly CommandKey[]): Promise<void> {
    if (keys.length === 0) return
    for (const command of await this.#ask(this.#snapshot.commands(keys))) this.#base.commands.set(commandName(command), command)
  }

  document<N extends Noun>(layer: Layer, noun: N, id: string): Nouns[N] | null {
    for (const { documents } of [layer, this.#kept, this.#base]) {
      const document = documents[noun]?.get(id)
      if (document !== undefined) return document
    }
    return null
  }

  /** Id of the document that holds a unique key. */
  holder(layer: Layer, name: string): string | null {
    for (const { keys } of [layer, this.#kept, this.#base]) {
      const id = keys.get(name)
      if (id !== undefined) return id
    }
    return null
  }

  lastNumber(layer: Layer, series: string): number {
    return layer.series.get(series) ?? this.#kept.series.get(series) ?? this.#base.series.get(series) ?? 0
  }

  command(key: CommandKey): KeptCommand | null {
    return this.#kept.commands.get(commandName(key)) ?? this.#base.commands.get(commandName(key)) ?? null
  }

  /** The act went well: the acts after it see what it wrote. A write that it did not wait for comes too late, and throws. */
  keep(layer: Layer): void {
    Object.freeze(layer.writes)
    Object.freeze(layer.events)
    for (const { noun, id } of layer.writes) pourDocument(layer, this.#kept, noun, id)
    pour(layer.keys, this.#kept.keys)
    pour(layer.series, this.#kept.series)
    pour(layer.commands, this.#kept.commands)
    this.#kept.writes.push(...layer.writes)
    this.#kept.events.push(...layer.events)
    this.size += layer.writes.reduce((sum, write) => sum + (write.text?.length ?? 0), 0) + layer.events.length * 300
  }

  /** Everything the group writes, or null when it writes nothing. `group` is its id. */
  batch(group: string): Batch | null {
    const { writes, series, commands, events } = this.#kept
    if (writes.length + series.size + commands.size + events.length === 0) return null
    const before = this.#snapshot.head
    const lines = sealLines(before, events)
    const { seq, hash, at } = lines.at(-1) ?? before
    return {
      before,
      after: { seq, hash, at, group },
      documents: lastWrites(writes),
      series: [...series],
      commands: [...commands.values()].filter(command => command !== null),
      lines,
    }
  }
}
