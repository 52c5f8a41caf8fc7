// After signing in a person comes back to a page of this desk, whatever stands in the address.
import { expect, test } from 'vitest'
import { wayBack } from '../../client/way-back.ts'
import { elsewhere } from '../attack-corpora.ts'

test.each(elsewhere)('%j leads nowhere but into the desk', (wanted) => {
  const back = wayBack(wanted)
  const desk = 'https://desk.example'
  expect(back === null || (new URL(back, desk).origin === desk && /^\/(?!\/)/.test(back))).toBe(true)
})

test('a page of the desk is come back to, with what was chosen on it', () => {
  expect(wayBack('/queue')).toBe('/queue')
  expect(wayBack('/search?words=%D1%81%D1%83&of=posts')).toBe('/search?words=%D1%81%D1%83&of=posts')
  expect(decodeURI(wayBack('/tickets/БУР-2026-000001#story') ?? '')).toBe('/tickets/БУР-2026-000001#story')
})

test('sign-in itself, a list and nothing are no page to come back to', () => {
  for (const wanted of ['/sign-in?next=/queue', undefined, null, ['/queue'], 'queue', '']) expect(wayBack(wanted)).toBeNull()
})
