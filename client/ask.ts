// A question that stays fresh: asked over HTTP, asked again when the socket says that something it shows has changed.
import { useQuery, type QueryCache } from '@pinia/colada'
import { toValue, type MaybeRefOrGetter } from 'vue'
import type { CallOf } from '#domain/contract.ts'
import type { EndpointName } from '#domain/paths.ts'
import { call } from '#client/api.ts'

/** Key of a question: endpoint and input, so that `live.ts` can tell which are touched. */
export const keyOf = (name: EndpointName, input: object | undefined) => [name, (input ?? {}) as Record<string, string>]

/** `input` may be a getter; `enabled` false waits. Colada's query: `data`, `error`, `isPending`, `refetch`. */
export const useAsk = <N extends EndpointName>(name: N, input: MaybeRefOrGetter<CallOf<N>>, enabled: MaybeRefOrGetter<boolean> = true) => useQuery({
  key: () => keyOf(name, toValue(input) as object | undefined),
  query: () => call(name, toValue(input)),
  enabled: () => toValue(enabled),
  staleTime: 5_000,
})

type Entries = ReturnType<QueryCache['getEntries']>
type Which = Parameters<QueryCache['getEntries']>[0]

/** By the call on its way that is waited for. */
const queued = new WeakMap<object, Promise<unknown>>()

/**
 * One at a time: an answer on its way is let come in and shown, and then the question is put once more. Cutting it short would, on a slow line and a day with
 * news every second, throw each answer away before it comes, and the screen would stand still.
 */
const renew = async (cache: QueryCache, entry: Entries[number]): Promise<unknown> => {
  // Not shown: asked when it is. Colada's `invalidate` drops an answer that is on its way, so it is for these alone.
  if (!entry.active || !toValue(entry.options?.enabled)) return cache.invalidate(entry)
  const { pending } = entry
  if (!pending) return cache.fetch(entry)
  const again = queued.get(pending) ?? pending.refreshCall.catch(() => null).then(() => renew(cache, entry))
  queued.set(pending, again)
  return again
}

const settled = (asked: Promise<unknown>): Promise<boolean> => asked.then(() => true, () => false)

/**
 * Asks again what is shown and fits `which`, all of it when nothing is said. True when everything was answered by a question put after this call: what was not
 * stands as it was, each question keeps its own error for its own place on the screen, and none is left to nobody.
 */
export const askAgain = (cache: QueryCache, which?: Which): Promise<boolean> =>
  settled(Promise.all(cache.getEntries(which).map(entry => renew(cache, entry))))

/** The same for everything, after a break: what was asked before it may never be answered, so nothing waits for that. */
export const askAnew = (cache: QueryCache): Promise<boolean> => settled(cache.invalidateQueries())
