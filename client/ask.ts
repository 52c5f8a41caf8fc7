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

/**
 * Asks again what is shown and fits `which`, all of it when nothing is said. True when everything was answered: what was not stands as it was, each question
 * keeps its own error for its own place on the screen, and none is left to nobody.
 */
export const askAgain = (cache: QueryCache, which?: Parameters<QueryCache['invalidateQueries']>[0]): Promise<boolean> =>
  cache.invalidateQueries(which).then(() => true, () => false)
