// One call of a network's JSON API: the answer, or the page that says why there is none.
import { Refusal } from '#domain/refusal.ts'
import { isRecord, readJson } from './json-answer.ts'
import type { Instant } from '#domain/time.ts'
import type { CollectedPage } from './page.ts'
import { pageOfFailure, pageOfStatus } from './page-failure.ts'
import type { FetchOptions, PoliteFetch } from './polite-fetch.ts'
import { secondsWhenSpent } from './rate-limit.ts'

/** What a call is made with. */
export interface Calling { fetch: PoliteFetch, now: () => Instant, signal: AbortSignal }

/** `waitSeconds`: this was the last call that the server allows for now. `error`: the name that it gives to a refused one. */
export type Answer =
  | { json: unknown, headers: Record<string, string>, waitSeconds: number | null }
  | { failure: CollectedPage, status: number | null, error: string | null }

/** Makes a call of the server that keeps an account of the desk, with its token; `cursor` as in `ask`. Never throws for what the network does. */
export type AskSignedIn = (calling: Calling, call: string, cursor: unknown) => Promise<Answer>

const errorIn = (body: Uint8Array): string | null => {
  try {
    const json: unknown = JSON.parse(new TextDecoder().decode(body))
    return isRecord(json) && typeof json['error'] === 'string' ? json['error'] : null
  } catch {
    return null
  }
}

/** Never throws for what the network does; `cursor` is the one that a failure leaves as it is, `what` names the API; `more`: a token, or what is sent. */
export const ask = async ({ fetch, now, signal }: Calling, url: string, cursor: unknown, what: string, more: Pick<FetchOptions, 'headers' | 'post'> = {}): Promise<Answer> => {
  try {
    const answer = await fetch(url, { accept: 'application/json', signal, ...more })
    if (answer.status < 200 || answer.status > 299) {
      return { failure: pageOfStatus(answer, cursor), status: answer.status, error: errorIn(answer.body) }
    }
    return { json: readJson(answer.body, `an answer of ${what}`), headers: answer.headers, waitSeconds: secondsWhenSpent(answer.headers, now()) }
  } catch (error) {
    if (error instanceof Refusal) return { failure: pageOfFailure(error, cursor), status: null, error: null }
    throw error
  }
}

/** The page of an answer that is JSON and not what was asked for. */
export const notUnderstood = (cursor: unknown, what: string): CollectedPage =>
  pageOfFailure(new Refusal('not-a-feed', `The server does not answer as ${what} does`, { why: 'json' }), cursor)

/** The part of a page that asks for a pause. */
export const pause = (waitSeconds: number | null): { waitSeconds?: number } => waitSeconds === null ? {} : { waitSeconds }
