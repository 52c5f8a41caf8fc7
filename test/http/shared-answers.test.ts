// A page that many ask for at once is made once, and nobody ever gets one that is old or not theirs.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { grantsToday } from '../../server/actions/show/viewer.ts'
import { makeSharedAnswers, type Question, type SharedAnswers } from '../../server/http/shared-answers.ts'
import { openDesk, pastePost, type TestDesk } from './desk.ts'

let desk: TestDesk
let answers: SharedAnswers
let made: number
beforeAll(async () => { desk = await openDesk() })
afterAll(async () => { await desk.close() })
beforeEach(() => {
  answers = makeSharedAnswers(desk.world)
  made = 0
})
const make = async () => ({ made: ++made })

const questionOf = async (login: string, input: object = {}): Promise<Question> => {
  const user = await desk.store.read.get('user', await desk.user(login))
  if (!user) throw new Error(`nobody is called ${login}`)
  return { endpoint: 'feed', input, grants: await grantsToday(desk.world, user) }
}

test('what those of the same rights ask at once is made once', async () => {
  const question = await questionOf('aigul')
  expect(await Promise.all([answers(question, make), answers(question, make), answers(structuredClone(question), make)])).toEqual(Array(3).fill('{"made":1}'))
})

test('who has other rights, or asks something else, gets an answer of their own', async () => {
  const [press, officer, other] = [await questionOf('aigul'), await questionOf('erlan'), await questionOf('aigul', { limit: 20 })]
  expect(press.grants).not.toEqual(officer.grants)
  for (const question of [press, officer, other]) await answers(question, make)
  expect(made).toBe(3)
})

test('after any act, and in the next second, it is made anew', async () => {
  const question = await questionOf('aigul')
  await answers(question, make)
  await pastePost(await desk.as('aigul'), await desk.akimat('burabay'))
  expect(await answers(question, make)).toBe('{"made":2}')
  desk.later(1 / 60)
  expect(await answers(question, make)).toBe('{"made":3}')
})

test('a refusal is not kept', async () => {
  const question = await questionOf('aigul')
  await expect(answers(question, async () => { throw new Error('refused') })).rejects.toThrow('refused')
  expect(await answers(question, make)).toBe('{"made":1}')
})

test('what was just done stands in the lists of those who did not do it', async () => {
  const [press, coordinator] = [await desk.as('aigul'), await desk.as('aigul')]
  const organisationId = await desk.akimat('burabay')
  for (let post = 0; post < 5; post++) {
    const before = await coordinator.ask('feed', { organisationId, folded: 'no', limit: 50 })
    const postId = await pastePost(press, organisationId)
    const after = await coordinator.ask('feed', { organisationId, folded: 'no', limit: 50 })
    expect(before.items.map(({ post }) => post.id)).not.toContain(postId)
    expect(after.items.map(({ post }) => post.id)).toContain(postId)
  }
})
