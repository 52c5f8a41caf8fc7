// The desk of the tests of accounts, and its administrator: codes live for a minute and a half, guesses for a quarter of an hour, so each test begins later.
import { afterAll, beforeAll, beforeEach } from 'vitest'
import { openDesk, type TestDesk } from './desk.ts'
import type { Person } from './person.ts'

export let desk: TestDesk
export let timur: Person

/** Opens them for the tests of the file that calls this; each file has a desk of its own. */
export const useAccountsDesk = (): void => {
  beforeAll(async () => { desk = await openDesk() })
  beforeEach(async () => {
    desk.later(20)
    timur = await desk.as('timur')
  })
  afterAll(async () => await desk.close())
}
