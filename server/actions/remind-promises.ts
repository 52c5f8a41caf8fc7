// Promised days remind by themselves: on the day those who do the work, and on the day after those who answer for it.
import type { PromisedDay } from '#domain/promise.ts'
import { officeHours } from '#domain/office.ts'
import { addDays, dayOf, instantOf, type Day, type Instant } from '#domain/time.ts'
import { aboutOf } from './about.ts'
import { act, byMachine } from './act.ts'
import { demandLease, type Fence } from './lease.ts'
import { notify } from './notify.ts'
import { sceneOf, type Scene } from './on-ticket.ts'
import type { World } from './world.ts'

const atOnce = 100

/** The last day whose reminders are due: today from the opening of the office on, before it yesterday. */
const lastDay = (now: Instant): Day => {
  const today = dayOf(now)
  return now >= instantOf(today, officeHours.open) ? today : addDays(today, -1)
}

/** On the day: the officer and the head, or the press service where there is no body. Afterwards: head and coordinator. */
const toldOf = ({ ticket, akimat, body }: Scene, isOver: boolean): readonly (string | null)[] => {
  if (isOver) return [...body?.members.head ?? [], ...akimat.members.coordinator]
  return body ? [ticket.officerId, ...body.members.head] : [ticket.officerId, ...akimat.members.press]
}

const remind = (world: World, fence: Fence | undefined, { id, ticketId }: PromisedDay) =>
  act(world, byMachine, { name: 'remind-promise', input: { id }, starts: [['promise', id], ['ticket', ticketId]] }, async (tx, who) => {
    await demandLease(tx, fence)
    const promise = await tx.get('promise', id)
    const last = lastDay(tx.now)
    if (!promise || promise.remindOn === null || promise.remindOn > last) return false
    const scene = await sceneOf(tx, world, who, ticketId)
    const isOver = promise.promisedOn < last
    await notify(tx, toldOf(scene, isOver), isOver ? 'promise-passed' : 'promise-due', aboutOf(scene.ticket))
    await tx.put('promise', { ...promise, remindOn: isOver ? null : addDays(promise.promisedOn, 1) })
    return true
  })

/** The oldest promises whose reminder is due; how many were reminded of. */
export const remindPromises = async (world: World, fence?: Fence): Promise<number> => {
  const page = await world.store.read.list('promise', {
    where: {}, order: { by: 'remindOn', direction: 'asc' }, to: addDays(lastDay(world.now()), 1), limit: atOnce,
  })
  let reminded = 0
  for (const promise of page.items) if (await remind(world, fence, promise)) reminded += 1
  return reminded
}
