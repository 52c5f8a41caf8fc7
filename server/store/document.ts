// A document between an act and the disk: its text is taken when it is staged, so that nothing an act does to its object later reaches the store.
import { Refusal } from '#domain/refusal.ts'
import type { Noun, Nouns } from './store.ts'
import { nouns } from './nouns.ts'

/** JSON.stringify writes `\ud8…` only for half a surrogate pair; an even run of backslashes before it is text that merely looks so. */
const halfPair = /(?<!\\)(?:\\\\)*\\ud[89a-f]/

/** The document as JSON. Refusal `bad-input` naming the field when its text holds half a surrogate pair: it has no UTF-8. */
export const documentText = (noun: Noun, document: object): string => {
  const text = JSON.stringify(document)
  if (!text.includes('\\ud') || !halfPair.test(text)) return text
  const field = Object.entries(document).find(([, value]) => halfPair.test(JSON.stringify(value) ?? ''))?.[0] ?? ''
  throw new Refusal('bad-input', `the text of ${noun}.${field} holds half of a surrogate pair`, { noun, field })
}

/** Text that an engine wrote, back as the document it was. */
export const parseDocument = <N extends Noun>(_noun: N, text: string): Nouns[N] => JSON.parse(text)

const freezeDeep = (value: unknown): void => {
  if (typeof value !== 'object' || value === null) return
  for (const field of Object.values(value)) freezeDeep(field)
  Object.freeze(value)
}

/** A document that many acts of a group look at: none can change it under the others. */
export const frozen = <T>(document: T): T => {
  freezeDeep(document)
  return document
}

/** The declared unique key; an undeclared one is a bug of the caller. */
export const keyFields = (noun: Noun, key: string): readonly string[] => {
  const fields = nouns[noun].unique[key]
  if (!fields) throw new TypeError(`no unique key ${key} is declared for ${noun}`)
  return fields
}

/** One text for one value of a unique key. */
export const keyName = (noun: Noun, key: string, values: readonly string[]): string => JSON.stringify([noun, key, ...values])

/** What a document has for a unique key, or null when it is not held to it: a null is among the fields. */
export const keyValues = (noun: Noun, key: string, document: object): string[] | null => {
  const fields = keyFields(noun, key)
  const values = fields.map((field): unknown => Reflect.get(document, field)).filter(value => typeof value === 'string')
  return values.length === fields.length ? values : null
}

/** Names of all unique keys that a document holds. */
export const heldKeys = (noun: Noun, document: object): string[] =>
  Object.keys(nouns[noun].unique).flatMap((key) => {
    const values = keyValues(noun, key, document)
    return values ? [keyName(noun, key, values)] : []
  })
