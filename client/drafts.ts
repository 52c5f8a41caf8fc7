// Words that the server does not have yet, kept in this browser for the person who wrote them. IndexedDB holds what is written at once, so that a browser
// that is killed loses nothing; localStorage is written some seconds later.
import { createStore, del, delMany, entries, get, keys, set } from 'idb-keyval'
import { useSession } from '#client/session.ts'

/** `version`: of the noun that the person saw while writing; null where there is none. `value`: the words, or the fields of a form. */
export interface Draft { value: unknown, version: number | null }

const store = createStore('qulaq', 'drafts')
/** Nobody's drafts are another's: the person is the first part of every key. */
const keyOf = (what: string) => `${useSession().me.value?.id ?? ''} ${what}`

/** A full or forbidden storage is no reason to stop a person from typing. */
const quietly = async <T>(work: () => Promise<T>, otherwise: T): Promise<T> => {
  try {
    return await work()
  } catch {
    return otherwise
  }
}

/** `what`: what the words are for, such as `note:` with the ticket's id. */
export const keepDraft = (what: string, draft: Draft): Promise<void> => {
  const key = keyOf(what)
  return quietly(() => set(key, draft, store), undefined)
}
export const dropDraft = (what: string): Promise<void> => {
  const key = keyOf(what)
  return quietly(() => del(key, store), undefined)
}
/** Null when nothing is kept. */
export const recallDraft = (what: string): Promise<Draft | null> => {
  const key = keyOf(what)
  return quietly(async () => await get<Draft>(key, store) ?? null, null)
}

/** All that this person has kept for what begins so, by what it is for. */
export const draftsFor = async (beginning: string): Promise<Map<string, Draft>> => {
  const start = keyOf(beginning)
  const all = await quietly(() => entries<string, Draft>(store), [])
  return new Map(all.filter(([key]) => key.startsWith(start)).map(([key, draft]) => [key.slice(keyOf('').length), draft]))
}

/** What a person typed, without codes and ids: empty where something was only chosen. */
export const wordsOf = ({ value }: Draft): string => {
  if (typeof value === 'string') return value.trim()
  const fields = typeof value === 'object' && value !== null ? value : {}
  return ['words', 'text', 'note', 'reason'].map(name => String(Reflect.get(fields, name) ?? '').trim()).filter(Boolean).join('\n')
}

/** How many texts of this person wait to be sent. */
export const countUnsent = async (): Promise<number> => [...(await draftsFor('')).values()].filter(draft => wordsOf(draft) !== '').length

/** At sign-out: nothing that this person wrote stays on the machine. */
export const dropAllDrafts = (): Promise<void> => {
  const own = keyOf('')
  return quietly(async () => delMany((await keys<string>(store)).filter(key => key.startsWith(own)), store), undefined)
}
