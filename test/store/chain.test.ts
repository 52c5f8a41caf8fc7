// The canonical bytes under the chain.
import { expect, test } from 'vitest'
import { canonicalJson } from '../../server/store/chain.ts'

test('keys are sorted, white space is absent, fields without a value are left out', () => {
  expect(canonicalJson({ b: [1, { d: null, c: true }], a: 'ә', 10: 1, 9: 2, none: undefined })).toBe('{"10":1,"9":2,"a":"ә","b":[1,{"c":true,"d":null}]}')
})

test('the same content gives the same bytes, however it was built and read', () => {
  const event = { type: 'posts-collected', fresh: { ә: 1, a: 2, 7: 3 }, new: 12, share: 0.1 }
  expect(canonicalJson(JSON.parse(canonicalJson(event)))).toBe(canonicalJson(event))
  expect(canonicalJson({ y: 1, x: 2 })).toBe(canonicalJson({ x: 2, y: 1 }))
})

test('NUL, quotes and pairs are written as JSON does; minus zero is zero', () => {
  expect(canonicalJson('\u0000"\\🐪\u2028')).toBe('"\\u0000\\"\\\\🐪\u2028"')
  expect(canonicalJson([-0, 1e21 / 1e7, 0.5])).toBe('[0,100000000000000,0.5]')
})

test('half a surrogate pair is refused, in a key too', () => {
  for (const value of ['\ud800', { a: ['x\udc00'] }, { '\ud800': 1 }]) expect(() => canonicalJson(value)).toThrow(expect.objectContaining({ code: 'bad-input' }))
})

test('what two engines could read back differently is no canonical JSON', () => {
  for (const value of [Number.NaN, Infinity, 2 ** 53, undefined, [undefined], () => 1, 1n, new Date(0), new Map(), { at: new Date(0) }]) {
    expect(() => canonicalJson(value)).toThrow(TypeError)
  }
})
