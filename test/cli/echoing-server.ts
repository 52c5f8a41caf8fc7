// A site that says everything twice: what the network behind it answers, with a token planted in bodies, headers, addresses and errors.
import { createServer, type ServerResponse } from 'node:http'
import { openOnLoopback } from '../loopback.ts'

/** Recognised wherever it stands, whatever stands around it. */
export const token = 'vk1.a.JasyrynKilt0-abcdefghijk'
const address = `https://x.example/bot123456789:${token.slice(6)}/getMe?access_token=${token}&after=x`

export interface EchoingServer {
  origin: string
  hostPort: string
  /** How it answers from now on: as the network does, with errors, or by sending elsewhere. */
  mood: (mood: 'echo' | 'refuse' | 'fail' | 'send-away') => void
  close: () => Promise<void>
}

const planted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(planted)
  if (typeof value !== 'object' || value === null) return value
  return { ...Object.fromEntries(Object.entries(value).map(([name, part]) => [name, planted(part)])), access_token: token, debug: { key: 'access_token', value: token }, called: address, sent: `Authorization: Bearer ${token}` }
}

const inMarkup = (text: string) => text
  .replaceAll('</item>', `<debug>${address.replace('&', '&amp;')}</debug></item>`)
  .replace('<channel>', `<channel><atom:link xmlns:atom="http://www.w3.org/2005/Atom" rel="next" href="${address.replace('&', '&amp;')}"/>`)
  .replaceAll(' data-post=', ` data-debug="${address}" data-post=`)

const echo = async (from: Response, response: ServerResponse) => {
  const text = await from.text()
  const isJson = /json/.test(from.headers.get('content-type') ?? '')
  const link = from.headers.get('link')
  for (const [name, value] of from.headers) if (/^(?:content-type|x-|ratelimit)/.test(name)) response.setHeader(name, value)
  response.setHeader('set-cookie', `access_token=${token}`).setHeader('x-echo', `Bearer ${token}`)
  response.setHeader('link', `${link === null ? '' : `${link.replaceAll('>', `&access_token=${token}>`)}, `}<${address}>; rel="next"`)
  response.writeHead(from.status).end(isJson ? JSON.stringify(planted(JSON.parse(text))) : inMarkup(text))
}

const error = JSON.stringify({ error: `Invalid token ${token}`, message: `GET ${address} failed`, request_params: [{ key: 'access_token', value: token }] })

/** Before the network at `origin`. */
export const startEchoing = async (origin: string): Promise<EchoingServer> => {
  let mood: Parameters<EchoingServer['mood']>[0] = 'echo'
  const server = createServer(async (request, response) => {
    if (mood === 'send-away') return response.writeHead(302, { location: `http://user:${token}@10.0.0.1/?access_token=${token}` }).end()
    if (mood !== 'echo') return response.writeHead(mood === 'fail' ? 500 : 401, { 'content-type': 'application/json', 'www-authenticate': `Bearer error="${token}"` }).end(error)
    return echo(await fetch(`${origin}${request.url}`), response)
  })
  return { ...await openOnLoopback(server), mood: (now) => { mood = now } }
}
