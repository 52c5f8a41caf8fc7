// A login at Bluesky for what is not answered without one: its tokens are held in memory alone, fetched once and renewed when they have run out.
import { z } from 'zod'
import { toInstant, toMs, type Instant } from '#domain/time.ts'
import { ask, notUnderstood, type Answer, type AskSignedIn } from '../api-call.ts'

/** `service`: origin of the server that keeps the account, whose calls are `/xrpc/…`; `password`: an app password (docs.bsky.app, "Get Started"). */
export interface BlueskyLogin { service: string, identifier: string, password: string }

const tokensSchema = z.object({ accessJwt: z.string().min(1), refreshJwt: z.string().min(1) })
type Tokens = z.infer<typeof tokensSchema>

const api = 'Bluesky'
/** The server takes thirty logins in five minutes and three hundred a day: a refused one is not tried again soon. */
const refusedMs = 10 * 60_000

const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } })
/** What servers call a token that is none, or none any more. */
const isStale = (answer: Answer) => 'failure' in answer && (answer.error === 'ExpiredToken' || answer.error === 'InvalidToken' || answer.error === 'AuthMissing' || answer.status === 401)

const tokensIn = (answer: Answer): Tokens | null => {
  const read = tokensSchema.safeParse('json' in answer ? answer.json : null)
  return read.success ? read.data : null
}

export const makeBlueskySession = ({ service, identifier, password }: BlueskyLogin): AskSignedIn => {
  let tokens: Tokens | null = null
  let refused: { until: Instant, answer: Answer } | null = null

  const signIn: AskSignedIn = async (context, _call, cursor) => {
    if (refused && refused.until > context.now()) return refused.answer
    const renewed = tokens && await ask(context, `${service}/xrpc/com.atproto.server.refreshSession`, cursor, api, { ...bearer(tokens.refreshJwt), post: '' })
    tokens = renewed && tokensIn(renewed)
    if (renewed && tokens) return renewed
    const answer = await ask(context, `${service}/xrpc/com.atproto.server.createSession`, cursor, api, { post: JSON.stringify({ identifier, password }) })
    tokens = tokensIn(answer)
    refused = 'failure' in answer && answer.status !== null && answer.status < 500 && answer.status !== 429 ? { until: toInstant(toMs(context.now()) + refusedMs), answer } : null
    return tokens === null && 'json' in answer ? { failure: notUnderstood(cursor, api), status: null, error: null } : answer
  }

  return async (context, call, cursor) => {
    const asked = tokens && await ask(context, `${service}${call}`, cursor, api, bearer(tokens.accessJwt))
    if (asked && !isStale(asked)) return asked
    const signed = await signIn(context, call, cursor)
    return tokens === null || 'failure' in signed ? signed : ask(context, `${service}${call}`, cursor, api, bearer(tokens.accessJwt))
  }
}
