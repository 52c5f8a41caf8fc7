// The contract of the search: found by any form of every word, within the scope alone, as the texts stand now.
import { expect, test } from 'vitest'
import { triageId, type Triage } from '#domain/triage.ts'
import type { Post } from '#domain/post.ts'
import type { Reply } from '#domain/reply.ts'
import type { Search, SearchedNoun, Store, Tx } from '../../server/store/store.ts'
import type { Given } from './contract.ts'
import { after, at, keep, post, ticket } from './documents.ts'

const said = (text: string, title: string | null = null): Post['versions'][number] => ({ text, title, salt: 's', hash: 'h', seenAt: at })
const clock = { startedAt: at, limit: { workingMinutes: 30 }, dueAt: null, awaits: null, pausedAt: null, stoppedAt: null, pauses: [], notBefore: null }

const triage = (postId: string, given: Partial<Triage> = {}): Omit<Triage, 'version'> => {
  const organisationId = given.organisationId ?? 'almaty'
  return {
    id: triageId(organisationId, postId), organisationId, postId, state: 'new', collectedAt: at, danger: false, folded: false, clock, ticketId: null, decidedBy: null,
    decidedAt: null, reason: null, ...given,
  }
}

const reply = (id: string, ticketId: string, text: string, given: Partial<Reply> = {}): Omit<Reply, 'version'> => ({
  id, ticketId, organisationId: 'almaty', state: 'draft', kind: null, result: null, promisedOn: null, versions: [{ text, salt: 's', hash: 'h', authorId: 'daniyar', at }],
  submittedBy: null, submittedAt: null, approvedBy: null, approvedAt: null, note: null, permalink: null, publishedAt: null, ...given,
})

const holding = (...postIds: string[]) => ({ posts: postIds.map(postId => ({ postId, joinedAt: at, answer: null })) })

/** A post and what one akimat decided about it. */
export const arrive = async (tx: Tx, id: string, text: string, given: Partial<Triage> = {}) => {
  await tx.insert('post', post(id, { versions: [said(text)], collectedAt: given.collectedAt ?? at }))
  await tx.insert('triage', triage(id, given))
}

const change = async <N extends 'post' | 'ticket' | 'reply' | 'triage'>(store: Store, noun: N, id: string, given: object): Promise<void> => {
  await keep(store, async (tx) => {
    const kept = await tx.get(noun, id)
    if (kept) await tx.put(noun, { ...kept, ...given })
  })
}

/** Where nothing else is said, in Almaty. */
export const idsOf = async (store: Store, noun: SearchedNoun, words: string, given: Partial<Search> = {}): Promise<string[]> =>
  (await store.read.search(noun, { words, where: { organisationId: 'almaty' }, limit: 50, ...given })).items.map(({ id }) => id.replace('almaty:', ''))

export const searchContract = (given: Given): void => {
  const posts = (words: string, search: Partial<Search> = {}) => idsOf(given.store, 'triage', words, search)
  const tickets = (words: string, search: Partial<Search> = {}) => idsOf(given.store, 'ticket', words, search)

  test('a post is found by another form of its words, in Kazakh and in Russian, and without Kazakh letters', async () => {
    await keep(given.store, async (tx) => {
      await arrive(tx, 'kk', 'Ауылымызда су жоқ, құбырлар жарылған')
      await arrive(tx, 'ru', 'Во дворе прорвало трубу, улицу затопило')
      await arrive(tx, 'latin', 'Auylda zharyq joq')
    })
    for (const words of ['ауыл', 'ауылда', 'құбыр', 'кубыр', 'ҚҰБЫР', 'суға']) expect(await posts(words), words).toContain('kk')
    for (const words of ['труба', 'трубы', 'улица', 'ДВОР']) expect(await posts(words), words).toEqual(['ru'])
    for (const words of ['жарық', 'жарык']) expect(await posts(words), words).toEqual(['latin'])
    expect(await posts('мектеп')).toEqual([])
  })

  test('every word must be met, in the title or in the text', async () => {
    await keep(given.store, async (tx) => {
      await arrive(tx, 'water', 'Абай көшесінде су жоқ')
      await tx.insert('post', post('both', { versions: [said('жарық сөнді', 'Абай көшесі')] }))
      await tx.insert('triage', triage('both'))
    })
    expect(await posts('абай')).toEqual(expect.arrayContaining(['water', 'both']))
    expect(await posts('абай су')).toEqual(['water'])
    expect(await posts('абай, жарық!')).toEqual(['both'])
    expect(await posts('су жарық')).toEqual([])
  })

  test('nothing leaks out of the akimats that are asked for', async () => {
    await keep(given.store, async (tx) => {
      await arrive(tx, 'p1', 'су жоқ')
      await tx.insert('triage', triage('p1', { organisationId: 'astana' }))
      await arrive(tx, 'p2', 'су жоқ', { organisationId: 'astana' })
      await arrive(tx, 'p3', 'су жоқ', { organisationId: '' })
    })
    const found = async (organisationId: string | string[]) => (await given.store.read.search('triage', { words: 'су', where: { organisationId }, limit: 9 })).items.map(({ id }) => id)
    expect(await found('almaty')).toEqual(['almaty:p1'])
    expect((await found(['astana', 'nobody'])).toSorted()).toEqual(['astana:p1', 'astana:p2'])
    expect(await found(['almaty', 'astana', ''])).toHaveLength(4)
    for (const nobody of ['nobody', 'ALMATY', 'almaty OR astana', '"', []]) expect(await found(nobody)).toEqual([])
  })

  test('a head finds the tickets of the body, as long as they are of the body', async () => {
    await keep(given.store, async (tx) => {
      for (const id of ['p1', 'p2']) await arrive(tx, id, 'су жоқ')
      await tx.insert('ticket', ticket('t1', { ...holding('p1'), bodyId: 'water' }))
      await tx.insert('ticket', ticket('t2', { ...holding('p2'), bodyId: null }))
    })
    const ofBody = (bodyId: string | (string | null)[] | null) => tickets('су', { where: { bodyId } })
    expect(await ofBody('water')).toEqual(['t1'])
    for (const nothing of [null, ['water', null]]) await expect(ofBody(nothing)).rejects.toThrow('without a scope')
    await change(given.store, 'ticket', 't1', { bodyId: 'roads' })
    expect([await ofBody('water'), await ofBody('roads')]).toEqual([[], ['t1']])
    await change(given.store, 'ticket', 't1', { bodyId: null })
    expect(await ofBody('roads')).toEqual([])
    expect((await tickets('су')).toSorted()).toEqual(['t1', 't2'])
  })

  test('a search is narrowed by state and by time like a list', async () => {
    await keep(given.store, async (tx) => {
      for (const [index, state] of (['new', 'dismissed', 'new', 'dismissed'] as const).entries()) await arrive(tx, `p${index}`, 'су жоқ', { state, collectedAt: after(index) })
    })
    expect(await posts('су')).toEqual(['p3', 'p2', 'p1', 'p0'])
    expect(await posts('су', { where: { organisationId: 'almaty', state: 'dismissed', folded: [true, false] } })).toEqual(['p3', 'p1'])
    expect(await posts('су', { from: after(1), to: after(3) })).toEqual(['p2', 'p1'])
    expect(await posts('су', { where: { organisationId: 'almaty', state: ['new'], folded: false }, to: after(2) })).toEqual(['p0'])
    await change(given.store, 'triage', 'almaty:p3', { state: 'new' })
    expect(await posts('су', { where: { organisationId: 'almaty', state: 'new', folded: false } })).toEqual(['p3', 'p2', 'p0'])
  })

  test('pages go on where the last one ended, newest first, also over equal moments and while others arrive', async () => {
    await keep(given.store, async (tx) => { for (let index = 0; index < 23; index++) await arrive(tx, `p${index}`, 'су жоқ', { collectedAt: after(Math.floor(index / 5)) }) })
    const seen: string[] = []
    let next: string | null = null
    do {
      const page: { items: { id: string, collectedAt: string }[], next: string | null } = await given.store.read.search('triage', {
        words: 'су', where: { organisationId: 'almaty' }, limit: 4, ...next !== null && { after: next } })
      seen.push(...page.items.map(({ collectedAt, id }) => `${collectedAt} ${id}`))
      next = page.next
      await keep(given.store, tx => arrive(tx, `new${seen.length}`, 'су жоқ', { collectedAt: after(100 + seen.length) }))
    } while (next !== null && seen.length < 100)
    expect(seen).toHaveLength(23)
    expect(new Set(seen).size).toBe(23)
    const moments = seen.map(line => line.slice(0, 24))
    expect(moments).toEqual(moments.toSorted().toReversed())
  })

  test('an edited post is found by its new words and no longer by its old ones, and so is its ticket', async () => {
    await keep(given.store, async (tx) => {
      await arrive(tx, 'p1', 'су жоқ', { ticketId: 't1', state: 'registered' })
      await arrive(tx, 'p2', 'асфальт ойылған', { ticketId: 't1', state: 'joined' })
      await tx.insert('ticket', ticket('t1', holding('p1', 'p2')))
    })
    expect([await posts('су'), await tickets('су асфальт')]).toEqual([['p1'], ['t1']])
    await change(given.store, 'post', 'p1', { versions: [said('су жоқ'), said('жарық жоқ')] })
    expect([await posts('су'), await posts('жарық')]).toEqual([[], ['p1']])
    expect([await tickets('су'), await tickets('жарық асфальт')]).toEqual([[], ['t1']])
  })

  test('a post that joins brings its words to the ticket, and takes them along when it is detached', async () => {
    const { store } = given
    await keep(store, async (tx) => {
      await arrive(tx, 'p1', 'су жоқ')
      await arrive(tx, 'p2', 'Абай көшесі')
      await tx.insert('ticket', ticket('t1', holding('p1')))
    })
    expect(await tickets('абай')).toEqual([])
    await change(store, 'ticket', 't1', holding('p1', 'p2'))
    expect(await tickets('абай су')).toEqual(['t1'])
    await change(store, 'ticket', 't1', holding('p1'))
    expect([await tickets('абай'), await tickets('су')]).toEqual([[], ['t1']])
  })

  test('a post that joins and is edited in the same group is found as it stands', async () => {
    const { store } = given
    await keep(store, async (tx) => {
      await arrive(tx, 'p1', 'су жоқ')
      await arrive(tx, 'p2', 'Абай көшесі')
      await tx.insert('ticket', ticket('t1', holding('p1')))
    })
    await Promise.all([
      change(store, 'ticket', 't1', holding('p1', 'p2')), change(store, 'post', 'p2', { versions: [said('Сәтбаев көшесі')] }), change(store, 'post', 'p1', { versions: [said('газ жоқ')] }),
    ])
    expect([await tickets('абай'), await tickets('су'), await tickets('сәтбаев газ')]).toEqual([[], [], ['t1']])
  })

  test('a reply is found from the day it is published', async () => {
    const { store } = given
    await keep(store, async (tx) => {
      await arrive(tx, 'p1', 'су жоқ')
      await tx.insert('ticket', ticket('t1', holding('p1')))
      await tx.insert('reply', reply('r1', 't1', 'Бригада жіберілді'))
    })
    expect(await tickets('бригада')).toEqual([])
    await change(store, 'reply', 'r1', { state: 'published' })
    expect(await tickets('бригада су')).toEqual(['t1'])
    await change(store, 'post', 'p1', { versions: [said('газ жоқ')] })
    expect([await tickets('бригада газ'), await tickets('су')]).toEqual([['t1'], []])
    await change(store, 'reply', 'r1', { versions: [{ text: '', salt: '', hash: 'h', authorId: 'daniyar', at }] })
    expect([await tickets('бригада'), await tickets('газ')]).toEqual([[], ['t1']])
  })

  test('what was erased is not found, not even in a ticket that let the post go', async () => {
    const { store } = given
    await keep(store, async (tx) => {
      await arrive(tx, 'p1', 'менің нөмірім жетіжүз')
      await tx.insert('ticket', ticket('t1', { ...holding('p1'), state: 'annulled' }))
    })
    expect([await posts('жетіжүз'), await tickets('жетіжүз')]).toEqual([['p1'], ['t1']])
    expect(await given.holdsTerm('етижуз')).toBe(true)
    await change(store, 'post', 'p1', { versions: [{ text: '', title: null, salt: '', hash: 'h', seenAt: at }] })
    expect([await posts('жетіжүз'), await tickets('жетіжүз')]).toEqual([[], []])
    expect([await given.holdsTerm('етижуз'), await given.holdsTerm('енин')]).toEqual([false, false])
  })

  test('what an act staged and then refused is not found', async () => {
    const refused = given.store.transact({ by: 'aigerim', now: at, starts: [], run: async (tx) => {
      await arrive(tx, 'p1', 'су жоқ')
      throw new Error('no')
    } })
    await Promise.allSettled([refused, keep(given.store, tx => arrive(tx, 'p2', 'су жоқ'))])
    expect(await posts('су')).toEqual(['p2'])
  })

  test('what a person writes is never syntax', async () => {
    await keep(given.store, async (tx) => {
      await arrive(tx, 'p1', 'су жоқ near or')
      await arrive(tx, 'p2', 'асфальт $where terms __organisationId__astana', { organisationId: 'astana' })
    })
    for (const words of ['су"', '"су', 'су*', 'NEAR(су жоқ)', 'су OR асфальт', 'su NOT су', '{terms}: су', 'terms:су', '^су', '-су', 'су) OR (асфальт', '$where', '{"$gt":""}', 'су\u0000жоқ', '__organisationId__astana', '\ud800су', 'жол'.repeat(66)]) {
      const found = await posts(words)
      expect(found.filter(id => id !== 'p1'), words).toEqual([])
    }
    expect(await posts('su near "жоқ"')).toEqual(['p1'])
    expect(await posts('су OR асфальт')).toEqual([])
  })

  test('strange terms are kept apart, capitals of the stems and all', async () => {
    await keep(given.store, tx => arrive(tx, 'p1', 'ǅ ሰላም Straße 12-34 مرحبا'))
    for (const words of ['ሰላም', 'straße', '12', 'مرحبا']) expect(await posts(words), words).toEqual(['p1'])
    expect(await posts('1234')).toEqual([])
  })

  test('no word, or too many, is refused in words', async () => {
    for (const words of ['', '   ', '!!! "" *', '😀']) await expect(posts(words), words).rejects.toMatchObject({ code: 'bad-input', details: { field: 'words', problem: 'empty' } })
    await expect(posts('су '.repeat(3_500_000))).rejects.toMatchObject({ code: 'bad-input', details: { field: 'words', problem: 'too-long' } })
    for (const cursor of ['x', '', Buffer.from('["a","b"]').toString('base64url'), Buffer.from('[1,"b"]').toString('base64url')]) {
      await expect(posts('су', { after: cursor }), cursor).rejects.toMatchObject({ code: 'bad-input', details: { field: 'after' } })
    }
  })

  test('a search without a scope, or through a list that is not declared, is a mistake of the program', async () => {
    const wheres: Search['where'][] = [{}, { state: 'new' }, { organisationId: 'almaty', reason: 'spam' }]
    for (const where of wheres) await expect(posts('су', { where })).rejects.toBeInstanceOf(TypeError)
    await expect(given.store.read.search('ticket', { words: 'су', where: { state: 'new' }, limit: 1 })).rejects.toBeInstanceOf(TypeError)
  })

  test('the index is there after the desk was closed and opened again', async () => {
    await keep(given.store, tx => arrive(tx, 'p1', 'су жоқ'))
    await given.reopen()
    expect(await posts('су')).toEqual(['p1'])
  })
}
