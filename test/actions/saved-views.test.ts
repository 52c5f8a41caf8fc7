// A person's views stand on the desk: the same at every machine, of nobody else, and of a bounded number.
import { expect, it } from 'vitest'
import { savedViewsAtMost, viewOf } from '#domain/saved-view.ts'
import { dropView, saveView, showSavedViews } from '../../server/actions/saved-views.ts'
import { openOffice, refused } from './office.ts'

it('a view is kept for the person alone; the same name on the same screen is given to the new one, on another screen it is another', async () => {
  const { world, user, trail } = await openOffice()
  const aigul = { by: user('aigul') }
  const lines = (await trail()).length
  await saveView(world, aigul, { screen: 'feed', name: 'Су', query: { topic: 'utilities.water_supply' } })
  await saveView(world, aigul, { screen: 'search', name: 'Су', query: { words: 'су' } })
  const { items } = await saveView(world, aigul, { screen: 'feed', name: ' Су ', query: { topic: 'utilities' } })
  expect(items).toEqual([{ screen: 'search', name: 'Су', query: { words: 'су' } }, { screen: 'feed', name: 'Су', query: { topic: 'utilities' } }])
  expect(await showSavedViews(world, user('aigul'))).toEqual({ items })
  expect(await showSavedViews(world, user('olga'))).toEqual({ items: [] })
  expect((await dropView(world, aigul, { screen: 'feed', name: 'Су' })).items).toEqual(items.slice(0, 1))
  expect((await dropView(world, aigul, { screen: 'feed', name: 'Су' })).items).toEqual(items.slice(0, 1))
  // What a person keeps for themselves is nobody's business: no line tells of it.
  expect((await trail()).length).toBe(lines)
})

it('a screen holds so many views and no more; two browsers of one person lose none of each other', async () => {
  const { world, user } = await openOffice()
  const aigul = { by: user('aigul') }
  await Promise.all(Array.from({ length: savedViewsAtMost }, (_, index) => saveView(world, aigul, { screen: 'feed', name: `Көрініс ${index}`, query: { state: 'dismissed' } })))
  expect((await showSavedViews(world, user('aigul'))).items).toHaveLength(savedViewsAtMost)
  expect(await refused(saveView(world, aigul, { screen: 'feed', name: 'Тағы', query: { folded: 'yes' } }))).toMatchObject({ code: 'bad-input', field: 'name', problem: 'too-many' })
  expect((await saveView(world, aigul, { screen: 'feed', name: 'Көрініс 3', query: { folded: 'yes' } })).items).toHaveLength(savedViewsAtMost)
  expect((await saveView(world, aigul, { screen: 'tickets', name: 'Тағы', query: { view: 'overdue' } })).items).toHaveLength(savedViewsAtMost + 1)
})

it('a view is known again by its filters, whatever their order', () => {
  const views = [{ screen: 'search' as const, name: 'Қар', query: { words: 'қар', from: '2026-11-01' } }]
  expect(viewOf(views, { from: '2026-11-01', words: 'қар' })?.name).toBe('Қар')
  expect(viewOf(views, { words: 'қар' })).toBeUndefined()
})
