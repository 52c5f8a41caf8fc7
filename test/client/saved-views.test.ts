// Views kept in the browser: what is broken there falls away, and a view is known again whatever the order of its filters.
import { expect, it } from 'vitest'
import { readViews, viewOf } from '../../client/kept-view.ts'

it('what is not a view falls away, and a broken text keeps nothing from working', () => {
  expect(readViews('[{"name":"Су","query":{"words":"су"}},{"name":1,"query":{}},{"name":"x","query":{"a":1}},null,"y"]')).toEqual([{ name: 'Су', query: { words: 'су' } }])
  for (const text of [null, '', '{', '7', '{"name":"x"}']) expect(readViews(text)).toEqual([])
  expect(readViews(JSON.stringify(Array.from({ length: 50 }, (_, index) => ({ name: String(index), query: {} }))))).toHaveLength(20)
})
it('a view is known again by its filters, whatever their order', () => {
  const views = [{ name: 'Қар', query: { words: 'қар', from: '2026-11-01' } }]
  expect(viewOf(views, { from: '2026-11-01', words: 'қар' })?.name).toBe('Қар')
  expect(viewOf(views, { words: 'қар' })).toBeUndefined()
})
