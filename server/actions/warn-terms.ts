// Warns as terms run out: 50 and 80 % to the officer, 100 % also to the head, two working hours later to the coordinator, a working day later to the manager.
import { addWorkingMinutes } from '#domain/calendar.ts'
import { thresholdAt, type Clock } from '#domain/clock.ts'
import type { NoticeKind } from '#domain/notice.ts'
import { officeHours, workingDayMinutes } from '#domain/office.ts'
import { isOpen, openStates, type Ticket } from '#domain/ticket.ts'
import type { Instant } from '#domain/time.ts'
import { act, byMachine } from './act.ts'
import { eachOf } from './each-of.ts'
import { demandLease, type Fence } from './lease.ts'
import { addMarks, marksOf } from './marks.ts'
import { notify } from './notify.ts'
import { sceneOf } from './on-ticket.ts'
import type { World } from './world.ts'

type Told = 'officer' | 'head' | 'coordinator' | 'manager'
interface Step { mark: string, kind: NoticeKind, told: Told[], at: (world: World, clock: Clock) => Instant | null }

const afterDue = (minutes: number) => (world: World, { dueAt }: Clock): Instant | null => {
  const moment = dueAt === null ? null : addWorkingMinutes(world.calendar, dueAt, minutes)
  return moment && 'at' in moment ? moment.at : null
}
const atShare = (share: number) => (world: World, clock: Clock): Instant | null => {
  const moment = thresholdAt(world.calendar, clock, share)
  return 'at' in moment ? moment.at : null
}

const steps: Step[] = [
  { mark: '50', kind: 'term-50', told: ['officer'], at: atShare(0.5) },
  { mark: '80', kind: 'term-80', told: ['officer'], at: atShare(0.8) },
  { mark: '100', kind: 'term-100', told: ['officer', 'head'], at: atShare(1) },
  { mark: '+2h', kind: 'term-late', told: ['coordinator'], at: afterDue(120) },
  { mark: '+1d', kind: 'term-late', told: ['manager'], at: afterDue(workingDayMinutes(officeHours)) },
]

/** Steps that are reached and not told yet. A clock that began anew warns anew: its marks carry its start. */
const dueSteps = (world: World, ticket: Ticket, marks: readonly string[], now: Instant) => (['accept', 'firstReply', 'final'] as const).flatMap((name) => {
  const clock = ticket[name]
  if (clock === null || clock.stoppedAt !== null || clock.pausedAt !== null || clock.dueAt === null) return []
  const markOf = (step: Step) => `${name}:${step.mark}:${clock.startedAt}`
  return steps.filter((step) => {
    const at = step.at(world, clock)
    return at !== null && at <= now && !marks.includes(markOf(step))
  }).map(step => ({ step, mark: markOf(step) }))
})

const warn = (world: World, fence: Fence | undefined, ticketId: string) =>
  act(world, byMachine, { name: 'warn', input: { ticketId }, starts: [['ticket', ticketId], ['warnings', ticketId]] }, async (tx, who) => {
    await demandLease(tx, fence)
    const { ticket, akimat, body } = await sceneOf(tx, world, who, ticketId)
    const due = isOpen(ticket.state) ? dueSteps(world, ticket, await marksOf(tx, ticketId), tx.now) : []
    if (!due.length) return 0
    const people: Record<Told, (string | null)[]> = {
      officer: ticket.officerId ? [ticket.officerId] : body ? body.members.officer : akimat.members.press,
      head: body ? body.members.head : akimat.members.coordinator, coordinator: akimat.members.coordinator, manager: akimat.members.manager,
    }
    const loudest = new Map(due.flatMap(({ step }) => step.told.flatMap(told => people[told].map(id => [id, step.kind] as const))))
    for (const [userId, kind] of loudest) await notify(tx, [userId], kind, { organisationId: ticket.organisationId, ticketId, number: ticket.number })
    await addMarks(tx, ticketId, due.map(({ mark }) => mark))
    return loudest.size
  })

/** Looks through the open tickets; how many were warned about. */
export const warnTerms = async (world: World, fence?: Fence): Promise<number> => {
  let warned = 0
  const now = world.now()
  for await (const ticket of eachOf(world.store.read, 'ticket', { where: { state: openStates }, order: { by: 'registeredAt', direction: 'asc' } })) {
    if (!dueSteps(world, ticket, await marksOf(world.store.read, ticket.id), now).length) continue
    await warn(world, fence, ticket.id)
    warned += 1
  }
  return warned
}
