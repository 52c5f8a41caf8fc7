// What the open web sends in place of a feed: each source says in words what is wrong with it, and the others go on.
import { gzipSync } from 'node:zlib'
import { expect, onTestFinished, test } from 'vitest'
import { runJobs } from '../../server/jobs.ts'
import { showSources } from '../../server/actions/show/sources.ts'
import kk from '#domain/words/kk.json' with { type: 'json' }
import { startFeedServer } from '../collectors/feed-server.ts'
import { countPosts, setUp } from './collecting.ts'

const mebibyte = 2 ** 20
/** A gibibyte of spaces in one mebibyte: gzip files behind one another are one (RFC 1952 §2.2). */
const packed = gzipSync(Buffer.alloc(16 * mebibyte, ' '))
const bomb = Buffer.concat(Array.from({ length: 64 }, () => packed))

test('a bomb, a body without end, endless nesting, a web page, a closed door and a host that wants an hour of rest are told apart, and the good source is read', async () => {
  const [busy, deaf] = await Promise.all([startFeedServer(), startFeedServer()])
  onTestFinished(async () => { await Promise.all([busy.close(), deaf.close()]) })
  const { server, office, source, kept } = await setUp([busy.hostPort, deaf.hostPort])
  server.serve('/gibibyte', bomb, { 'content-encoding': 'gzip', 'content-type': 'application/rss+xml' })
  server.serve('/deep', `<rss version="2.0"><channel>${'<a>'.repeat(100_000)}`)
  server.serve('/deep.json', `{"version":"https://jsonfeed.org/version/1.1","items":${'['.repeat(100_000)}`)
  server.serve('/odd', '{"version":"https://jsonfeed.org/version/1.1","items":[1,2,3]}')
  busy.at('/hour', (_, response) => { response.writeHead(429, { 'retry-after': '3600' }).end() })
  busy.serve('/same-host', '<rss version="2.0"><channel/></rss>')
  const paths = ['/gibibyte', '/never-ends', '/deep', '/deep.json', '/html', '/closed', '/gone', '/odd', '/reset', '/feed']
  const bad: Record<string, string> = {}
  for (const path of paths) bad[path] = await source(path)
  bad['/hour'] = await source(`${busy.origin}/hour`)
  bad['/same-host'] = await source(`${busy.origin}/same-host`)
  office.wait(30)
  await runJobs(office.world, 'desk', new AbortController().signal)
  const shown = (await showSources(office.world, await office.sees('aigul').viewer())).items
  const told = (path: string) => {
    const { state, reason } = shown.find(({ id }) => id === bad[path])?.health ?? expect.fail(`${path} is not shown`)
    return [state, reason]
  }
  expect(Object.fromEntries(Object.keys(bad).map(path => [path, told(path)]))).toEqual({
    '/gibibyte': ['broken', 'too-large'], '/never-ends': ['broken', 'too-large'], '/deep': ['broken', 'not-a-feed'], '/deep.json': ['broken', 'not-a-feed'],
    '/html': ['broken', 'not-a-feed'], '/closed': ['blocked', 'http-error'], '/gone': ['broken', 'gone'], '/odd': ['broken', 'none-parsed'], '/reset': ['degraded', 'network-down'],
    '/hour': ['degraded', 'slow-down'], '/same-host': ['degraded', 'slow-down'], '/feed': ['ok', 'fine'],
  })
  expect(shown.filter(({ health: { reason } }) => !Object.hasOwn(kk.words['health-reason'], reason))).toEqual([])
  expect(await countPosts(office, bad['/feed'] ?? '')).toBe(20)
  // The host is asked again when its hour is over, and not before, whoever of its sources is due.
  const calls = busy.requests.length
  expect((await kept(bad['/hour'] ?? '')).nextRunAt ?? '').not.toBe('')
  office.wait(50)
  await runJobs(office.world, 'desk', new AbortController().signal)
  expect(busy.requests.length).toBe(calls)
  office.wait(15)
  await runJobs(office.world, 'desk', new AbortController().signal)
  expect(busy.requests.length).toBeGreaterThan(calls)
})
