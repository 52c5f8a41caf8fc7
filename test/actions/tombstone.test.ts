// A public Telegram channel over loopback: posts in, edits as versions, and what disappears keeps its text under a tombstone.
import { expect, onTestFinished, test } from 'vitest'
import { byMachine } from '../../server/actions/act.ts'
import { collectSource } from '../../server/actions/collect.ts'
import { createSource } from '../../server/actions/create-source.ts'
import { channel, someMessages, startTelegramServer } from '../collectors/telegram-server.ts'
import { openOffice } from './office.ts'

test('a message gone from a channel gets its tombstone at the second look, one trail line, and keeps its text', async () => {
  const server = await startTelegramServer()
  onTestFinished(() => server.close())
  const office = await openOffice({ fetchAllow: [server.hostPort] })
  server.messages.clear()
  for (const [id, message] of someMessages(10)) server.messages.set(id, message)
  const { id } = await createSource(office.world, byMachine, { url: `${server.origin}/s/${channel}`, organisationIds: [office.place('koldi')], zone: 'UTC' })
  const look = async () => {
    office.wait(30)
    const source = await office.world.store.read.get('source', id)
    if (!source) throw new Error('no such source')
    return collectSource(office.world, byMachine, source, AbortSignal.timeout(20_000))
  }
  expect(await look()).toMatchObject({ new: 10, health: { state: 'ok' } })
  const [gone = 0] = [...server.messages.keys()].slice(4)
  server.messages.delete(gone)
  expect(await look()).toMatchObject({ new: 0, deleted: 0 })
  expect(await look()).toMatchObject({ new: 0, deleted: 1 })
  expect(await look()).toMatchObject({ new: 0, deleted: 0 })
  const post = await office.world.store.read.find('post', 'key', ['telegram', `${channel}/${gone}`])
  expect(post?.deletedAt).not.toBeNull()
  expect(post?.versions.at(-1)?.text).not.toBe('')
  const counts = (await office.trail()).flatMap(({ event }) => event.type === 'posts-collected' && event.sourceId === id && event.deleted > 0 ? [event.deleted] : [])
  expect(counts).toEqual([1])
  expect(server.faults).toEqual([])
})
