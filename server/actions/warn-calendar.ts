// From 1 October, once a week, the administrators at the root are told that the next year's list of working days is missing or not confirmed.
import { nextListWarning } from '#domain/calendar.ts'
import { addDays, dayOf, type Day } from '#domain/time.ts'
import { act, byMachine } from './act.ts'
import { eachOf } from './each-of.ts'
import { demandLease, type Fence } from './lease.ts'
import { notify } from './notify.ts'
import type { World } from './world.ts'

const warnedSetting = 'calendar-warned'
const everyDays = 7

const isRecent = (value: unknown, year: number, today: Day): boolean =>
  typeof value === 'object' && value !== null && 'year' in value && value.year === year && 'on' in value && typeof value.on === 'string' && addDays(value.on, everyDays) > today

/** The year that the administrators were told of now, or null. */
export const warnCalendar = async (world: World, fence?: Fence): Promise<number | null> => {
  const year = nextListWarning(world.calendar, world.now())
  const warned = await world.store.read.get('setting', warnedSetting)
  if (year === null || isRecent(warned?.value, year, dayOf(world.now()))) return null
  const roots = await Array.fromAsync(eachOf(world.store.read, 'organisation', { where: { parentId: null }, order: { by: 'id', direction: 'asc' } }))
  return act(world, byMachine, { name: 'warn-calendar', input: { year }, starts: [['setting', warnedSetting]] }, async (tx) => {
    await demandLease(tx, fence)
    const setting = await tx.get('setting', warnedSetting)
    const today = dayOf(tx.now)
    if (isRecent(setting?.value, year, today)) return null
    for (const { id, members } of roots) await notify(tx, members.admin, 'calendar-due', { organisationId: id })
    const value = { year, on: today }
    await (setting ? tx.put('setting', { ...setting, value }) : tx.insert('setting', { id: warnedSetting, value }))
    return year
  })
}
