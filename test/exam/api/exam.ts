// The API exam: schemathesis makes requests from the OpenAPI document, good ones and bad ones, with a session of a role; then nothing acknowledged may be missing.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import type { Noun, Store } from '../../../server/store/store.ts'
import { verifyTrail } from '../../../server/store/verify-trail.ts'

/** No 500, and no answer that the document does not name. */
const checks = ['not_a_server_error', 'status_code_conformance', 'content_type_conformance', 'response_headers_conformance', 'response_schema_conformance']
/** They would end the session that the exam itself has or shut it out, or call sites that are not there. */
const leftOut = ['sign-out', 'end-other-sessions', 'change-password', 'set-security', 'collect-now', 'look-at-source', 'try-source']

export interface Sitting { url: string, cookie: string, examples: number, seed: number }
/** `said`: the report of schemathesis. `answers`: of every command that was acknowledged. */
export interface Sat { isSound: boolean, requests: number, answers: Record<string, unknown>[], said: string }

const har = z.object({ log: z.object({ entries: z.array(z.object({
  request: z.object({ method: z.string() }), response: z.object({ status: z.number(), content: z.object({ text: z.string().optional(), encoding: z.string().optional() }) }),
})) }) })

const bodyOf = ({ text = '', encoding }: { text?: string, encoding?: string }): Record<string, unknown>[] => {
  const json = encoding === 'base64' ? Buffer.from(text, 'base64').toString() : text
  if (!json.startsWith('{')) return []
  const body: unknown = JSON.parse(json)
  return typeof body === 'object' && body !== null ? [{ ...body }] : []
}

/** One role sits the exam. */
export const sit = async (schemathesis: string, { url, cookie, examples, seed }: Sitting): Promise<Sat> => {
  const folder = await mkdtemp(join(tmpdir(), 'qulaq-exam-'))
  const report = join(folder, 'all.har')
  const child = spawn(schemathesis, [
    'run', `${url}/api/openapi.json`, '-H', `Cookie: ${cookie}`, '--checks', checks.join(','), '--phases', 'fuzzing', '-n', String(examples), '--seed', String(seed),
    '--generation-database', 'none', '--continue-on-failure', '--no-color', '--warnings', 'off', '--report-har-path', report, ...leftOut.flatMap(name => ['--exclude-operation-id', name]),
  ], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => { said += text })
  child.stderr.setEncoding('utf8').on('data', (text: string) => { said += text })
  const [code] = await once(child, 'close')
  const { log: { entries } } = har.parse(JSON.parse(await readFile(report, 'utf8')))
  await rm(folder, { recursive: true })
  const done = entries.filter(({ request, response }) => request.method !== 'GET' && response.status === 200)
  return { isSound: code === 0, requests: entries.length, answers: done.flatMap(({ response }) => bodyOf(response.content)), said }
}

/** The things that acknowledged answers name. */
const named: Record<string, Noun> = { postId: 'post', ticketId: 'ticket', userId: 'user', replyId: 'reply', organisationId: 'organisation' }

/** What was acknowledged and is not there, or a chain that is broken; empty when nothing is lost. */
export const lostOf = async (store: Store, answers: readonly Record<string, unknown>[]): Promise<string[]> => {
  const lost: string[] = []
  for (const answer of answers) {
    for (const [field, noun] of Object.entries(named)) {
      const id = answer[field]
      if (typeof id === 'string' && await store.read.get(noun, id) === undefined) lost.push(`${noun} ${id}`)
    }
  }
  const { seq } = await store.read.head()
  const proof = await verifyTrail(store.read)
  return 'lines' in proof && proof.lines === seq ? lost : [...lost, `the trail: ${JSON.stringify(proof)}`]
}
