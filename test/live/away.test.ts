// A storage that does not answer for a moment: what it rang for is told when it answers again, each thing once.
import { rm } from 'node:fs/promises'
import { setImmediate as turn } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { Refusal } from '#domain/refusal.ts'
import { demoPassword } from '../../server/demo/make-demo.ts'
import { startDesk } from '../../server/desk.ts'
import { openSqlite } from '../../server/store/sqlite.ts'
import type { Store } from '../../server/store/store.ts'
import { demoFolder } from '../demo-folder.ts'
import { castOf, openedAt, registerPost } from '../http/desk.ts'
import { signInAs } from '../http/person.ts'
import { listen } from './listener.ts'

/** Refuses to read the trail while it is told to, as a replica set does that has no primary. */
const refusing = (store: Store) => {
  const set = { silent: false, refused: 0 }
  const eventsAfter: Store['read']['eventsAfter'] = async (...from) => {
    if (!set.silent) return await store.read.eventsAfter(...from)
    set.refused += 1
    throw new Refusal('storage-unavailable', 'the storage does not answer: it is given so')
  }
  return { set, store: { ...store, read: { ...store.read, eventsAfter } } }
}

test('what could not be read when the bell rang is told later, once, though nothing rings any more', async () => {
  const folder = await demoFolder(openedAt)
  const store = await openSqlite({ folder })
  const log = { info: () => {}, warn: () => {}, error: () => {} }
  const { set, store: refusingStore } = refusing(store)
  const desk = await startDesk({ store: refusingStore, log, now: () => openedAt, withJobs: false, config: { host: '127.0.0.1', port: 0, fetchAllow: [], contact: '' } })
  const press = await signInAs(desk.url, 'aigul', demoPassword)
  const socket = await listen(desk.url, { cookie: press.cookie })
  set.silent = true
  const { number } = await registerPost(press, await castOf(store).akimat('burabay'))
  // The bell rings in the turn after the commit.
  for (let passed = 0; passed < 3; passed++) await turn()
  expect(set.refused).toBeGreaterThan(0)
  set.silent = false
  await socket.hears(one => one.type === 'register' && one.number === number)
  expect(socket.happened.filter(one => one.type === 'register')).toHaveLength(1)
  socket.close()
  await desk.close()
  await rm(folder, { recursive: true })
})
