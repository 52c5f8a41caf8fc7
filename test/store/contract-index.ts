// The contract of the search index: other stems build it anew, and until that is done the search says so.
import { expect, test } from 'vitest'
import type { Stems, Store } from '../../server/store/store.ts'
import { idsOf } from './contract-search.ts'
import type { Given } from './contract.ts'
import { at, keep, post, ticket } from './documents.ts'

/** Whole words alone, or their first three letters. */
const wholeWords: Stems = { version: 101, of: text => text.toLowerCase().split(/[^\p{L}]+/u).filter(word => word.length > 1) }
const firstLetters: Stems = { version: 102, of: text => wholeWords.of(text).map(word => word.slice(0, 3)) }

const clock = { startedAt: at, limit: { workingMinutes: 30 }, dueAt: null, awaits: null, pausedAt: null, stoppedAt: null, pauses: [], notBefore: null }

const arrive = async (store: Store, from: number, to: number) => await keep(store, async (tx) => {
  for (let index = from; index < to; index++) {
    const postId = `p${index}`
    await tx.insert('post', post(postId, { versions: [{ text: 'мектепте', title: null, salt: '', hash: '', seenAt: at }] }))
    await tx.insert('triage', {
      id: `almaty:${postId}`, organisationId: 'almaty', postId, state: 'new', collectedAt: at, danger: false, folded: false, clock, ticketId: null, decidedBy: null, decidedAt: null, reason: null,
    })
    await tx.insert('ticket', ticket(`t${index}`, { posts: [{ postId, joinedAt: at, answer: null }] }))
  }
})

/** The first answer that is not "being built"; every refusal before it must be that one. */
export const answered = async <T>(ask: () => Promise<T>): Promise<{ answer: T, refused: number }> => {
  for (let refused = 0; ; refused++) {
    try {
      return { answer: await ask(), refused }
    } catch (error) {
      if (!(error instanceof Error && Reflect.get(error, 'code') === 'search-not-ready')) throw error
      await new Promise(resolve => setImmediate(resolve))
    }
  }
}

export const indexContract = (given: Given): void => {
  test('other stems build the index anew, and until then a search says so instead of missing posts', async () => {
    await arrive(await given.reopen({ stems: wholeWords }), 0, 130)
    expect(await idsOf(given.store, 'triage', 'мектеп')).toEqual([])
    const store = await given.reopen({ stems: firstLetters })
    const { answer, refused } = await answered(() => idsOf(store, 'triage', 'мектеп', { limit: 200 }))
    expect(answer).toHaveLength(130)
    expect(refused).toBeGreaterThan(0)
    expect((await answered(() => idsOf(store, 'ticket', 'мектептер', { limit: 200 }))).answer).toHaveLength(130)
  })

  test('while the index is being built acts go on, and what they write is found too', async () => {
    await arrive(await given.reopen({ stems: wholeWords }), 0, 130)
    const store = await given.reopen({ stems: firstLetters })
    await arrive(store, 130, 132)
    await expect(idsOf(store, 'triage', 'мектеп')).rejects.toMatchObject({ code: 'search-not-ready' })
    await keep(store, async (tx) => {
      const kept = await tx.get('post', 'p129')
      if (kept) await tx.put('post', { ...kept, versions: [{ text: 'аурухана', title: null, salt: '', hash: '', seenAt: at }] })
      const grown = await tx.get('ticket', 't128')
      if (grown) await tx.put('ticket', { ...grown, posts: [...grown.posts, { postId: 'p131', joinedAt: at, answer: null }, { postId: 'p129', joinedAt: at, answer: null }] })
    })
    expect((await answered(() => idsOf(store, 'triage', 'мектеп', { limit: 200 }))).answer).toHaveLength(131)
    expect((await answered(() => idsOf(store, 'ticket', 'аурухана'))).answer.toSorted()).toEqual(['t128', 't129'])
  })

  test('an index that was half built when the desk went away is built to its end by the next one', async () => {
    await arrive(await given.reopen({ stems: wholeWords }), 0, 130)
    for (let times = 0; times < 2; times++) await (await given.reopen({ stems: firstLetters })).read.head()
    const { answer } = await answered(() => idsOf(given.store, 'ticket', 'мектеп', { limit: 200 }))
    expect(answer).toHaveLength(130)
  })

  test('what a program without stems wrote waits to be indexed', async () => {
    await arrive(await given.reopen({ stems: wholeWords }), 0, 3)
    const plain = await given.reopen({ stems: null })
    await arrive(plain, 3, 5)
    await keep(plain, async (tx) => {
      const kept = await tx.get('post', 'p0')
      if (kept) await tx.put('post', { ...kept, versions: [{ text: 'аурухана', title: null, salt: '', hash: '', seenAt: at }] })
    })
    await expect(idsOf(plain, 'triage', 'мектепте')).rejects.toBeInstanceOf(TypeError)
    const store = await given.reopen({ stems: wholeWords })
    expect((await answered(() => idsOf(store, 'triage', 'мектепте'))).answer.toSorted()).toEqual(['p1', 'p2', 'p3', 'p4'])
    expect((await answered(() => idsOf(store, 'ticket', 'аурухана'))).answer).toEqual(['t0'])
  })
}
