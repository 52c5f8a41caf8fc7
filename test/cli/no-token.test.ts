// Whatever a network echoes, and whatever the desk signs in with: no token in the output of the commands, the log, the metrics or the data folder.
import { globSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { handle, somePosts as blueskyPosts, startBlueskyServer } from '../collectors/bluesky-server.ts'
import { startFeedServer } from '../collectors/feed-server.ts'
import { someStatuses, startMastodonServer } from '../collectors/mastodon-server.ts'
import { channel, someMessages, startTelegramServer } from '../collectors/telegram-server.ts'
import { somePosts as wordPressPosts, startWordPressServer } from '../collectors/wordpress-server.ts'
import { startEchoing, token } from './echoing-server.ts'
import { startDesk } from './running-desk.ts'
import { openTerminal } from './terminal.ts'

/** The desk's own login has these letters in its password and in every token that it is given. */
const secret = new RegExp(`${token}|${token.slice(6)}|jasyryn`, 'i')

const openNetworks = async () => {
  const [feed, telegram, mastodon, wordpress, author, bluesky] = await Promise.all([
    startFeedServer(), startTelegramServer(), startMastodonServer(), startWordPressServer(), startBlueskyServer(), startBlueskyServer(),
  ])
  someMessages(12).forEach((message, id) => telegram.messages.set(id, message))
  mastodon.statuses.push(...someStatuses(1, 12))
  wordpress.posts = wordPressPosts(1, 12)
  author.posts = blueskyPosts(1, 12)
  bluesky.posts = blueskyPosts(101, 112)
  const paths = [[feed, '/feed'], [telegram, `/s/${channel}`], [mastodon, '/@turgyn'], [wordpress, '/wp-json/'], [author, `/profile/${handle}`]] as const
  const watched = await Promise.all(paths.map(async ([{ origin }, path]) => ({ path, site: await startEchoing(origin) })))
  onTestFinished(async () => { await Promise.all([...watched.map(({ site }) => site), feed, telegram, mastodon, wordpress, author, bluesky].map(server => server.close())) })
  return { watched, feed, bluesky }
}

test('a token in addresses, bodies, headers and errors of every network is nowhere to be found, nor is what the desk signs in with', async () => {
  const { watched, feed, bluesky } = await openNetworks()
  const env = {
    LOG_LEVEL: 'debug', FETCH_ALLOW: [new URL(bluesky.origin).host, ...watched.map(({ site }) => site.hostPort)].join(','),
    BLUESKY_SERVICE: bluesky.origin, BLUESKY_LOGIN: handle, BLUESKY_PASSWORD: bluesky.account.password,
  }
  const terminal = openTerminal(env)
  onTestFinished(terminal.close)
  const said: string[] = []
  const run = async (...args: string[]) => {
    const printed = await terminal.qulaq(args)
    said.push(printed.out, printed.err)
    return printed
  }
  await run('init', 'Көлді ауданының әкімдігі')
  for (const { site, path } of watched) expect((await run('source', 'add', `${site.origin}${path}`, '--name', path)).code).toBe(0)
  expect((await run('source', 'add', `${bluesky.origin}/search?q=аулада`, '--name', 'search')).code).toBe(0)
  expect((await run('source', 'add', `${watched[0]?.site.origin}/feed?access_token=${token}`)).code).toBe(1)

  const counts = (await run('collect', '--once')).lines.map(({ name, new: fresh }) => [name, Number(fresh) > 0])
  expect(counts.toSorted()).toEqual([...watched.map(({ path }) => [path, true]), ['search', true]].toSorted())
  bluesky.account.access = 'another'
  // A burst that runs past the window: what is left is to be read at the address of the next page, which holds a key.
  feed.posts.splice(0, Infinity, { guid: 'b', title: 'Жарық жоқ', text: 'Абай көшесінде жарық сөнді' })
  for (const [mood, ...names] of [['echo', 'search', '/feed'], ['refuse', '/@turgyn'], ['fail', '/feed', 'search'], ['send-away', '/wp-json/']] as const) {
    watched.forEach(({ site }) => site.mood(mood))
    if (mood === 'fail') Object.assign(bluesky.account, { access: 'another', refresh: null, password: 'basqa' })
    for (const name of names) await run('collect', name, '--once')
  }
  expect((await run('collect', '/wp-json/', '--raw')).lines).toHaveLength(12)
  expect((await run('doctor')).out).toContain('search')

  const desk = await startDesk(terminal, env)
  const metrics = await (await fetch(new URL('/metrics', desk.url))).text()
  expect(metrics).toContain('qulaq_')
  await desk.end('SIGTERM')
  said.push(metrics, desk.log())

  expect(said.filter(text => secret.test(text)).map(text => /.{0,200}/.exec(text.slice(Math.max(0, text.search(secret) - 150)))?.[0])).toEqual([])
  const files = globSync('**/*', { cwd: terminal.folder }).map(name => join(terminal.folder, name)).filter(path => statSync(path).isFile())
  expect(files.length).toBeGreaterThan(0)
  expect(said.join('\n')).toContain('***')
  expect(files.filter(path => secret.test(readFileSync(path, 'latin1')))).toEqual([])
})
