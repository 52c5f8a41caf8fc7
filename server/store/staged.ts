// The staged state of one group: what its acts wrote so far, over fresh state of the engine. Layers keep an act's writes apart until it went well.
import type { Base } from './base.ts'
import { sealLines } from './chain.ts'
import { keyName } from './document.ts'
import type { Batch, CommandKey, GroupHead, KeptCommand, SearchEntry, StagedDocument } from './engine.ts'
import { commandName, makeLayer, pour, pourDocument, type Known, type Layer } from './layer.ts'
import type { Noun, Nouns, Start, StartKey } from './store.ts'

/** What acts took to be free, or not to be sent before, without asking. */
interface Presumed { starts: Start[], keys: StartKey[], commands: CommandKey[] }

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
  /** Approximate size of what is staged, in UTF-16 units. */
  size = 0
  readonly base: Base
  readonly #head: GroupHead
  #kept = makeLayer()
  /** Null when everything is asked at once. */
  #presumed: Presumed | null = { starts: [], keys: [], commands: [] }

  constructor(base: Base, head: GroupHead) {
    this.base = base
    this.#head = head
  }

  /** A new document takes these: asked now, or presumed to be free until `isAsPresumed`. Most are, so that a group asks with one query per noun. */
  async presumeFree(starts: readonly Start[], keys: readonly StartKey[]): Promise<void> {
    if (!this.#presumed) return await this.base.learn(starts, keys)
    this.#presumed.starts.push(...starts.filter(([noun, id]) => !this.base.known.documents[noun]?.has(id)))
    this.#presumed.keys.push(...keys.filter(key => !this.base.known.keys.has(keyName(...key))))
  }

  /** These commands come for the first time, or so it is presumed. */
  async presumeFirst(commands: readonly CommandKey[]): Promise<void> {
    if (!this.#presumed) return await this.base.learnCommands(commands)
    this.#presumed.commands.push(...commands)
  }

  /** Was everything free that was presumed so? When not, the acts must run `again`, for what they were told may be wrong. */
  async isAsPresumed(): Promise<boolean> {
    if (!this.#presumed) return true
    const { starts, keys, commands } = this.#presumed
    const { known } = this.base
    await Promise.all([this.base.learn(starts, keys), this.base.learnCommands(commands)])
    return starts.every(([noun, id]) => !known.documents[noun]?.get(id)) && keys.every(key => !known.keys.get(keyName(...key)))
      && commands.every(command => !known.commands.has(commandName(command)))
  }

  /** As before the first act, but with all that was learnt, and with nothing presumed any more. */
  again(): void {
    this.#kept = makeLayer()
    this.#presumed = null
    this.size = 0
  }

  document<N extends Noun>(layer: Layer, noun: N, id: string): Nouns[N] | null {
    for (const { documents } of [layer, this.#kept, this.base.known]) {
      const document = documents[noun]?.get(id)
      if (document !== undefined) return document
    }
    return null
  }

  /** Ids that the group writes, as far as its acts went well. */
  written(noun: Noun): string[] {
    return [...new Set(this.#kept.writes.filter(write => write.noun === noun).map(({ id }) => id))]
  }

  /** As the group found it, when it was learnt. */
  before<N extends Noun>(noun: N, id: string): Nouns[N] | null {
    return this.base.known.documents[noun]?.get(id) ?? null
  }

  /** As the acts that went well leave it. */
  now<N extends Noun>(noun: N, id: string): Nouns[N] | null {
    return this.document(this.#kept, noun, id)
  }

  /** Id of the document that holds a unique key. */
  holder(layer: Layer, name: string): string | null {
    for (const { keys } of [layer, this.#kept, this.base.known]) {
      const id = keys.get(name)
      if (id !== undefined) return id
    }
    return null
  }

  lastNumber(layer: Layer, series: string): number {
    return layer.series.get(series) ?? this.#kept.series.get(series) ?? this.base.known.series.get(series) ?? 0
  }

  command(key: CommandKey): KeptCommand | null {
    return this.#kept.commands.get(commandName(key)) ?? this.base.known.commands.get(commandName(key)) ?? null
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

  /** Everything the group writes, or null when it writes nothing. `group` is its id, `entries` what it changes in the search index. */
  batch(group: string, entries: readonly SearchEntry[]): Batch | null {
    const { writes, series, commands, events } = this.#kept
    if (writes.length + series.size + commands.size + events.length + entries.length === 0) return null
    const before = this.#head
    const lines = sealLines(before, events)
    const { seq, hash, at } = lines.at(-1) ?? before
    return {
      before,
      after: { seq, hash, at, group },
      documents: lastWrites(writes).map(write => ({ ...write, was: this.before(write.noun, write.id) })),
      series: [...series],
      commands: [...commands.values()].filter(command => command !== null),
      lines,
      entries,
    }
  }

  /** The committed state as it is once this group is written. Commands are left out: they may be forgotten beside the groups. */
  after(): Known {
    const { known } = this.base
    for (const { noun, id } of this.#kept.writes) pourDocument(this.#kept, known, noun, id)
    pour(this.#kept.keys, known.keys)
    pour(this.#kept.series, known.series)
    return { ...known, commands: new Map() }
  }
}
