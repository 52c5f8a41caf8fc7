// What happened in the demo's offices beside single tickets: a leave that runs, a wish to be erased, notices that were read long ago.
import { toInstant, toMs, addDays, dayOf, instantOf, type Instant } from '#domain/time.ts'
import { found } from '../actions/act.ts'
import { eachOf } from '../actions/each-of.ts'
import { carryOut } from '../actions/verbs.ts'
import type { World } from '../actions/world.ts'
import { postOf, type Cast } from './carry-out.ts'
import { onLeave } from './staff.ts'

export interface Happening { at: Instant, run: (world: World, cast: Cast) => Promise<unknown> }

const officeOpens = 9 * 60
const readAfterHours = 36
/** Its author asks for it to be taken out. */
const toErase = { id: 'winter-opinion', akimat: 'burabay', asks: 'denis', hoursAgo: 2 }

export const happenings = (now: Instant): Happening[] => {
  const today = dayOf(now)
  const leaveOn = addDays(today, -onLeave.fromDaysAgo)
  return [
    { at: instantOf(leaveOn, officeOpens), run: (world, cast) => {
      const userId = found(cast.users[onLeave.login], onLeave.login)
      return carryOut(world, { by: userId }, 'set-leave', { userId, fromOn: leaveOn, toOn: addDays(today, onLeave.toDaysOn) })
    } },
    { at: toInstant(toMs(now) - toErase.hoursAgo * 3_600_000), run: async (world, cast) => carryOut(world, { by: cast.users[toErase.asks] ?? '' }, 'request-erasure', {
      organisationId: found(cast.organisations[toErase.akimat], toErase.akimat), of: 'post', postId: found(await postOf(world, toErase), toErase.id).id,
    }) },
  ]
}

/** Everybody has read what is older than a day and a half. */
export const readOldNotices = async (world: World, cast: Cast, now: Instant): Promise<void> => {
  const before = toInstant(toMs(now) - readAfterHours * 3_600_000)
  for (const userId of Object.values(cast.users)) {
    const unread = await Array.fromAsync(eachOf(world.store.read, 'notice', { where: { userId, read: false }, order: { by: 'at', direction: 'asc' } }))
    const ids = unread.filter(({ at }) => at < before).map(({ id }) => id)
    for (let from = 0; from < ids.length; from += 200) await carryOut(world, { by: userId }, 'read-notices', { ids: ids.slice(from, from + 200) })
  }
}
