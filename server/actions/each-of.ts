// Walks a whole list page by page, so that no read is without bound.
import type { Noun, Nouns, Query, Read } from '../store/store.ts'

export async function* eachOf<N extends Noun>(read: Read, noun: N, query: Omit<Query, 'limit' | 'after'>): AsyncGenerator<Nouns[N]> {
  let after: string | undefined
  do {
    const page = await read.list(noun, { ...query, after, limit: 500 })
    yield* page.items
    after = page.next ?? undefined
  } while (after !== undefined)
}
