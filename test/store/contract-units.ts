// The contract of writing (design §5a): one unit of work, its answers, its numbers, its repeats.
import { expect, test, vi } from 'vitest'
import { Refusal } from '#domain/refusal.ts'
import type { Tx } from '../../server/store/store.ts'
import type { Given } from './contract.ts'
import { after, at, keep, notice, organisation, said, source, unit } from './documents.ts'

const refused = () => new Refusal('not-in-this-state', 'refused for the test')

/** Takes a number, keeps a document under it and says so: numbers, documents and lines must agree for ever. */
const takeNumber = (series: string) => async (tx: Tx): Promise<number> => {
  const number = await tx.next(series)
  await tx.insert('setting', { id: `${series}:${number}`, value: number })
  tx.append(said(`${series}:${number}`))
  return number
}

export const unitContract = (given: Given): void => {
  test('a refused act leaves nothing: no document, no key, no number, no line', async () => {
    const { store } = given
    const act = store.transact(unit(async (tx) => {
      await tx.insert('organisation', organisation('a', 'ӘЖ'))
      await tx.next('numbers')
      tx.append(said('a'))
      throw refused()
    }, { command: { key: 'k1', hash: 'h1' } }))
    await expect(act).rejects.toMatchObject({ code: 'not-in-this-state' })
    expect(await store.read.get('organisation', 'a')).toBeUndefined()
    expect(await store.read.head()).toMatchObject({ seq: 0, at: null })
    expect(await store.transact(unit(tx => tx.next('numbers')))).toBe(1)
    await keep(store, tx => tx.insert('organisation', organisation('b', 'ӘЖ')))
  })

  test('no act sees what an act of its own group was refused, and the acts between it stand', async () => {
    const { store } = given
    const good = (id: string) => store.transact(unit(async (tx) => {
      await tx.insert('notice', notice(id))
      return { number: await tx.next('numbers'), sees: [await tx.get('notice', 'bad'), await tx.find('organisation', 'prefix', ['ӘЖ'])] }
    }))
    const bad = store.transact(unit(async (tx) => {
      await tx.insert('notice', notice('bad'))
      await tx.insert('organisation', organisation('bad', 'ӘЖ'))
      await tx.next('numbers')
      throw refused()
    }))
    const [first, middle, last] = await Promise.allSettled([good('a'), bad, good('b')])
    expect(middle.status).toBe('rejected')
    expect([first, last]).toMatchObject([{ value: { number: 1, sees: [undefined, undefined] } }, { value: { number: 2, sees: [undefined, undefined] } }])
  })

  test('an act sees what the acts before it staged', async () => {
    const { store } = given
    const add = () => store.transact(unit(async (tx) => {
      const counter = await tx.get('setting', 'counter')
      const kept = counter ? await tx.put('setting', { ...counter, value: Number(counter.value) + 1 }) : await tx.insert('setting', { id: 'counter', value: 1 })
      return kept.value
    }, { starts: [['setting', 'counter']] }))
    expect(await Promise.all(Array.from({ length: 50 }, add))).toEqual(Array.from({ length: 50 }, (_, index) => index + 1))
    expect(await store.read.get('setting', 'counter')).toEqual({ id: 'counter', value: 50, version: 50 })
  })

  test('a mistake of the program is thrown to its own caller only, and leaves nothing', async () => {
    const { store } = given
    const broken = store.transact(unit(async (tx) => {
      await tx.insert('notice', notice('n1'))
      throw new RangeError('a bug')
    }))
    const [bug, good] = await Promise.allSettled([broken, store.transact(unit(takeNumber('numbers')))])
    expect(bug).toMatchObject({ reason: new RangeError('a bug') })
    expect(good).toMatchObject({ value: 1 })
    expect(await store.read.get('notice', 'n1')).toBeUndefined()
  })

  test('reading outside never sees what is only staged', async () => {
    const { store } = given
    await store.transact(unit(async (tx) => {
      await tx.insert('notice', notice('n1'))
      tx.append(said('n1'))
      expect(await tx.get('notice', 'n1')).toMatchObject({ id: 'n1', version: 1 })
      expect(await store.read.get('notice', 'n1')).toBeUndefined()
      expect((await store.read.head()).seq).toBe(0)
    }))
    expect(await store.read.get('notice', 'n1')).toBeDefined()
  })

  test('when an act is answered, everybody can read what it wrote', async () => {
    const { store } = given
    const acts = Array.from({ length: 40 }, async (_, index) => {
      await keep(store, tx => tx.insert('notice', notice(`n${index}`)))
      return await store.read.get('notice', `n${index}`)
    })
    expect((await Promise.all(acts)).every(found => found !== undefined)).toBe(true)
  })

  test('changing an object in the hand changes nothing that is staged', async () => {
    const { store } = given
    await keep(store, async (tx) => {
      const draft = source('s1', { organisationIds: ['almaty'] })
      await tx.insert('source', draft)
      draft.organisationIds.push('astana')
      const got = await tx.get('source', 's1')
      expect(() => got?.organisationIds.push('shymkent')).toThrow(TypeError)
      expect((await tx.get('source', 's1'))?.organisationIds).toEqual(['almaty'])
    })
    expect((await store.read.get('source', 's1'))?.organisationIds).toEqual(['almaty'])
  })

  test('one hundred who take a number at once get one hundred numbers without a gap', async () => {
    const { store } = given
    const numbers = await Promise.all(Array.from({ length: 100 }, () => store.transact(unit(takeNumber('ticket:almaty:2026')))))
    expect(numbers.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, index) => index + 1))
    const reopened = await given.reopen()
    expect(await reopened.transact(unit(takeNumber('ticket:almaty:2026')))).toBe(101)
    expect(await reopened.transact(unit(takeNumber('ticket:almaty:2027')))).toBe(1)
  })

  test('numbers taken side by side in one act are different', async () => {
    const numbers = await given.store.transact(unit(tx => Promise.all([tx.next('a'), tx.next('a'), tx.next('a')])))
    expect(numbers.toSorted()).toEqual([1, 2, 3])
  })

  test('the time of an act is the one given to it, and its ids are its own', async () => {
    const made = await given.store.transact(unit(async tx => ({ now: tx.now, ids: [tx.newId(), tx.newId()] }), { now: after(7) }))
    expect(made.now).toBe(after(7))
    expect(new Set(made.ids).size).toBe(2)
  })

  test('a command sent twice is done once and answered the same, at once or after a restart', async () => {
    const command = { key: 'k1', hash: 'h1' }
    const send = (store = given.store) => store.transact(unit(async tx => ({ number: await takeNumber('numbers')(tx), at: null }), { command }))
    expect(await Promise.all([send(), send(), send()])).toEqual(Array.from({ length: 3 }, () => ({ number: 1, at: null })))
    expect(await send(await given.reopen())).toEqual({ number: 1, at: null })
    expect((await given.store.read.head()).seq).toBe(1)
  })

  test('the same key with another command is refused, at once or later; another person may use it', async () => {
    const { store } = given
    const send = (hash: string, by = 'aigerim') => store.transact(unit(takeNumber('numbers'), { by, command: { key: 'k1', hash } }))
    const [first, second] = await Promise.allSettled([send('h1'), send('h2')])
    expect([first, second]).toMatchObject([{ value: 1 }, { reason: { code: 'key-reused' } }])
    await expect(send('h3')).rejects.toMatchObject({ code: 'key-reused' })
    expect(await send('h9', 'daniyar')).toBe(2)
    const broken = store.transact(unit(takeNumber('numbers'), { command: { key: 'cut \ud83d', hash: 'h1' } }))
    await expect(broken).rejects.toMatchObject({ code: 'bad-input' })
  })

  test('a refusal is not kept: the same command may succeed later', async () => {
    const { store } = given
    let open = false
    const send = () => store.transact(unit(async (tx) => {
      if (!open) throw refused()
      return await tx.next('numbers')
    }, { command: { key: 'k1', hash: 'h1' } }))
    await expect(send()).rejects.toMatchObject({ code: 'not-in-this-state' })
    open = true
    expect(await send()).toBe(1)
  })

  test('an answer that is no JSON is a mistake of the program, and the act leaves nothing', async () => {
    const act = given.store.transact(unit(async (tx) => {
      await tx.insert('notice', notice('n1'))
      return new Map()
    }, { command: { key: 'k1', hash: 'h1' } }))
    await expect(act).rejects.toBeInstanceOf(TypeError)
    expect(await given.store.read.get('notice', 'n1')).toBeUndefined()
  })

  test('a leader whose lease was taken over can write nothing more', async () => {
    const { store } = given
    const take = (holder: string) => store.transact(unit(async (tx) => {
      const lease = await tx.get('lease', 'collecting')
      const draft = { id: 'collecting', holder, term: (lease?.term ?? 0) + 1, until: after(60) }
      return lease ? await tx.put('lease', { ...lease, ...draft }) : await tx.insert('lease', draft)
    }))
    const work = (term: number) => keep(store, async (tx) => {
      if ((await tx.get('lease', 'collecting'))?.term !== term) throw new Refusal('lease-lost', 'another leads now')
      await takeNumber('pages')(tx)
    })
    const { term: old } = await take('first')
    await work(old)
    const [taken, late] = await Promise.allSettled([take('second'), work(old)])
    expect([taken, late]).toMatchObject([{ value: { term: 2, holder: 'second' } }, { reason: { code: 'lease-lost' } }])
    expect((await store.read.head()).seq).toBe(1)
  })

  test('the bell rings after a commit that told something, for every listener but those who left', async () => {
    const { store } = given
    const warned = new Promise(resolve => void process.once('warning', resolve))
    const [staying, leaving] = [vi.fn(), vi.fn()]
    store.subscribe(() => { throw new Error('a listener that throws') })
    store.subscribe(staying)
    store.subscribe(leaving)()
    await keep(store, tx => tx.insert('notice', notice('n1', { at })))
    await store.transact(unit(takeNumber('numbers')))
    await vi.waitFor(() => expect(staying).toHaveBeenCalledTimes(1), 20_000)
    expect(leaving).not.toHaveBeenCalled()
    expect(await warned).toMatchObject({ message: 'a listener that throws' })
  })

  test('a closed store takes no more acts, but answers those it took', async () => {
    const { store } = given
    const taken = Array.from({ length: 20 }, () => store.transact(unit(takeNumber('numbers'))))
    const reopened = await given.reopen()
    expect((await Promise.all(taken)).toSorted((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1))
    await expect(store.transact(unit(takeNumber('numbers')))).rejects.toMatchObject({ code: 'storage-unavailable' })
    expect((await reopened.read.head()).seq).toBe(20)
  })
}
