// One HTTP request to addresses that were checked before; no redirect is followed and no proxy is asked.
import { request as requestHttp, type IncomingMessage, type RequestOptions } from 'node:http'
import { request as requestHttps } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import type { Readable } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import { Refusal } from '#domain/refusal.ts'

export interface RawRequest {
  url: URL
  /** The only addresses that the connection may use. */
  addresses: string[]
  headers: Record<string, string>
  /** Sent by POST; absent: GET. */
  post?: string
  maxBytes: number
  signal: AbortSignal
}

export interface RawAnswer { status: number, headers: Record<string, string>, body: Uint8Array }

/** The name is not looked up again: a second answer of the resolver (DNS rebinding) is never asked for. */
const pinnedTo = (addresses: string[]): LookupFunction => (_host, options, callback) => {
  const found = addresses.map(address => ({ address, family: isIP(address) }))
  const [first] = found
  if (options.all) callback(null, found)
  else if (first) callback(null, first.address, first.family)
}

const connect = ({ url, addresses, headers, post, signal }: RawRequest): Promise<IncomingMessage> => new Promise((resolve, reject) => {
  const options: RequestOptions & { rejectUnauthorized: boolean } = {
    method: post === undefined ? 'GET' : 'POST', agent: false, lookup: pinnedTo(addresses), signal, rejectUnauthorized: true,
    headers: { 'accept-encoding': 'gzip, br, deflate', ...headers, ...post !== undefined && { 'content-length': String(Buffer.byteLength(post)) } },
  }
  const call = url.protocol === 'https:' ? requestHttps(url, options) : requestHttp(url, options)
  call.on('response', resolve)
  call.on('error', (error) => { reject(signal.aborted ? signal.reason : error) })
  call.end(post)
})

const tooLarge = (url: URL, limit: number) => new Refusal('fetch-failed', `${url.host} answers with more than ${limit} bytes`, { host: url.host, reason: 'too-large', limit })

const unpacked = (answer: IncomingMessage, url: URL): Readable => {
  const encoding = (answer.headers['content-encoding'] ?? '').trim().toLowerCase()
  if (encoding === '' || encoding === 'identity') return answer
  const unpack = encoding === 'gzip' || encoding === 'x-gzip' ? createGunzip() : encoding === 'br' ? createBrotliDecompress() : encoding === 'deflate' ? createInflate() : null
  if (!unpack) throw new Refusal('fetch-failed', `${url.host} packs its answer in an unknown way`, { host: url.host, reason: 'unreadable', cause: 'content-encoding' })
  answer.on('error', (error) => { unpack.destroy(error) })
  return answer.pipe(unpack)
}

const readBody = async (answer: IncomingMessage, { url, maxBytes, signal }: RawRequest): Promise<Uint8Array> => {
  if (Number(answer.headers['content-length'] ?? 0) > maxBytes) throw tooLarge(url, maxBytes)
  const chunks: Uint8Array[] = []
  let size = 0
  try {
    for await (const chunk of unpacked(answer, url)) {
      if (!(chunk instanceof Uint8Array)) continue
      size += chunk.length
      if (size > maxBytes) throw tooLarge(url, maxBytes)
      chunks.push(chunk)
    }
  } catch (error) {
    throw signal.aborted ? signal.reason : error
  }
  return Buffer.concat(chunks)
}

const flat = (headers: IncomingMessage['headers']): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).flatMap(([name, value]) => value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]]))

/** One answer, unpacked, at most `maxBytes` of it; a redirect's body is not read. Throws fetch-failed `{reason: too-large | unreadable}`, the signal's reason, or what the network throws. */
export const requestOnce = async (request: RawRequest): Promise<RawAnswer> => {
  const answer = await connect(request)
  try {
    const status = answer.statusCode ?? 0
    const body = status >= 300 && status < 400 ? new Uint8Array() : await readBody(answer, request)
    return { status, headers: flat(answer.headers), body }
  } finally {
    answer.destroy()
  }
}
