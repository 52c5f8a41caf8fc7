// The term of a request for erasure when a list of working days changes; the same scenes for both engines.
import { expect } from 'vitest'
import { moveTerms } from '../../server/actions/move-terms.ts'
import { remindErasures } from '../../server/actions/remind-erasures.ts'
import { daysOf2028, shippedDays, withDayOff } from './calendar-lists.ts'
import { at, type Office } from './office.ts'
import type { AtAkimat } from './hands.ts'

const mondayOff = { year: 2026, confirmed: true, days: withDayOff(2026, '2026-11-23') }
const asked = async (office: Office, post: AtAkimat) => (await office.as('aigul').requestErasure({ ...post, of: 'author' })).id
const kept = async (office: Office, id: string) => {
  const { dueAt, remindAt } = await office.world.store.read.get('erasure', id) ?? expect.fail('the request is kept')
  return { dueAt, remindAt }
}
const aPost = (office: Office) => office.post('Акимат, мост', { author: 'Айша' })

/** What each scene says, by its sentence. */
export const erasureTermScenes: Record<string, (office: Office) => Promise<void>> = {
  'asked on Friday at noon, a Monday that becomes a day off gives it until Tuesday noon, with a line in the trail': async (office) => {
    office.setClock('2026-11-20', '12:00')
    const id = await asked(office, await aPost(office))
    expect(await kept(office, id)).toEqual({ dueAt: at('2026-11-23', '12:00'), remindAt: at('2026-11-20', '17:30') })
    await office.as('olga').setCalendarYear({ ...mondayOff, version: 0 })
    expect([await moveTerms(office.world), await moveTerms(office.world)]).toEqual([1, 0])
    expect(await kept(office, id)).toEqual({ dueAt: at('2026-11-24', '12:00'), remindAt: at('2026-11-20', '17:30') })
    expect((await office.trail()).filter(({ event }) => event.type === 'erasure-moved')).toMatchObject([{ by: 'machine', event: { erasureId: id, dueAt: at('2026-11-24', '12:00') } }])
    office.setClock('2026-11-20', '17:31')
    await remindErasures(office.world)
    office.setClock('2026-11-23', '12:01')
    expect(await remindErasures(office.world)).toBe(0)
    office.setClock('2026-11-24', '12:01')
    expect(await remindErasures(office.world)).toBe(1)
  },
  'a day off that is worked after all never makes it late at once': async (office) => {
    await office.as('olga').setCalendarYear({ ...mondayOff, version: 0 })
    await moveTerms(office.world)
    office.setClock('2026-11-20', '12:00')
    const id = await asked(office, await aPost(office))
    office.setClock('2026-11-23', '15:00')
    await office.as('olga').setCalendarYear({ year: 2026, version: 1, confirmed: true, days: shippedDays(2026) })
    expect([await moveTerms(office.world), await moveTerms(office.world)]).toEqual([1, 0])
    expect((await kept(office, id)).dueAt).toBe(at('2026-11-23', '15:00'))
  },
  'what was asked in a year without a list gets its term when the list comes; what is decided is left alone': async (office) => {
    office.setClock('2028-03-01', '12:00')
    const [id, decided] = [await asked(office, await aPost(office)), await asked(office, await office.post('Акимат, су', { author: 'Ержан' }))]
    await office.as('kairat').erase(decided)
    expect((await kept(office, id)).dueAt).toBeNull()
    await office.as('olga').setCalendarYear({ year: 2028, version: 0, confirmed: true, days: daysOf2028 })
    await moveTerms(office.world)
    expect(await kept(office, id)).toEqual({ dueAt: at('2028-03-02', '12:00'), remindAt: at('2028-03-01', '17:30') })
    expect((await kept(office, decided)).dueAt).toBeNull()
  },
}
