// Terms that run out ring the right people once: 50, 80 and 100 %, two working hours later, a working day later.
import { expect, test } from 'vitest'
import { takeLease } from '../../server/actions/lease.ts'
import { marksOf } from '../../server/actions/marks.ts'
import { warnTerms } from '../../server/actions/warn-terms.ts'
import { at, openOffice, refused, type Office } from './office.ts'
import { ticketIn } from './journey.ts'
import { names, type Name } from './tree.ts'

/** Who was warned of what since the last look. */
const watch = (office: Office) => {
  const seen = new Map<Name, number>()
  return async () => {
    const rung: string[] = []
    for (const name of names) {
      const notices = (await office.notices(name)).filter(({ kind }) => kind.startsWith('term-'))
      rung.push(...notices.slice(seen.get(name) ?? 0).map(({ kind }) => `${name} ${kind}`))
      seen.set(name, notices.length)
    }
    return rung.toSorted()
  }
}

test('the first reply of a ticket in work: officer, officer, officer and head, coordinator, manager, each once', async () => {
  const office = await openOffice()
  // Registered on Wednesday at ten: due on Thursday at ten; half is Wednesday 15:30, 80 % is 17:54.
  const ticketId = await ticketIn(office, 'in-work')
  const rung = watch(office)
  const round = async (day: string, time: string) => {
    office.setClock(day, time)
    await warnTerms(office.world)
    await warnTerms(office.world)
    return rung()
  }
  expect(await round('2026-11-18', '15:29')).toEqual([])
  expect(await round('2026-11-18', '15:30')).toEqual(['dana term-50'])
  expect(await round('2026-11-18', '17:53')).toEqual([])
  expect(await round('2026-11-18', '17:54')).toEqual(['dana term-80'])
  expect(await round('2026-11-19', '09:59')).toEqual([])
  expect(await round('2026-11-19', '10:00')).toEqual(['dana term-100', 'gulnar term-100'])
  expect(await round('2026-11-19', '11:59')).toEqual([])
  expect(await round('2026-11-19', '12:00')).toEqual(['kairat term-late'])
  expect(await round('2026-11-20', '09:59')).toEqual([])
  expect(await round('2026-11-20', '10:00')).toEqual(['marzhan term-late'])
  expect(await marksOf(office.world.store.read, ticketId)).toMatchObject(['50', '80', '100', '+2h', '+1d'].map(mark => expect.stringContaining(`firstReply:${mark}:`)))
})

test('after a silence of the machine only the last warning rings each person', async () => {
  const office = await openOffice()
  await ticketIn(office, 'in-work')
  office.setClock('2026-11-19', '10:30')
  const rung = watch(office)
  expect(await warnTerms(office.world)).toBe(1)
  expect(await rung()).toEqual(['dana term-100', 'gulnar term-100'])
})

test('while nobody is named the officers of the body are warned, and the press service while there is no body', async () => {
  const office = await openOffice()
  const ticketId = await ticketIn(office, 'registered')
  office.setClock('2026-11-18', '15:30')
  const rung = watch(office)
  await warnTerms(office.world)
  expect(await rung()).toEqual(['aigul term-50', 'bolat term-50'])
  office.setClock('2026-11-18', '17:40')
  await office.as('aigul').assign(ticketId, { bodyId: office.place('koldi/water') })
  office.setClock('2026-11-18', '17:54')
  await warnTerms(office.world)
  expect(await rung()).toEqual(['dana term-80', 'erlan term-80', 'zarina term-80'])
})

test('an assignment that nobody accepts rings the officer at half of the half hour and the head at its end, at each naming anew', async () => {
  const office = await openOffice()
  const ticketId = await ticketIn(office, 'assigned')
  const rung = watch(office)
  const round = async (minutes: number) => {
    office.wait(minutes)
    await warnTerms(office.world)
    return rung()
  }
  expect(await round(14)).toEqual([])
  expect(await round(1)).toEqual(['dana term-50'])
  expect(await round(15)).toEqual(['dana term-100', 'gulnar term-100'])
  await office.as('gulnar').reassign(ticketId, { officerId: office.user('erlan'), reason: 'Дана жиналыста' })
  expect(await round(15)).toEqual(['erlan term-50'])
  await office.as('erlan').accept(ticketId)
  expect(await round(15)).toEqual([])
})

test('an answered, closed or annulled ticket warns nobody; a reopened one warns anew', async () => {
  const office = await openOffice()
  const ticketId = await ticketIn(office, 'answered')
  await ticketIn(office, 'closed')
  await office.as('aigul').annul(await ticketIn(office, 'registered'))
  office.setClock('2026-11-24', '10:00')
  const rung = watch(office)
  expect([await warnTerms(office.world), await rung()]).toEqual([0, []])
  await office.as('aigul').reopen(ticketId)
  // Reopened at ten with high priority: four working hours, half of them at noon.
  office.setClock('2026-11-24', '12:00')
  await warnTerms(office.world)
  expect(await rung()).toEqual(['dana term-50'])
})

test('the final term warns on its own, after the first reply was given', async () => {
  const office = await openOffice()
  const ticketId = await ticketIn(office, 'in-work')
  await office.as('dana').submit(ticketId, { text: 'Жұмыс басталды', kind: 'interim', promisedOn: '2026-11-25' })
  await office.as('gulnar').approve(ticketId)
  await office.as('aigul').publish(ticketId)
  office.setClock('2026-11-27', '18:30')
  const rung = watch(office)
  await warnTerms(office.world)
  expect(await rung()).toEqual(['dana term-100', 'gulnar term-100'])
  const marks = await marksOf(office.world.store.read, ticketId)
  expect(marks.filter(mark => mark.startsWith('final:'))).toMatchObject(['50', '80', '100'].map(mark => expect.stringContaining(`final:${mark}:`)))
})

test('an old leader\'s work is refused: the lease has passed on', async () => {
  const office = await openOffice()
  await ticketIn(office, 'in-work')
  office.setClock('2026-11-18', '15:30')
  const old = await takeLease(office.world, 'jobs', 'first')
  expect(old).toEqual({ id: 'jobs', term: 1 })
  expect(await takeLease(office.world, 'jobs', 'second')).toBeNull()
  office.wait(1)
  expect(await takeLease(office.world, 'jobs', 'first')).toEqual({ id: 'jobs', term: 1 })
  office.wait(1.9)
  expect(await takeLease(office.world, 'jobs', 'second')).toBeNull()
  office.wait(0.1)
  const fresh = await takeLease(office.world, 'jobs', 'second')
  expect(fresh).toEqual({ id: 'jobs', term: 2 })
  const rung = watch(office)
  expect(await refused(warnTerms(office.world, old ?? undefined))).toMatchObject({ code: 'lease-lost' })
  expect(await rung()).toEqual([])
  expect(await warnTerms(office.world, fresh ?? undefined)).toBe(1)
  expect(await rung()).toEqual(['dana term-50'])
})

test('a danger is due round the clock, also on a Sunday night', async () => {
  const office = await openOffice({ now: at('2026-11-22', '23:00') })
  const { ticketId } = await office.as('aigul').register(await office.post('Акимат, горим, пожар на Абая!'), { bodyId: office.place('koldi/water'), officerId: office.user('dana') })
  const rung = watch(office)
  office.wait(60)
  await warnTerms(office.world)
  expect(await rung()).toEqual(['dana term-100', 'gulnar term-100'])
  expect((await office.ticket(ticketId)).priority).toBe('danger')
})
