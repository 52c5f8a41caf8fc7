// The counts beside the menu say what their lists hold.
import { expect, test } from 'vitest'
import { at, openOffice } from './office.ts'
import { ticketIn } from './journey.ts'
import { showCounts } from '../../server/actions/show/notices.ts'
import { viewerOf } from '../../server/actions/show/viewer.ts'
import { found } from '../../server/actions/act.ts'

test('the count of overdue tickets is as long as their list, at the very instant of the term and after it', async () => {
  const office = await openOffice()
  for (const state of ['registered', 'in-work', 'review', 'answered', 'closed'] as const) await ticketIn(office, state)
  const person = found(await office.world.store.read.get('user', office.user('kairat')), 'user')
  const [due = ''] = (await office.sees('kairat').tickets({ view: 'all' })).items.flatMap(({ nextDueAt }) => nextDueAt ?? []).sort()
  const later = new Date(Date.parse(due) + 1).toISOString()
  const counted: number[] = []
  for (const now of [office.clock.now, due, later, at('2026-12-10', '12:00')]) {
    office.clock.now = now
    const { control } = await showCounts(office.world, await viewerOf(office.world, person))
    expect(control).toBe((await office.sees('kairat').tickets({ view: 'overdue' })).total)
    counted.push(control)
  }
  expect(counted[0]).toBe(0)
  expect(counted.at(-1)).toBeGreaterThan(2)
})
