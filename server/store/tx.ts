// What an act holds in its hands: reads and writes over the staged state. Each step first learns what it needs, then decides without waiting.
import { randomUUIDv7 } from 'node:crypto'
import { Refusal } from '#domain/refusal.ts'
import type { TrailEvent } from '#domain/trail.ts'
import { canonicalJson } from './chain.ts'
import { documentText, heldKeys, keyFields, keyName, keyValues, parseDocument } from './document.ts'
import { shelve, unshelve, type Layer } from './layer.ts'
import { nouns } from './nouns.ts'
import type { Stage } from './staged.ts'
import type { Noun, Nouns, Start, StartKey, Tx, Unit } from './store.ts'

const takenRefusal = (noun: Noun) => new Refusal('duplicate', `another ${noun} has this key`, { what: noun })

const textField = (document: object, field: string, name: string): Record<string, string> => {
  const value: unknown = Reflect.get(document, field)
  return typeof value === 'string' ? { [name]: value } : {}
}

/** Says who changed it and when, where the document knows that itself. */
const staleRefusal = (noun: Noun, current: { id: string, version: number }) => {
  const who = textField(current, 'changedBy', 'by')
  const when = textField(current, 'lastActAt', 'at')
  return new Refusal('stale-version', `${noun} ${current.id} was changed meanwhile`, { noun, id: current.id, version: current.version, ...who, ...when })
}

/** The unique keys that a document holds, and `before` did not: those are its own, and need no question. */
const newKeys = (noun: Noun, document: object, before: object | null): StartKey[] => {
  const own = new Set(before && heldKeys(noun, before))
  return Object.keys(nouns[noun].unique).flatMap((key) => {
    const values = keyValues(noun, key, document)
    return values && !own.has(keyName(noun, key, values)) ? [[noun, key, values] as const] : []
  })
}

const claimKeys = (stage: Stage, layer: Layer, noun: Noun, document: { id: string }): void => {
  const names = heldKeys(noun, document)
  if (names.some(name => (stage.holder(layer, name) ?? document.id) !== document.id)) throw takenRefusal(noun)
  for (const name of names) layer.keys.set(name, document.id)
}

/** The staged copy is parsed from the text: what the act does to its own object afterwards changes nothing. */
const write = <N extends Noun>(layer: Layer, noun: N, document: Nouns[N], text: string): Nouns[N] => {
  const { id, version } = document
  layer.writes.push({ noun, id, version, seen: version - 1, text })
  shelve(layer, noun, document)
  return document
}

/** `isDrawn`: the id was made in this run, and nobody can have it. */
const insert = async <N extends Noun>(stage: Stage, layer: Layer, noun: N, draft: Omit<Nouns[N], 'version'>, isDrawn: boolean): Promise<Nouns[N]> => {
  const text = documentText(noun, { ...draft, version: 1 })
  const document = parseDocument(noun, text)
  const start: Start = [noun, document.id]
  await stage.presumeFree(isDrawn ? [] : [start], newKeys(noun, document, null))
  if (stage.document(layer, noun, document.id)) throw takenRefusal(noun)
  claimKeys(stage, layer, noun, document)
  return write(layer, noun, document, text)
}

const put = async <N extends Noun>(stage: Stage, layer: Layer, noun: N, seen: Nouns[N]): Promise<Nouns[N]> => {
  const text = documentText(noun, { ...seen, version: seen.version + 1 })
  const document = parseDocument(noun, text)
  await stage.base.learnDocuments(noun, [document.id])
  await stage.base.learn([], newKeys(noun, document, stage.document(layer, noun, document.id)))
  const current = stage.document(layer, noun, document.id)
  if (!current) throw new Refusal('not-found', `${noun} ${document.id} is not kept`, { noun, id: document.id })
  if (current.version !== document.version - 1) throw staleRefusal(noun, current)
  claimKeys(stage, layer, noun, document)
  const held = new Set(heldKeys(noun, document))
  for (const name of heldKeys(noun, current)) if (!held.has(name)) layer.keys.set(name, null)
  return write(layer, noun, document, text)
}

const remove = async <N extends Noun>(stage: Stage, layer: Layer, noun: N, { id, version: seen }: Pick<Nouns[N], 'id' | 'version'>): Promise<void> => {
  await stage.base.learnDocuments(noun, [id])
  const current = stage.document(layer, noun, id)
  if (!current) throw new Refusal('not-found', `${noun} ${id} is not kept`, { noun, id })
  if (current.version !== seen) throw staleRefusal(noun, current)
  for (const name of heldKeys(noun, current)) layer.keys.set(name, null)
  layer.writes.push({ noun, id, version: seen, seen, text: null })
  unshelve(layer, noun, id)
}

const find = async <N extends Noun>(stage: Stage, layer: Layer, noun: N, key: string, values: string[]): Promise<Nouns[N] | undefined> => {
  keyFields(noun, key)
  await stage.base.learnKeys(noun, key, [values])
  const id = stage.holder(layer, keyName(noun, key, values))
  return id === null ? undefined : stage.document(layer, noun, id) ?? undefined
}

const append = (layer: Layer, { by, now }: Pick<Unit<unknown>, 'by' | 'now'>, event: TrailEvent): void => {
  const staged: { by: string, event: TrailEvent } = JSON.parse(canonicalJson({ by, event }))
  layer.events.push({ at: now, ...staged })
}

export interface DrawnIds { draw(): string, isDrawn(id: string): boolean }

/** Draws the ids of one run: those of the runs before it, then new ones. */
export const idsOf = (before: string[]): DrawnIds => {
  const drawn = new Set<string>()
  const draw = () => {
    const id = before[drawn.size] ?? randomUUIDv7()
    before[drawn.size] = id
    drawn.add(id)
    return id
  }
  return { draw, isDrawn: id => drawn.has(id) }
}

/** The `tx` of one run of one unit; `ids` are those that it has drawn in this run. */
export const makeTx = (stage: Stage, layer: Layer, unit: Pick<Unit<unknown>, 'by' | 'now'>, ids: DrawnIds): Tx => ({
  now: unit.now,
  newId: ids.draw,
  get: async (noun, id) => {
    await stage.base.learnDocuments(noun, [id])
    return stage.document(layer, noun, id) ?? undefined
  },
  find: async (noun, key, values) => await find(stage, layer, noun, key, values),
  insert: async (noun, document) => await insert(stage, layer, noun, document, ids.isDrawn(document.id)),
  put: async (noun, document) => await put(stage, layer, noun, document),
  remove: async (noun, seen) => await remove(stage, layer, noun, seen),
  append: event => append(layer, unit, event),
  next: async (series) => {
    await stage.base.learnSeries(series)
    const number = stage.lastNumber(layer, series) + 1
    layer.series.set(series, number)
    return number
  },
})
