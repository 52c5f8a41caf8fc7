// A desk that is told to stop: what it acknowledged is kept, what had come is finished, what comes then is refused in words, and it ends.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { demoPassword } from '../../server/demo/make-demo.ts'
import { deskStems } from '../../server/make-world.ts'
import { openSqlite } from '../../server/store/sqlite.ts'
import { verifyTrail } from '../../server/store/verify-trail.ts'
import { listen } from '../live/listener.ts'
import { demoFolder } from '../demo-folder.ts'
import { castOf, openDesk, openedAt, registerPost } from './desk.ts'
import { problemIn } from './exchange.ts'
import { signInAs } from './person.ts'

/** A line on which half a request was sent; the rest is sent later, and all that is answered comes back. */
const halfSaid = async (url: string, first: string) => {
  const { hostname, port } = new URL(url)
  const line = connect(Number(port), hostname)
  await once(line, 'connect')
  let said = ''
  line.setEncoding('utf8').on('data', (text: string) => { said += text }).on('error', () => {}).write(first)
  const ended = new Promise<void>(resolve => line.once('close', () => resolve()))
  return async (rest: string): Promise<string> => {
    line.write(rest)
    await ended
    return said
  }
}

test('a request that had begun is finished, one that comes then is refused in words, and sockets hear why they are cut', async () => {
  const desk = await openDesk()
  const aigul = await desk.as('aigul')
  const { ticketId } = await registerPost(aigul, await desk.akimat('burabay'))
  const screen = await listen(desk.url, { cookie: aigul.cookie })
  const head = `Host: ${new URL(desk.url).host}\r\nCookie: ${aigul.cookie}\r\n`
  const body = JSON.stringify({ text: 'жұмыс соңындағы сөз' })
  const note = await halfSaid(desk.url, `POST /api/v1/tickets/${ticketId}/note HTTP/1.1\r\n${head}Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body.slice(0, 5)}`)
  const look = await halfSaid(desk.url, `GET /api/v1/session HTTP/1.1\r\n`)
  // Answered after both halves were read.
  await desk.guest.raw({ path: '/healthz' })
  const closed = desk.close()
  const [noted, looked] = await Promise.all([note(body.slice(5)), look(`${head}\r\n`)])
  expect(noted).toMatch(/^HTTP\/1\.1 200 /)
  expect(looked).toMatch(/^HTTP\/1\.1 503 /)
  expect(looked).toContain('"code":"desk-closing"')
  expect(looked).toMatch(/^Retry-After: 5\r?$/m)
  expect(await screen.cut).toBe('closing')
  await closed
})

const main = fileURLToPath(new URL('../../server/main.ts', import.meta.url))

test('at SIGTERM in the middle of work nothing acknowledged is lost, and the process ends by itself, well', async () => {
  const folder = await demoFolder(openedAt)
  const child = spawn(process.execPath, [main], { env: { ...process.env, DATA_DIR: folder, PORT: '0', LOG_LEVEL: 'silent' }, stdio: ['ignore', 'pipe', 'inherit'] })
  const gone = once(child, 'exit')
  let url = ''
  for await (const text of createInterface(child.stdout)) {
    url = /Qulaq is open: (\S+)/.exec(text)?.[1] ?? ''
    if (url) break
  }
  child.stdout.resume()
  const reading = await openSqlite({ folder, readOnly: true, stems: deskStems })
  const organisationId = await castOf(reading).akimat('burabay')
  await reading.close()
  const aigul = await signInAs(url, 'aigul', demoPassword)
  const kept: string[] = []
  const refused: string[] = []
  let isStopped = false
  /** Until the desk answers no more. */
  const write = async (writer: number) => {
    for (let turn = 0; ; turn++) {
      const answer = await aigul.send('paste-post', { organisationId, url: `https://social.example/stop/${writer}-${turn}`, text: `Көше шамы жанбайды ${writer} ${turn}` }).catch(() => null)
      if (answer === null) return
      if (answer.status === 200) kept.push((answer.body as { postId: string }).postId)
      else refused.push(problemIn(answer).code)
      if (kept.length > 60 && !isStopped) {
        isStopped = true
        child.kill('SIGTERM')
      }
      if (refused.length > 5) return
    }
  }
  await Promise.all(Array.from({ length: 8 }, (_, writer) => write(writer)))
  // By its own limit it would end with 1.
  expect(await gone).toEqual([0, null])
  expect(refused.filter(code => code !== 'desk-closing')).toEqual([])
  const store = await openSqlite({ folder, readOnly: true, stems: deskStems })
  expect((await store.read.many('post', kept)).length).toBe(kept.length)
  expect(await verifyTrail(store.read)).toMatchObject({ lines: (await store.read.head()).seq })
  await store.close()
  await rm(folder, { recursive: true })
})
