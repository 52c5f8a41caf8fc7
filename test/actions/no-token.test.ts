// Networks echo tokens in addresses, bodies, headers and errors: planted in all of them, none is found in the log, the answers or the data folder.
import { readFileSync, globSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { byMachine } from '../../server/actions/act.ts'
import { collectSource } from '../../server/actions/collect.ts'
import { showSources } from '../../server/actions/show/sources.ts'
import { rssOf } from '../collectors/feed-server.ts'
import { setUp } from './collecting.ts'
import { refused } from './office.ts'

const token = 'vk1.a.JasyrynKilt0'

test('a token planted in an address, a body, a header or an error is nowhere to be found', async () => {
  const { server, office, source, kept } = await setUp()
  const said: string[] = []
  const hear = (facts: object, sentence: string) => { said.push(JSON.stringify(facts), sentence) }
  const world = { ...office.world, get calendar() { return office.world.calendar }, log: { info: hear, warn: hear, error: hear } }
  const echoing = { 'set-cookie': `access_token=${token}`, 'x-echo': `Bearer ${token}` }
  server.serve('/error', `{"error":{"request_params":[{"key":"access_token","value":"${token}"}]}}`, echoing, 500)
  server.serve('/no-feed', `<!doctype html><a href="/?access_token=${token}">x</a>`, echoing)
  server.serve('/dead', JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', items: [{ id: 'a', content_text: 'Су жоқ' }, { url: 5, access_token: token, next: `https://x.example/?token=${token}` }] }), echoing)
  server.at('/moves', (_, response) => { response.writeHead(301, { location: `/feed?access_token=${token}` }).end() })
  server.at('/away', (_, response) => { response.writeHead(302, { location: `http://user:${token}@10.0.0.1/?access_token=${token}` }).end() })
  server.serve('/items', rssOf([{ guid: 'a', title: 'Су жоқ', text: 'Әкімдік, су жоқ' }]).replace('</item>', `<debug>https://x.example/?api_key=${token}</debug></item>`), echoing)
  for (const path of ['/error', '/no-feed', '/dead', '/moves', '/away', '/items']) {
    const id = await source(path)
    office.wait(60)
    said.push(JSON.stringify(await collectSource(world, byMachine, await kept(id), AbortSignal.timeout(20_000))))
  }
  const answer = await refused(source(`/feed?access_token=${token}`))
  expect(answer).toMatchObject({ code: 'bad-input', field: 'url', problem: 'holds-a-key' })
  said.push(JSON.stringify(answer), JSON.stringify(await showSources(office.world, await office.sees('aigul').viewer())))
  expect(said.filter(text => text.includes(token))).toEqual([])
  expect(await office.world.store.read.count('deadLetter', { where: {}, order: { by: 'at', direction: 'asc' } })).toBe(1)
  const files = globSync('**/*', { cwd: office.folder }).map(name => join(office.folder, name)).filter(path => statSync(path).isFile())
  expect(files.length).toBeGreaterThan(0)
  expect(files.filter(path => readFileSync(path).includes(token))).toEqual([])
})
