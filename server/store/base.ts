// The committed state as far as a group has asked for it: each thing is asked once, many things with one query.
import { heldKeys, keyName } from './document.ts'
import type { CommandKey, ListPlan, Snapshot } from './engine.ts'
import { commandName, shelfOf, shelve, type Known } from './layer.ts'
import type { Noun, Nouns, SearchedNoun, Start, StartKey } from './store.ts'

export class Base {
  /** The first failure of the engine while acts were reading: the group cannot stand, even if an act swallowed it. */
  failure: { error: unknown } | null = null
  readonly known: Known
  readonly #snapshot: Snapshot

  /** `known` was learnt, or written, when the head was the same. */
  constructor(snapshot: Snapshot, known: Known) {
    this.#snapshot = snapshot
    this.known = known
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
    const shelf = shelfOf(this.known.documents, noun)
    const unknown = [...new Set(ids)].filter(id => !shelf.has(id) && id.isWellFormed())
    if (unknown.length === 0) return
    const found = await this.#ask(this.#snapshot.documents(noun, unknown))
    for (const id of unknown) shelf.set(id, null)
    for (const document of found) shelve(this.known, noun, document)
  }

  /** Asks with one query who holds these values of a unique key. */
  async learnKeys<N extends Noun>(noun: N, key: string, rows: readonly (readonly string[])[]): Promise<void> {
    const named = new Map(rows.map(values => [keyName(noun, key, values), values]))
    const unknown = [...named].filter(([name, values]) => !this.known.keys.has(name) && values.every(value => value.isWellFormed()))
    if (unknown.length === 0) return
    const holders = await this.#ask(this.#snapshot.byKeys(noun, key, unknown.map(([, values]) => values)))
    for (const [name] of unknown) this.known.keys.set(name, null)
    for (const holder of holders) {
      shelve(this.known, noun, holder)
      for (const name of heldKeys(noun, holder)) this.known.keys.set(name, holder.id)
    }
  }

  /** All that acts start from: one query a noun, all at once. */
  async learn(starts: readonly Start[], keys: readonly StartKey[]): Promise<void> {
    const byNoun = Map.groupBy(starts, ([noun]) => noun)
    const byKey = Map.groupBy(keys, ([noun, key]) => `${noun} ${key}`)
    await Promise.all([
      ...[...byNoun].map(([noun, some]) => this.learnDocuments(noun, some.map(([, id]) => id))),
      ...[...byKey.values()].flatMap(some => some.slice(0, 1).map(([noun, key]) => this.learnKeys(noun, key, some.map(([, , values]) => values)))),
    ])
  }

  /** Committed documents of a list, in order; from now on they are known. */
  async listed<N extends Noun>(noun: N, plan: ListPlan, limit: number): Promise<Nouns[N][]> {
    const found = await this.#ask(this.#snapshot.stretch(noun, plan, { nulls: false }, limit))
    for (const document of found) shelve(this.known, noun, document)
    return found
  }

  /** Ids of the searched documents whose entry is over this post, as it is committed. */
  async over(noun: SearchedNoun, postId: string): Promise<string[]> {
    return await this.#ask(this.#snapshot.over(noun, postId))
  }

  async learnSeries(series: string): Promise<void> {
    if (this.known.series.has(series)) return
    const value = await this.#ask(this.#snapshot.series(series))
    this.known.series.set(series, value)
  }

  async learnCommands(keys: readonly CommandKey[]): Promise<void> {
    if (keys.length === 0) return
    for (const command of await this.#ask(this.#snapshot.commands(keys))) this.known.commands.set(commandName(command), command)
  }
}
