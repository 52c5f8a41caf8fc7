// What slows down guessing where no test can sit at many addresses.
import { expect, test } from 'vitest'
import { makeGuessLimit } from '../../server/actions/guess-limit.ts'

const now = '2026-11-18T05:00:00.000Z'

test('whoever knows the password but has no code does not get around the limit of the account by asking from many addresses', () => {
  const limit = makeGuessLimit(() => now)
  for (let guess = 0; guess < 20; guess++) {
    const address = `192.0.2.${guess}`
    limit.take('aigul', address)
    limit.forgive('aigul', address)
    // A wrong code: counted.
    limit.take('aigul', address)
  }
  expect(() => limit.take('aigul', '198.51.100.1')).toThrow(expect.objectContaining({ code: 'too-many-requests' }))
  expect(() => limit.take('aigul', '192.0.2.1')).toThrow(expect.objectContaining({ code: 'too-many-requests' }))
})

test('the owner, who signed in from here before, is not shut out by what others guess elsewhere', () => {
  const limit = makeGuessLimit(() => now)
  limit.take('aigul', '203.0.113.7')
  limit.right('aigul', '203.0.113.7')
  for (let guess = 0; guess < 20; guess++) limit.take('aigul', `192.0.2.${guess}`)
  expect(() => limit.take('aigul', '198.51.100.1')).toThrow(expect.objectContaining({ code: 'too-many-requests' }))
  expect(() => limit.take('aigul', '203.0.113.7')).not.toThrow()
})
