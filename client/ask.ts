// A question that stays fresh: asked over HTTP, asked again when the socket says that something it shows has changed.
import { useQuery } from '@pinia/colada'
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
