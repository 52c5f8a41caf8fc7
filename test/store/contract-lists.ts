// The contract of lists: every page by a declared index, in order, nothing twice and nothing left out.
import { expect, test } from 'vitest'
import type { Noun, Query } from '../../server/store/store.ts'
import type { Given } from './contract.ts'
import { after, keep, notice, organisation, source, ticket } from './documents.ts'

const states = ['registered', 'assigned', 'in-work'] as const

export const listContract = (given: Given): void => {
  /** Ids page by page to the end; fails when it does not end. */
  const walk = async (noun: Noun, query: Omit<Query, 'after'>): Promise<string[][]> => {
    const pages: string[][] = []
    let next: string | null = null
    do {
      const page: { items: { id: string }[], next: string | null } = await given.store.read.list(noun, { ...query, ...next !== null && { after: next } })
      pages.push(page.items.map(({ id }) => id))
      next = page.next
    } while (next !== null && pages.length < 100)
    return pages
  }

  const keepTickets = (count: number) => keep(given.store, async (tx) => {
    for (let index = 0; index < count; index++) {
      await tx.insert('ticket', ticket(`t${String(index).padStart(2, '0')}`, {
        organisationId: index % 2 ? 'almaty' : 'astana', state: states[index % 3], registeredAt: after(Math.floor(index / 6)), nextDueAt: index % 4 ? after(index) : null,
      }))
    }
  })

  test('pages over equal moments lose nothing and repeat nothing, in both directions', async () => {
    await keep(given.store, async (tx) => { for (const id of ['b', 'd', 'a', 'e', 'c']) await tx.insert('notice', notice(id)) })
    const where = { userId: 'aigerim' }
    expect(await walk('notice', { where, order: { by: 'at', direction: 'asc' }, limit: 2 })).toEqual([['a', 'b'], ['c', 'd'], ['e']])
    expect(await walk('notice', { where, order: { by: 'at', direction: 'desc' }, limit: 2 })).toEqual([['e', 'd'], ['c', 'b'], ['a']])
    expect(await walk('notice', { where, order: { by: 'at', direction: 'asc' }, limit: 5 })).toEqual([['a', 'b', 'c', 'd', 'e']])
    expect(await walk('notice', { where: { userId: 'nobody' }, order: { by: 'at', direction: 'asc' }, limit: 5 })).toEqual([[]])
  })

  test('a document that arrives between two pages does not move the second one', async () => {
    const query: Query = { where: { userId: 'aigerim' }, order: { by: 'at', direction: 'desc' }, limit: 2 }
    await keep(given.store, async (tx) => { for (const index of [1, 2, 3]) await tx.insert('notice', notice(`n${index}`, { at: after(index) })) })
    const first = await given.store.read.list('notice', query)
    await keep(given.store, tx => tx.insert('notice', notice('n4', { at: after(4) })))
    const second = await given.store.read.list('notice', { ...query, after: first.next ?? '' })
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(['n3', 'n2', 'n1'])
  })

  test('a list of values means any of them, merged in one order', async () => {
    await keepTickets(36)
    const where = { organisationId: ['almaty', 'astana', 'almaty'], state: ['in-work', 'registered'] }
    for (const direction of ['asc', 'desc'] as const) {
      const expected = Array.from({ length: 36 }, (_, index) => index).filter(index => index % 3 !== 1).map(index => `t${String(index).padStart(2, '0')}`)
      if (direction === 'desc') expected.reverse()
      const pages = await walk('ticket', { where, order: { by: 'registeredAt', direction }, limit: 5 })
      expect(pages.flat()).toEqual(expected)
      expect(pages.slice(0, -1).every(page => page.length === 5)).toBe(true)
    }
    expect(await given.store.read.count('ticket', { where, order: { by: 'registeredAt', direction: 'asc' } })).toBe(24)
  })

  test('a list of no values finds nothing', async () => {
    await keepTickets(6)
    const query = { where: { organisationId: 'almaty', state: [] }, order: { by: 'registeredAt', direction: 'asc' } } as const
    expect(await given.store.read.list('ticket', { ...query, limit: 5 })).toEqual({ items: [], next: null })
    expect(await given.store.read.count('ticket', query)).toBe(0)
  })

  test('bounds take from and leave to, on every page', async () => {
    await keepTickets(36)
    const where = { organisationId: 'almaty' }
    const bounds = { from: after(1), to: after(4) }
    for (const direction of ['asc', 'desc'] as const) {
      const ids = (await walk('ticket', { where, order: { by: 'registeredAt', direction }, ...bounds, limit: 2 })).flat()
      expect(ids.toSorted()).toEqual(['t07', 't09', 't11', 't13', 't15', 't17', 't19', 't21', 't23'])
    }
    const order = { by: 'registeredAt', direction: 'asc' } as const
    expect(await given.store.read.count('ticket', { where, order, ...bounds })).toBe(9)
    expect(await given.store.read.count('ticket', { where, order, from: after(5) })).toBe(3)
    expect(await given.store.read.count('ticket', { where, order })).toBe(18)
  })

  test('documents without a value come first upwards, last downwards, and are outside any bound', async () => {
    await keep(given.store, async (tx) => {
      for (const id of ['b', 'a', 'c']) await tx.insert('source', source(id))
      for (const id of ['y', 'x']) await tx.insert('source', source(id, { nextRunAt: after(1) }))
    })
    expect(await walk('source', { where: {}, order: { by: 'nextRunAt', direction: 'asc' }, limit: 2 })).toEqual([['a', 'b'], ['c', 'x'], ['y']])
    expect(await walk('source', { where: {}, order: { by: 'nextRunAt', direction: 'desc' }, limit: 2 })).toEqual([['y', 'x'], ['c', 'b'], ['a']])
    expect(await walk('source', { where: {}, order: { by: 'nextRunAt', direction: 'asc' }, to: after(2), limit: 9 })).toEqual([['x', 'y']])
    expect(await given.store.read.count('source', { where: {}, order: { by: 'nextRunAt', direction: 'asc' }, to: after(2) })).toBe(2)
    expect(await given.store.read.count('source', { where: {}, order: { by: 'nextRunAt', direction: 'asc' } })).toBe(5)
  })

  test('the unread are found apart from the read, and the bodies without a parent from the others', async () => {
    await keep(given.store, async (tx) => {
      for (const id of ['a', 'b', 'c', 'd']) await tx.insert('notice', notice(id, { read: id > 'b' }))
      await tx.insert('organisation', organisation('root'))
      await tx.insert('organisation', { ...organisation('leaf'), parentId: 'root' })
    })
    const order = { by: 'at', direction: 'asc' } as const
    expect(await walk('notice', { where: { userId: 'aigerim', read: false }, order, limit: 9 })).toEqual([['a', 'b']])
    expect(await walk('notice', { where: { userId: 'aigerim', read: true }, order, limit: 9 })).toEqual([['c', 'd']])
    expect(await walk('notice', { where: { userId: 'aigerim', read: [true, false] }, order, limit: 3 })).toEqual([['a', 'b', 'c'], ['d']])
    expect(await given.store.read.count('notice', { where: { userId: 'aigerim', read: false }, order })).toBe(2)
    expect(await walk('organisation', { where: { parentId: null }, order: { by: 'id', direction: 'asc' }, limit: 9 })).toEqual([['root']])
    expect(await walk('organisation', { where: { parentId: ['root', null] }, order: { by: 'id', direction: 'asc' }, limit: 1 })).toEqual([['leaf'], ['root']])
  })

  test('everything of a noun is walked by id', async () => {
    const ids = ['Z', 'a', 'ә', 'я', '\u{10400}', '\uff5e']
    await keep(given.store, async (tx) => { for (const id of ids) await tx.insert('organisation', organisation(id)) })
    const byCodePoint = ['Z', 'a', 'я', 'ә', '\uff5e', '\u{10400}']
    const order = { by: 'id', direction: 'asc' } as const
    expect(await walk('organisation', { where: {}, order, limit: 1 })).toEqual(byCodePoint.map(id => [id]))
    expect((await walk('organisation', { where: {}, order: { by: 'id', direction: 'desc' }, limit: 4 })).flat()).toEqual(byCodePoint.toReversed())
    expect(await given.store.read.count('organisation', { where: {}, order })).toBe(6)
  })

  test('a changed document stands in its new place only', async () => {
    await keepTickets(6)
    const seen = await given.store.read.get('ticket', 't00')
    await keep(given.store, async (tx) => { if (seen) await tx.put('ticket', { ...seen, state: 'closed' }) })
    const query = (state: string): Query => ({ where: { state }, order: { by: 'registeredAt', direction: 'asc' }, limit: 9 })
    expect((await given.store.read.list('ticket', query('registered'))).items.map(({ id }) => id)).toEqual(['t03'])
    expect((await given.store.read.list('ticket', query('closed'))).items).toMatchObject([{ id: 't00', version: 2 }])
  })

  test('a tampered place in the list is refused', async () => {
    const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const places = ['', '!!!', encode(null), encode(['x']), encode([{}, 'a']), encode(['a', 7]), encode([1e999, 'a', 'b']), encode(['\ud800', 'a'])]
    for (const place of places) {
      const page = given.store.read.list('notice', { where: { userId: 'aigerim' }, order: { by: 'at', direction: 'asc' }, after: place, limit: 1 })
      await expect(page, place).rejects.toMatchObject({ code: 'bad-input' })
    }
  })
}
