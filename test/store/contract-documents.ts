// The contract of documents: kept as they were, found by id and by unique key, changed only by whoever saw the last version.
import { expect, test } from 'vitest'
import { Refusal } from '#domain/refusal.ts'
import type { Given } from './contract.ts'
import { after, at, keep, notice, organisation, post, source, ticket, unit } from './documents.ts'

const strange = 'NUL \u0000 in the middle, \u2028, \uffff, emoji 🐪, Қазақ «құлақ», "quotes" \\ud800 \\\\ and \u001b'

export const documentContract = (given: Given): void => {
  test('a kept document is there after the desk was closed and opened again', async () => {
    await keep(given.store, tx => tx.insert('ticket', ticket('t1')))
    const store = await given.reopen()
    expect(await store.read.get('ticket', 't1')).toEqual({ ...ticket('t1'), version: 1 })
    expect(await store.read.get('ticket', 't2')).toBeUndefined()
  })

  test('many documents come in the order they were asked for, without the missing ones', async () => {
    await keep(given.store, async (tx) => { for (const id of ['a', 'b', 'c']) await tx.insert('notice', notice(id)) })
    const found = await given.store.read.many('notice', ['c', 'nobody', 'a', 'c'])
    expect(found.map(({ id }) => id)).toEqual(['c', 'a', 'c'])
    expect(await given.store.read.many('notice', [])).toEqual([])
  })

  test('text from the open internet is kept letter for letter, also in ids and keys', async () => {
    const kept = post(strange, { key: strange, versions: [{ text: strange, title: strange, salt: '', hash: '', seenAt: at }] })
    await keep(given.store, tx => tx.insert('post', kept))
    expect(await given.store.read.get('post', strange)).toEqual({ ...kept, version: 1 })
    expect(await given.store.read.find('post', 'key', ['telegram', strange])).toEqual({ ...kept, version: 1 })
    expect(await given.store.read.find('post', 'key', ['telegram', 'NUL '])).toBeUndefined()
    expect(await given.store.read.many('post', [strange, 'NUL '])).toHaveLength(1)
  })

  test('two keys that differ only behind a NUL are two keys', async () => {
    await keep(given.store, async (tx) => {
      await tx.insert('post', post('p1', { key: 'k\u0000a' }))
      await tx.insert('post', post('p2', { key: 'k\u0000b' }))
    })
    expect((await given.store.read.find('post', 'key', ['telegram', 'k\u0000b']))?.id).toBe('p2')
  })

  test('half a surrogate pair is refused with the name of the field, and nothing of the act stays', async () => {
    const broken = given.store.transact(unit(async (tx) => {
      await tx.insert('notice', notice('n1'))
      await tx.insert('post', post('p1', { author: { name: 'cut \ud83d', id: null, url: null } }))
    }))
    await expect(broken).rejects.toMatchObject({ code: 'bad-input', details: { noun: 'post', field: 'author' } })
    expect(await given.store.read.get('notice', 'n1')).toBeUndefined()
    expect(await given.store.read.get('post', '\ud83d')).toBeUndefined()
    expect(await given.store.read.find('post', 'key', ['telegram', '\ud83d'])).toBeUndefined()
    expect(await given.store.transact(unit(async tx => await tx.get('post', '\ud83d')))).toBeUndefined()
  })

  test('an id that is taken is refused, whether it was kept long ago or staged by the act before', async () => {
    await keep(given.store, tx => tx.insert('notice', notice('old')))
    const again = (id: string) => given.store.transact(unit(async (tx) => { await tx.insert('notice', notice(id, { at: after(1) })) }))
    const [old, first, second] = await Promise.allSettled([again('old'), again('new'), again('new')])
    expect(old).toMatchObject({ reason: { code: 'duplicate', details: { what: 'notice' } } })
    expect(first.status).toBe('fulfilled')
    expect(second).toMatchObject({ reason: { code: 'duplicate' } })
    expect(await given.store.read.get('notice', 'old')).toMatchObject({ at, version: 1 })
  })

  test('a unique key that is taken is refused, whether it was kept long ago or staged by the act before', async () => {
    await keep(given.store, tx => tx.insert('post', post('old', { key: 'channel/1' })))
    const again = (id: string, key: string) => given.store.transact(unit(async (tx) => { await tx.insert('post', post(id, { key })) }))
    const [old, first, second] = await Promise.allSettled([again('a', 'channel/1'), again('b', 'channel/2'), again('c', 'channel/2')])
    expect(old).toMatchObject({ reason: { code: 'duplicate', details: { what: 'post' } } })
    expect(first.status).toBe('fulfilled')
    expect(second).toMatchObject({ reason: { code: 'duplicate' } })
    expect((await given.store.read.find('post', 'key', ['telegram', 'channel/2']))?.id).toBe('b')
  })

  test('the same key on another network is another post', async () => {
    await keep(given.store, async (tx) => {
      await tx.insert('post', post('p1', { key: '7' }))
      await tx.insert('post', post('p2', { key: '7', network: 'mastodon' }))
    })
    expect((await given.store.read.find('post', 'key', ['mastodon', '7']))?.id).toBe('p2')
  })

  test('bodies without a prefix are not held to its uniqueness', async () => {
    await keep(given.store, async (tx) => { for (const id of ['a', 'b']) await tx.insert('organisation', organisation(id)) })
    expect(await given.store.read.many('organisation', ['a', 'b'])).toHaveLength(2)
  })

  test('a prefix that was given up is free at once, and the new one is taken', async () => {
    const { store } = given
    await keep(store, tx => tx.insert('organisation', organisation('a', 'ӘЖ')))
    await keep(store, async (tx) => {
      const a = await tx.find('organisation', 'prefix', ['ӘЖ'])
      if (a) await tx.put('organisation', { ...a, prefix: 'АҚ' })
      expect(await tx.find('organisation', 'prefix', ['ӘЖ'])).toBeUndefined()
      expect(await tx.find('organisation', 'prefix', ['АҚ'])).toMatchObject({ id: 'a' })
      await tx.insert('organisation', organisation('b', 'ӘЖ'))
    })
    expect((await store.read.find('organisation', 'prefix', ['ӘЖ']))?.id).toBe('b')
    await expect(keep(store, tx => tx.insert('organisation', organisation('c', 'АҚ')))).rejects.toMatchObject({ code: 'duplicate' })
    const b = await store.read.get('organisation', 'b')
    await expect(keep(store, async (tx) => { if (b) await tx.put('organisation', { ...b, prefix: 'АҚ' }) })).rejects.toMatchObject({ code: 'duplicate' })
  })

  test('a stale save is refused with who changed it and when', async () => {
    const { store } = given
    await keep(store, tx => tx.insert('ticket', ticket('t1')))
    const seen = await store.read.get('ticket', 't1')
    if (!seen) throw new Error('t1 is not kept')
    await keep(store, tx => tx.put('ticket', { ...seen, state: 'assigned', changedBy: 'daniyar', lastActAt: after(60) }))
    const stale = keep(store, tx => tx.put('ticket', { ...seen, topic: 'roads' }))
    await expect(stale).rejects.toBeInstanceOf(Refusal)
    await expect(stale).rejects.toMatchObject({
      code: 'stale-version', details: { noun: 'ticket', id: 't1', version: 2, by: 'daniyar', at: after(60) },
    })
    expect(await store.read.get('ticket', 't1')).toMatchObject({ state: 'assigned', topic: 'other', version: 2 })
  })

  test('of thirty who save what they all saw, exactly one wins', async () => {
    const { store } = given
    await keep(store, tx => tx.insert('source', source('s1')))
    const seen = await store.read.get('source', 's1')
    if (!seen) throw new Error('s1 is not kept')
    const saves = Array.from({ length: 30 }, (_, index) => keep(store, tx => tx.put('source', { ...seen, name: `${index}` })))
    const results = await Promise.allSettled(saves)
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await store.read.get('source', 's1')).toMatchObject({ version: 2, name: '0' })
  })

  test('what is not kept cannot be changed', async () => {
    await expect(keep(given.store, tx => tx.put('notice', { ...notice('n1'), version: 1 }))).rejects.toMatchObject({ code: 'not-found' })
  })

  test('a key or a list that is not declared is a mistake of the program, not a scan', async () => {
    const { read } = given.store
    await expect(read.find('ticket', 'topic', ['roads'])).rejects.toBeInstanceOf(TypeError)
    await expect(read.list('ticket', { where: { topic: 'roads' }, order: { by: 'registeredAt', direction: 'asc' }, limit: 1 })).rejects.toBeInstanceOf(TypeError)
    await expect(read.count('ticket', { where: {}, order: { by: 'registeredAt', direction: 'asc' } })).rejects.toBeInstanceOf(TypeError)
  })

  test('a file is kept by the hash of its bytes, and nothing else is found by its name', async () => {
    const bytes = new TextEncoder().encode('photograph of a burst pipe')
    const hash = await given.store.blobs.put(bytes)
    expect(hash).toMatch(/^[0-9a-f]{64}$/)
    expect(await given.store.blobs.put(bytes)).toBe(hash)
    const store = await given.reopen()
    expect(await store.blobs.get(hash)).toEqual(bytes)
    expect(await store.blobs.get('0'.repeat(64))).toBeUndefined()
    expect(await store.blobs.get(`../${hash}`)).toBeUndefined()
    expect(await store.blobs.get('')).toBeUndefined()
  })
}
