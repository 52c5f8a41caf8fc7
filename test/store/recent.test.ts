// What was read lately is remembered, but never more than what was really read, and never longer than it stands.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { keepRecent, type Committed } from '../../server/store/recent.ts'
import { openSqlite } from '../../server/store/sqlite.ts'
import type { Read, Tx } from '../../server/store/store.ts'
import { notice, saidOf, unit } from './documents.ts'

const nothing: Committed = { head: () => ({ seq: 0, hash: '', at: null }), bodies: () => [], stretch: () => [], lines: () => [] }

test('a document that the disk would not give once is not taken for one that does not exist', async () => {
  let works = false
  const bodies = () => {
    if (!works) throw new Error('disk I/O error')
    return [JSON.stringify({ id: 'n-1', version: 1 })]
  }
  const { documents } = keepRecent({ ...nothing, bodies }, async () => [])
  await expect(documents('notice', ['n-1'])).rejects.toThrow('disk I/O error')
  works = true
  expect(await documents('notice', ['n-1'])).toMatchObject([{ id: 'n-1' }])
})

/** Everything that is remembered: the head, documents that are and are not there, short and longer lists, the lines of a ticket and of a post. */
const lookAt = async (read: Read) => ({
  head: await read.head(),
  one: await read.get('notice', 'n-1'),
  some: await read.many('notice', ['n-3', 'n-1', 'n-0', 'n-2']),
  short: await read.list('notice', { where: { userId: 'aigerim' }, order: { by: 'at', direction: 'asc' }, limit: 50 }),
  unread: await read.list('notice', { where: { userId: 'aigerim', read: false }, order: { by: 'at', direction: 'desc' }, limit: 2 }),
  ofTicket: await read.eventsOf({ ticketId: 't-1' }),
  ofPost: await read.eventsOf({ postId: 'p-1' }),
})

const acts: Record<string, (tx: Tx) => Promise<unknown>> = {
  'nothing but a line of a ticket': async tx => tx.append(saidOf('t-1')),
  'a line of a post': async tx => tx.append({ type: 'dismiss', postId: 'p-1', organisationId: 'almaty', reason: 'spam' }),
  'a first document': tx => tx.insert('notice', notice('n-1')),
  'a second one': tx => tx.insert('notice', notice('n-2')),
  'a change': async (tx) => {
    const found = await tx.get('notice', 'n-1')
    if (found) await tx.put('notice', { ...found, read: true })
  },
  'a change that moves a document out of a list': async (tx) => {
    const found = await tx.get('notice', 'n-2')
    if (found) await tx.put('notice', { ...found, userId: 'berik' })
  },
  'a long one': tx => tx.insert('notice', notice('n-0', { number: 'а'.repeat(9000) })),
  'a removal': async (tx) => {
    const found = await tx.get('notice', 'n-1')
    if (found) await tx.remove('notice', found)
  },
  'more than a short list': async (tx) => { for (const id of ['n-3', 'n-4', 'n-5', 'n-6']) await tx.insert('notice', notice(id)) },
  'an act that fails': async (tx) => {
    await tx.insert('notice', notice('n-7'))
    throw new Error('no')
  },
}

test('after every act the desk that remembers shows the same as one that reads anew', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'qulaq-recent-'))
  const desk = await openSqlite({ folder })
  const anew = await openSqlite({ folder, readOnly: true })
  for (const [what, run] of Object.entries(acts)) {
    await lookAt(desk.read)
    await desk.transact(unit(async (tx) => { await run(tx) })).catch(() => {})
    const seen = await lookAt(desk.read)
    expect(seen, what).toEqual(await lookAt(anew.read))
    expect(await lookAt(desk.read), `${what}, asked again`).toEqual(seen)
  }
  await Promise.all([desk.close(), anew.close()])
  await rm(folder, { recursive: true })
})

test('what is remembered is not read again, and nobody can change it for the next one', async () => {
  let [reads, works] = [0, true]
  const count = <T>(answer: T) => {
    if (!works) throw new Error('read again')
    reads += 1
    return answer
  }
  const body = JSON.stringify(notice('n-1'))
  const line = { seq: 1, at: '', by: '', event: saidOf('t-1'), prev: '', hash: '' }
  const recent = keepRecent({ head: () => count(nothing.head()), bodies: () => count([body]), stretch: () => count([body]), lines: () => count([line]) }, async () => [])
  const ask = async () => [
    await recent.head(), await recent.eventsOf({ ticketId: 't-1' }), await recent.documents('notice', ['n-1']),
    await recent.stretch('notice', { fields: ['userId'], combos: [['aigerim']], order: { by: 'at', direction: 'asc' } }, { nulls: true }, 51),
  ]
  const first = await ask()
  expect(reads).toBe(4)
  works = false
  expect(await ask()).toEqual(first)
  expect(() => { line.by = 'somebody else' }).toThrow(TypeError)
})
