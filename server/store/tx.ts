// What an act holds in its hands: reads and writes over the staged state. Each step first learns what it needs, then decides without waiting.
import { Refusal } from '#domain/refusal.ts'
import type { TrailEvent } from '#domain/trail.ts'
import { canonicalJson } from './chain.ts'
import { documentText, heldKeys, keyFields, keyName, keyValues, parseDocument } from './document.ts'
import { nouns } from './nouns.ts'
import { shelve, unshelve, type Layer, type Stage } from './staged.ts'
import type { Noun, Nouns, Tx, Unit } from './store.ts'

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

/** Asks who holds the document's unique keys; those that it held before are its own, and need no question. */
const learnKeys = async (stage: Stage, noun: Noun, document: object, before: object | null): Promise<void> => {
  const own = new Set(before && heldKeys(noun, before))
  for (const key of Object.keys(nouns[noun].unique)) {
    const values = keyValues(noun, key, document)
    if (values && !own.has(keyName(noun, key, values))) await stage.learnKey(noun, key, values)
  }
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

const insert = async <N extends Noun>(stage: Stage, layer: Layer, noun: N, draft: Omit<Nouns[N], 'version'>): Promise<Nouns[N]> => {
  const text = documentText(noun, { ...draft, version: 1 })
  const document = parseDocument(noun, text)
  await stage.learnDocuments(noun, [document.id])
  await learnKeys(stage, noun, document, null)
  if (stage.document(layer, noun, document.id)) throw takenRefusal(noun)
  claimKeys(stage, layer, noun, document)
  return write(layer, noun, document, text)
}

const put = async <N extends Noun>(stage: Stage, layer: Layer, noun: N, seen: Nouns[N]): Promise<Nouns[N]> => {
  const text = documentText(noun, { ...seen, version: seen.version + 1 })
  const document = parseDocument(noun, text)
  await stage.learnDocuments(noun, [document.id])
  await learnKeys(stage, noun, document, stage.document(layer, noun, document.id))
  const current = stage.document(layer, noun, document.id)
  if (!current) throw new Refusal('not-found', `${noun} ${document.id} is not kept`, { noun, id: document.id })
  if (current.version !== document.version - 1) throw staleRefusal(noun, current)
  claimKeys(stage, layer, noun, document)
  const held = new Set(heldKeys(noun, document))
  for (const name of heldKeys(noun, current)) if (!held.has(name)) layer.keys.set(name, null)
  return write(layer, noun, document, text)
}

const remove = async <N extends Noun>(stage: Stage, layer: Layer, noun: N, { id, version: seen }: Pick<Nouns[N], 'id' | 'version'>): Promise<void> => {
  await stage.learnDocuments(noun, [id])
  const current = stage.document(layer, noun, id)
  if (!current) throw new Refusal('not-found', `${noun} ${id} is not kept`, { noun, id })
  if (current.version !== seen) throw staleRefusal(noun, current)
  for (const name of heldKeys(noun, current)) layer.keys.set(name, null)
  layer.writes.push({ noun, id, version: seen, seen, text: null })
  unshelve(layer, noun, id)
}

const find = async <N extends Noun>(stage: Stage, layer: Layer, noun: N, key: string, values: string[]): Promise<Nouns[N] | undefined> => {
  keyFields(noun, key)
  await stage.learnKey(noun, key, values)
  const id = stage.holder(layer, keyName(noun, key, values))
  return id === null ? undefined : stage.document(layer, noun, id) ?? undefined
}

const append = (layer: Layer, { by, now }: Pick<Unit<unknown>, 'by' | 'now'>, event: TrailEvent): void => {
  const staged: { by: string, event: TrailEvent } = JSON.parse(canonicalJson({ by, event }))
  layer.events.push({ at: now, ...staged })
}

/** The `tx` of one run of one unit; `ids` are handed out in order, the same ones on every run. */
export const makeTx = (stage: Stage, layer: Layer, unit: Pick<Unit<unknown>, 'by' | 'now'>, newId: () => string): Tx => ({
  now: unit.now,
  newId,
  get: async (noun, id) => {
    await stage.learnDocuments(noun, [id])
    return stage.document(layer, noun, id) ?? undefined
  },
  find: async (noun, key, values) => await find(stage, layer, noun, key, values),
  insert: async (noun, document) => await insert(stage, layer, noun, document),
  put: async (noun, document) => await put(stage, layer, noun, document),
  remove: async (noun, seen) => await remove(stage, layer, noun, seen),
  append: event => append(layer, unit, event),
  next: async (series) => {
    await stage.learnSeries(series)
    const number = stage.lastNumber(layer, series) + 1
    layer.series.set(series, number)
    return number
  },
})
