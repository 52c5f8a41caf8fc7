// The sentence of a refusal as a person reads it: what is not known leaves no empty bracket behind.
import { expect, test } from 'vitest'
import { Refusal } from '#domain/refusal.ts'
import { problemOf } from '../../server/http/problem.ts'

const titleOf = async (refusal: Refusal) => (await problemOf(refusal, 'ru', '', () => Promise.resolve('Айгүл'))).title

test('whoever changed a thing is named where it is known, and where it is not, nothing stands in the place', async () => {
  const known = new Refusal('stale-version', '', { by: 'a', at: '2026-11-23T04:05:00.000Z' })
  expect(await titleOf(known)).toMatch(/человек \(кто: Айгүл; когда: 23\.11\.2026 09:05\)\. /)
  expect(await titleOf(new Refusal('stale-version', '', { version: 3 }))).toMatch(/изменил другой человек\. Обновите/)
  expect(await titleOf(new Refusal('not-in-this-state', '', { by: 'a' }))).not.toMatch(/[(:] *\)/)
})
