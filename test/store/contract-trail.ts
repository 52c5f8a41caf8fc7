// The contract of the trail: gapless, chained, in order, and provable.
import { expect, test } from 'vitest'
import { verifyLine } from '../../server/store/chain.ts'
import type { Read } from '../../server/store/store.ts'
import { verifyTrail } from '../../server/store/verify-trail.ts'
import type { TrailLine } from '#domain/trail.ts'
import type { Given } from './contract.ts'
import { after, at, keep, notice, said, saidOf, unit } from './documents.ts'

export const trailContract = (given: Given): void => {
  const say = (...ids: string[]) => given.store.transact(unit(async (tx) => { for (const id of ids) tx.append(said(id)) }))

  /** The trail as a thief left it: one line changed, or left out. */
  const tampered = (change: (line: TrailLine) => TrailLine | null): Read => ({
    ...given.store.read,
    eventsAfter: async (seq, limit) => (await given.store.read.eventsAfter(seq, limit)).flatMap(line => change(line) ?? []),
  })

  test('an empty trail is whole', async () => {
    expect(await given.store.read.head()).toEqual({ seq: 0, hash: '0'.repeat(64), at: null })
    expect(await verifyTrail(given.store.read)).toMatchObject({ lines: 0 })
  })

  test('lines stand in the order in which the acts staged them, each with the hash of the one before', async () => {
    await Promise.all([say('a', 'b'), say('c'), say('d')])
    const lines = await given.store.read.eventsAfter(0, 10)
    expect(lines.map(({ seq, event }) => [seq, event])).toEqual(['a', 'b', 'c', 'd'].map((id, index) => [index + 1, said(id)]))
    expect(lines.every(verifyLine)).toBe(true)
    expect(lines.slice(1).map(({ prev }) => prev)).toEqual(lines.slice(0, -1).map(({ hash }) => hash))
    expect(lines[0]).toMatchObject({ by: 'aigerim', at, prev: '0'.repeat(64) })
    expect(await given.store.read.head()).toEqual({ seq: 4, hash: lines[3]?.hash, at })
  })

  test('the hash of a line is the same on every engine', async () => {
    await say('a')
    // sha256 of {"at":"2026-11-22T05:00:00.000Z","by":"aigerim","event":{"type":"user-changed","userId":"a"},"prev":"0000000000000000000000000000000000000000000000000000000000000000","seq":1}
    expect((await given.store.read.head()).hash).toBe('0c44647607774bb71766bb02bf386f0d91fef77e1d953e6bdf16817eaeb6c1bc')
  })

  test('lines are asked for after a place, so many at a time', async () => {
    await say(...Array.from({ length: 10 }, (_, index) => `u${index}`))
    expect((await given.store.read.eventsAfter(3, 4)).map(({ seq }) => seq)).toEqual([4, 5, 6, 7])
    expect((await given.store.read.eventsAfter(8, 100)).map(({ seq }) => seq)).toEqual([9, 10])
    expect(await given.store.read.eventsAfter(10, 100)).toEqual([])
  })

  test('the lines of one ticket and of one post are found', async () => {
    await keep(given.store, async (tx) => {
      tx.append(saidOf('t1'))
      tx.append(saidOf('t2'))
      tx.append({ type: 'dismiss', postId: 'p1', organisationId: 'almaty', reason: 'spam' })
      tx.append({ type: 'join', postId: 'p1', ticketId: 't1', number: '', organisationId: 'almaty', bodyId: null })
    })
    const seqs = async (subject: { ticketId: string } | { postId: string }) => (await given.store.read.eventsOf(subject)).map(({ seq }) => seq)
    expect(await seqs({ ticketId: 't1' })).toEqual([1, 4])
    expect(await seqs({ ticketId: 't2' })).toEqual([2])
    expect(await seqs({ postId: 'p1' })).toEqual([3, 4])
    expect(await seqs({ postId: 't1' })).toEqual([])
  })

  test('a clock that goes back does not take the trail back', async () => {
    for (const [seconds, id] of [[10, 'a'], [5, 'b'], [20, 'c']] as const) {
      await given.store.transact(unit(async tx => tx.append(said(id)), { now: after(seconds) }))
    }
    expect((await given.store.read.eventsAfter(0, 9)).map(line => line.at)).toEqual([after(10), after(10), after(20)])
  })

  test('an act without a line moves nothing in the trail', async () => {
    await say('a')
    const head = await given.store.read.head()
    await keep(given.store, tx => tx.insert('notice', notice('n1')))
    expect(await given.store.read.head()).toEqual(head)
  })

  test('a line with half a surrogate pair is refused, and the chain goes on', async () => {
    await expect(say('cut \ud83d')).rejects.toMatchObject({ code: 'bad-input' })
    await say('NUL \u0000 and 🐪')
    expect(await verifyTrail((await given.reopen()).read)).toMatchObject({ lines: 1 })
  })

  test('thousands of lines verify in pages, also after a restart', async () => {
    for (let page = 0; page < 5; page++) await say(...Array.from({ length: 501 }, (_, index) => `u${page}:${index}`))
    const { read } = await given.reopen()
    expect(await verifyTrail(read)).toEqual({ lines: 2505, head: await read.head() })
  })

  test('a changed line is found with its number, whatever of it was changed', async () => {
    await say(...Array.from({ length: 30 }, (_, index) => `u${index}`))
    const [, other] = await given.store.read.eventsAfter(0, 2)
    const changes: ((line: TrailLine) => TrailLine)[] = [
      line => ({ ...line, by: 'somebody else' }), line => ({ ...line, at: after(1) }), line => ({ ...line, event: said('somebody else') }),
      line => ({ ...line, hash: other?.hash ?? '' }),
    ]
    for (const change of changes) {
      expect(await verifyTrail(tampered(line => line.seq === 17 ? change(line) : line))).toEqual({ brokenAt: 17, why: 'changed' })
    }
    expect(await verifyTrail(tampered(line => line.seq === 17 ? { ...line, prev: other?.hash ?? '' } : line))).toEqual({ brokenAt: 17, why: 'unchained' })
  })

  test('a missing line is found in the middle and at the end, and so is one too many', async () => {
    await say(...Array.from({ length: 30 }, (_, index) => `u${index}`))
    expect(await verifyTrail(tampered(line => line.seq === 17 ? null : line))).toEqual({ brokenAt: 17, why: 'missing' })
    expect(await verifyTrail(tampered(line => line.seq > 28 ? null : line))).toEqual({ brokenAt: 29, why: 'missing' })
    const { hash = '' } = (await given.store.read.eventsAfter(27, 1))[0] ?? {}
    const forgotten = { ...given.store.read, head: async () => ({ seq: 28, hash, at }) }
    expect(await verifyTrail(forgotten)).toEqual({ brokenAt: 29, why: 'beyond-head' })
    expect(await verifyTrail({ ...forgotten, head: async () => ({ seq: 30, hash, at }) })).toEqual({ brokenAt: 30, why: 'head' })
  })
}
