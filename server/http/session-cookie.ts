// The session's cookie: HttpOnly, same site, for the whole desk; over TLS also Secure and bound to this host. The value is an opaque token.
import type { CookieOptions, Request, Response } from 'express'
import { sessionMaxMinutes } from '#domain/session.ts'
import { minuteMs } from '#domain/time.ts'

export interface SessionCookie {
  /** Reads the token out of a Cookie header; also used by the socket's handshake. */
  tokenIn: (header: string | undefined) => string | undefined
  tokenOf: (request: Request) => string | undefined
  set: (response: Response, token: string) => void
  clear: (response: Response) => void
}

/** `secure`: the desk is reached over TLS. The prefix keeps a neighbouring subdomain from planting a cookie (ASVS 3.3.3). */
export const makeSessionCookie = (secure: boolean): SessionCookie => {
  const name = secure ? '__Host-qulaq_session' : 'qulaq_session'
  const options: CookieOptions = { httpOnly: true, sameSite: 'lax', path: '/', secure }
  const tokenIn = (header: string | undefined) => {
    const pair = (header ?? '').split(';').map(part => part.trim()).find(part => part.startsWith(`${name}=`))
    const token = pair?.slice(name.length + 1)
    return token && /^[\w-]{20,100}$/.test(token) ? token : undefined
  }
  return {
    tokenIn,
    tokenOf: request => tokenIn(request.headers.cookie),
    set: (response, token) => void response.cookie(name, token, { ...options, maxAge: sessionMaxMinutes * minuteMs }),
    clear: response => void response.clearCookie(name, options),
  }
}
