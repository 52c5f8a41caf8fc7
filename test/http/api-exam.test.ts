// The API exam in its short form: the document and the desk agree on requests that nobody here thought of.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { lostOf, sit } from '../exam/api/exam.ts'
import { findSchemathesis, isLack } from '../parts.ts'
import { openDesk, type TestDesk } from './desk.ts'

const schemathesis = findSchemathesis()

describe.skipIf(isLack(schemathesis))('with schemathesis', () => {
  let desk: TestDesk
  beforeAll(async () => { desk = await openDesk() })
  afterAll(async () => await desk.close())

  test('the press service and the administrator meet no bug and no answer that the document does not name, and nothing is lost', async () => {
    const path = isLack(schemathesis) ? '' : schemathesis.path
    const sat = await Promise.all(['aigul', 'timur'].map(async login => await sit(path, { url: desk.url, cookie: (await desk.as(login)).cookie, examples: 2, seed: 20261122 })))
    for (const { isSound, said, requests } of sat) {
      expect([isSound, isSound ? '' : said]).toEqual([true, ''])
      expect(requests).toBeGreaterThan(100)
    }
    expect(await lostOf(desk.store, sat.flatMap(({ answers }) => answers))).toEqual([])
  }, 300_000)
})
