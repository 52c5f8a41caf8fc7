// One press of a button: sent once, repeated safely when the line breaks, refused in words.
import { useQueryCache } from '@pinia/colada'
import type { CallOf, ResultOf } from '#domain/contract.ts'
import type { EndpointName } from '#domain/paths.ts'
import { call, Problem, type CallOptions } from '#client/api.ts'
import { askAgain } from '#client/ask.ts'
import { t } from '#client/i18n.ts'
import { useReference } from '#client/reference.ts'
import { formatTime } from '#client/format/instant.ts'
import { useToasts } from '#client/toasts.ts'

const repeatAfterMs = 1_500

/** The sentence of a refusal in the language of the screen; a stale save names who changed it and when. */
export const sentenceOf = (problem: unknown): string => {
  if (!(problem instanceof Problem)) return t('shell.problem.failed')
  const { code, title, details } = problem
  if (code === 'offline' || code === 'failed') return t(`shell.problem.${code}`)
  if ((code === 'stale-version' || code === 'not-in-this-state') && typeof details.by === 'string' && typeof details.at === 'string') {
    return t('shell.problem.changed', { who: useReference().personName(details.by), when: formatTime(details.at) })
  }
  return title || t('shell.problem.failed')
}

/** A refusal as a toast. */
export const showRefusal = (problem: unknown): void => {
  useToasts().show({ kind: 'refused', text: sentenceOf(problem), isOffline: problem instanceof Problem && problem.code === 'offline' })
}

const send = async <N extends EndpointName>(name: N, input: CallOf<N>, options: CallOptions): Promise<ResultOf<N>> => {
  try {
    return await call(name, input, options)
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'offline') throw error
    await new Promise(resolve => setTimeout(resolve, repeatAfterMs))
    return call(name, input, options)
  }
}

/** One press, without words about it: repeated by itself once when the line breaks, with the same key. Throws `Problem`. */
export const press = <N extends EndpointName>(name: N, input: CallOf<N>, { version }: { version?: number } = {}): Promise<ResultOf<N>> =>
  send(name, input, { version, key: crypto.randomUUID() })

/**
 * `run` gives the result, or null after the refusal was shown as a toast. Everything shown is asked again either way. An act on a `version` is over when what stands
 * now is on the screen: a second press before that would name the version before one's own first.
 */
export const useAct = () => {
  const cache = useQueryCache()
  const run = async <N extends EndpointName>(name: N, input: CallOf<N>, options: { version?: number } = {}): Promise<ResultOf<N> | null> => {
    const result = await press(name, input, options).catch((error: unknown) => {
      showRefusal(error)
      return null
    })
    const shown = askAgain(cache)
    if (result !== null && options.version !== undefined) await shown
    return result
  }
  return { run }
}
