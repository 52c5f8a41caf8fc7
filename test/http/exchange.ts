// One plain HTTP exchange, byte by byte as given, and what holds for every answer of the desk: no bug, nothing of the inside, problems in their one shape.
import { request, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http'
import { z } from 'zod'
import { refusalCodes } from '#domain/refusal.ts'
import { interfaceLanguages } from '#domain/user.ts'

export interface Asked { method?: string, path: string, headers?: OutgoingHttpHeaders, body?: string | Buffer }
export interface Answer { status: number, headers: IncomingHttpHeaders, bytes: Buffer, text: string, body: unknown }

const problem = z.strictObject({
  type: z.string().startsWith('urn:qulaq:'), code: z.enum(refusalCodes), status: z.number().int(), title: z.string().min(20).regex(/^[^{}]*$/), detail: z.string().min(1),
  details: z.record(z.string(), z.unknown()), requestId: z.uuid(),
})
export type Problem = z.output<typeof problem>

/** The answer as a problem; throws when it is none. */
export const problemIn = ({ body }: Answer): Problem => problem.parse(body)

const insides = [process.cwd(), 'node_modules', 'file://', /\.(ts|js):\d+/, /\n\s+at /, /SQLITE|sqlite/, /<pre>/]

/** No answer is a bug or shows the inside of the house; what is refused under /api is a problem in words. */
const demandSound = (asked: Asked, answer: Answer) => {
  const where = `${asked.method ?? 'GET'} ${asked.path.slice(0, 200)} → ${answer.status}`
  if (answer.status === 500) throw new Error(`${where}: the desk met a bug`)
  const inside = insides.find(sign => typeof sign === 'string' ? answer.text.includes(sign) : sign.test(answer.text))
  if (inside) throw new Error(`${where}: the answer shows ${inside}: ${answer.text.slice(0, 500)}`)
  if (answer.status < 400 || !asked.path.startsWith('/api') || asked.method === 'HEAD') return
  const { status, requestId } = problemIn(answer)
  const language = answer.headers['content-language'] ?? ''
  if (answer.headers['content-type'] !== 'application/problem+json; charset=utf-8') throw new Error(`${where}: a refusal as ${answer.headers['content-type']}`)
  if (status !== answer.status || requestId !== answer.headers['x-request-id'] || !interfaceLanguages.some(known => known === language)) throw new Error(`${where}: the problem and its headers differ`)
}

const bodyOf = (type: string | undefined, text: string): unknown => /json/.test(type ?? '') && text !== '' ? JSON.parse(text) : undefined

export const exchange = async (url: string, asked: Asked): Promise<Answer> => {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>()
  const { hostname, port } = new URL(url)
  const sent = request({ hostname, port, path: asked.path, method: asked.method ?? 'GET', headers: asked.headers, agent: false }, (response) => {
    const chunks: Buffer[] = []
    response.on('data', (chunk: Buffer) => chunks.push(chunk)).on('error', reject).on('end', () => {
      const bytes = Buffer.concat(chunks)
      const text = bytes.toString()
      resolve({ status: response.statusCode ?? 0, headers: response.headers, bytes, text, body: bodyOf(response.headers['content-type'], text) })
    })
  })
  sent.on('error', reject).end(asked.body)
  const answer = await promise
  demandSound(asked, answer)
  return answer
}
