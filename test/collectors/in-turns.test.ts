// A burst is worked through in turns: whoever asks the desk meanwhile is answered before its end.
import { expect, test } from 'vitest'
import { readFeed } from '../../collectors/feed/read.ts'
import { inTurns } from '../../collectors/in-turns.ts'
import { rssOf, somePosts } from './feed-server.ts'

/** How often somebody else has a turn until the work is done. */
const turnsDuring = async (work: Promise<unknown>): Promise<number> => {
  let [turns, isOver] = [0, false]
  const turn = () => {
    turns += 1
    if (!isOver) setImmediate(turn)
  }
  setImmediate(turn)
  await work.finally(() => { isOver = true })
  return turns
}

test('a long list is given whole and in its order, and others have their turn between its pieces', async () => {
  const list = Array.from({ length: 1050 }, (_, n) => n)
  const given: number[] = []
  const take = async () => {
    for await (const some of inTurns(list)) given.push(...some)
  }
  expect(await turnsDuring(take())).toBeGreaterThanOrEqual(10)
  expect(given).toEqual(list)
})

test('a feed of thousands of posts is read whole, and others have their turn all the while', async () => {
  const page = rssOf(somePosts(6000))
  let read = 0
  const turns = await turnsDuring(readFeed({ bytes: Buffer.from(page), contentType: null, feedUrl: 'https://qala.example/feed', zone: 'Asia/Almaty' }).then(({ items }) => { read = items.length }))
  expect(read).toBe(6000)
  expect(turns).toBeGreaterThan(60 + page.length / 65_536)
})
