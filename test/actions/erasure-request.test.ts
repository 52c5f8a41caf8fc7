// Who asks for an erasure, who decides it, what they see, and how long it may take.
import { expect, test } from 'vitest'
import { carryOutErasures } from '../../server/actions/carry-out-erasures.ts'
import { remindErasures } from '../../server/actions/remind-erasures.ts'
import { showErasure, showErasures } from '../../server/actions/show/erasures.ts'
import { ask, author, forever, live, preview, reply, said } from './gulbarshyn.ts'
import { erasureTermScenes } from './erasure-term.ts'
import { openOffice, refused } from './office.ts'

test('press and coordinator write a request down, only the coordinator decides it; others do not even see it', async () => {
  const office = await openOffice()
  const { post } = await live(office)
  expect(await refused(office.as('dana').requestErasure({ ...post, of: 'author' }))).toMatchObject({ code: 'no-right' })
  const { id } = await ask(office, post)
  expect(await refused(office.as('aigul').erase(id))).toMatchObject({ code: 'no-right' })
  for (const name of ['tolkyn', 'gulnar', 'olga'] as const) {
    expect(await refused(office.as(name).erase(id))).toMatchObject({ code: 'not-found' })
    expect(await refused(showErasure(office.world, await office.sees(name).viewer(), { erasureId: id }))).toMatchObject({ code: 'not-found' })
  }
  expect(await carryOutErasures(office.world, forever)).toBe(0)
  expect((await showErasures(office.world, await office.sees('kairat').viewer(), { limit: 9 })).items).toMatchObject([{ id, state: 'asked' }])
  expect(await office.as('kairat').erase(id)).toMatchObject({ state: 'decided' })
  expect(await office.as('kairat').erase(id)).toMatchObject({ state: 'decided' })
  expect(await carryOutErasures(office.world, forever)).toBe(1)
  expect(await carryOutErasures(office.world, forever)).toBe(0)
})

test('whoever decides sees what would go: tickets, notes, and where the name stands in our replies', async () => {
  const office = await openOffice()
  const { post, ticketId, number } = await live(office)
  const { id } = await ask(office, post)
  const shown = await preview(office, id)
  expect(shown).toMatchObject({ author, posts: 2, more: false, tickets: [{ ticketId, number }], replies: [{ ticketId, text: reply, names: true }] })
  expect(shown.notes.find(({ text }) => text === said.answer)).toMatchObject({ quotes: true })
  expect(shown.notes.map(({ text }) => text)).toEqual(expect.arrayContaining([said.note, said.dismissed]))
})

test('notes of other people\'s tickets are not cleared this way', async () => {
  const office = await openOffice()
  const { post } = await live(office)
  const other = await office.as('aigul').register(await office.post('Акимат, мост', { author: 'Бөтен Адам' }))
  await office.as('aigul').note(other.ticketId, 'маңызды себеп')
  const notes = await office.world.store.read.list('note', { where: { ticketId: other.ticketId }, order: { by: 'at', direction: 'asc' }, limit: 9 })
  const { id } = await ask(office, post)
  expect(await refused(office.as('kairat').erase(id, { noteIds: notes.items.map(note => note.id) }))).toMatchObject({ code: 'bad-input', field: 'noteIds' })
  expect((await office.world.store.read.get('erasure', id))?.state).toBe('asked')
})

test('a request has one working day: asked on Friday at noon it is due on Monday at noon, and rings halfway and at its end', async () => {
  const office = await openOffice()
  const post = await office.post(said.text, { author })
  office.setClock('2026-11-20', '12:00')
  expect((await ask(office, post)).dueAt).toBe('2026-11-23T07:00:00.000Z')
  const rung = async (name: 'kairat' | 'marzhan') => (await office.notices(name)).map(({ kind }) => kind).filter(kind => kind.startsWith('erasure-'))
  office.setClock('2026-11-20', '17:29')
  expect(await remindErasures(office.world)).toBe(0)
  office.setClock('2026-11-20', '17:31')
  expect([await remindErasures(office.world), await remindErasures(office.world), await rung('kairat')]).toEqual([1, 0, ['erasure-asked', 'erasure-due']])
  office.setClock('2026-11-23', '12:01')
  expect([await remindErasures(office.world), await remindErasures(office.world), await rung('kairat'), await rung('marzhan')])
    .toEqual([1, 0, ['erasure-asked', 'erasure-due', 'erasure-late'], ['erasure-late']])
})

test('the coordinator refuses with a reason that whoever asked reads; the request no longer says who it was, and nothing goes', async () => {
  const office = await openOffice()
  const { post } = await live(office)
  const { id } = await ask(office, post)
  expect(await refused(office.as('aigul').refuseErasure(id, 'басқа адамның жазбасы'))).toMatchObject({ code: 'no-right' })
  expect(await refused(office.as('tolkyn').refuseErasure(id, 'басқа адамның жазбасы'))).toMatchObject({ code: 'not-found' })
  expect(await office.as('kairat').refuseErasure(id, 'басқа адамның жазбасы')).toMatchObject({ state: 'refused', decidedBy: office.user('kairat') })
  expect((await showErasures(office.world, await office.sees('aigul').viewer(), { limit: 9 })).items).toMatchObject([{ id, state: 'refused', reason: 'басқа адамның жазбасы' }])
  expect((await office.notices('aigul')).map(({ kind }) => kind)).toContain('erasure-refused')
  expect(await office.world.store.read.get('erasure', id)).toMatchObject({ network: null, authorKey: null, remindAt: null })
  expect(await refused(office.as('kairat').erase(id))).toMatchObject({ code: 'not-in-this-state' })
  expect(await carryOutErasures(office.world, forever)).toBe(0)
  expect((await office.bytes()).includes(said.text)).toBe(true)
  const next = await ask(office, post)
  await office.as('kairat').erase(next.id)
  expect(await refused(office.as('kairat').refuseErasure(next.id, 'кеш'))).toMatchObject({ code: 'not-in-this-state' })
})

test.each(Object.entries(erasureTermScenes))('%s', async (_, scene) => scene(await openOffice()))
