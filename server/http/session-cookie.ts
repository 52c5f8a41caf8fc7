// The session's cookie: HttpOnly, same site, for the whole desk. The value is an opaque token.
import type { Request, Response } from 'express'
import { sessionMaxMinutes } from '#domain/session.ts'
import { minuteMs } from '#domain/time.ts'

const name = 'qulaq_session'

/** Reads the token out of a Cookie header; also used by the socket's handshake. */
export const tokenIn = (header: string | undefined): string | undefined => {
  const pair = (header ?? '').split(';').map(part => part.trim()).find(part => part.startsWith(`${name}=`))
  const token = pair?.slice(name.length + 1)
  return token && /^[\w-]{20,100}$/.test(token) ? token : undefined
}

export const tokenOf = (request: Request): string | undefined => tokenIn(request.headers.cookie)

export const setToken = (response: Response, token: string): void => {
  response.cookie(name, token, { httpOnly: true, sameSite: 'lax', path: '/', maxAge: sessionMaxMinutes * minuteMs })
}

export const clearToken = (response: Response): void => {
  response.clearCookie(name, { httpOnly: true, sameSite: 'lax', path: '/' })
}
