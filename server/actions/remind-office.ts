// Reminders, which are not clocks: assigning within 15 minutes, review within an hour, publishing within half an hour of working time; an author silent for three days, an outside body for seven.
import { workingMinutesBetween } from '#domain/calendar.ts'
import type { NoticeKind } from '#domain/notice.ts'
import { silentReviewMinutes } from '#domain/approval.ts'
import { officeHours, workingDayMinutes } from '#domain/office.ts'
import type { Ticket } from '#domain/ticket.ts'
import { minuteMs, toMs, type Instant } from '#domain/time.ts'
import type { Tx } from '../store/store.ts'
import { act, byMachine } from './act.ts'
import { approversFor } from './approvers.ts'
import { eachOf } from './each-of.ts'
import { demandLease, type Fence } from './lease.ts'
import { addMarks, marksOf } from './marks.ts'
import { notify } from './notify.ts'
import { sceneOf, type Scene } from './on-ticket.ts'
import type { World } from './world.ts'

interface Reminder {
  kind: NoticeKind
  after: { workingMinutes: number } | { days: number }
  /** Since when the office owes this step; null when that cannot be told. */
  since: (tx: Pick<Tx, 'get'>, ticket: Ticket) => Promise<Instant | null>
  told: (scene: Scene) => Promise<readonly string[]>
}

const replyOf = (tx: Pick<Tx, 'get'>, { replyId }: Ticket) => replyId === null ? Promise.resolve(undefined) : tx.get('reply', replyId)

const reminders: Partial<Record<Ticket['state'], Reminder>> = {
  'registered': {
    kind: 'remind-assign', after: { workingMinutes: 15 }, since: async (_tx, ticket) => ticket.holdings.at(-1)?.from ?? null,
    told: async ({ akimat, ticket }) => ticket.returns < 2 ? akimat.members.press : akimat.members.coordinator,
  },
  'handed-over': {
    kind: 'remind-handed-over', after: { days: 7 }, since: async (_tx, ticket) => ticket.handOver?.at ?? null,
    told: async ({ akimat }) => akimat.members.press,
  },
  'waiting': {
    kind: 'propose-close', after: { workingMinutes: 3 * workingDayMinutes(officeHours) }, since: async (_tx, ticket) => ticket.questions?.at(-1)?.postedAt ?? null,
    told: async ({ akimat, body, ticket }) => [...akimat.members.press, ...(body ?? akimat).members.head, ...ticket.officerId === null ? [] : [ticket.officerId]],
  },
  'review': {
    kind: 'remind-approve', after: { workingMinutes: silentReviewMinutes }, since: async (tx, ticket) => (await replyOf(tx, ticket))?.submittedAt ?? null,
    told: async ({ tx, ticket }) => {
      const reply = await replyOf(tx, ticket)
      return reply ? approversFor(tx, ticket, reply, tx.now) : []
    },
  },
  'approved': {
    kind: 'remind-publish', after: { workingMinutes: 30 }, since: async (tx, ticket) => (await replyOf(tx, ticket))?.approvedAt ?? null,
    told: async ({ akimat }) => akimat.members.press,
  },
}

/** Days are whole ones of the calendar, each of 24 hours; false where no calendar can tell. */
const isOver = ({ calendar }: World, after: Reminder['after'], since: Instant, now: Instant): boolean => {
  if ('days' in after) return toMs(now) - toMs(since) >= after.days * 24 * 60 * minuteMs
  const waited = workingMinutesBetween(calendar, since, now)
  return waited !== null && waited >= after.workingMinutes
}

/** One mark for each stay in a state: nobody is reminded twice of the same step. */
const dueMark = async (world: World, tx: Pick<Tx, 'get'>, ticket: Ticket, now: Instant): Promise<string | null> => {
  const reminder = reminders[ticket.state]
  const since = reminder ? await reminder.since(tx, ticket) : null
  if (!reminder || since === null) return null
  const mark = `${reminder.kind}:${since}`
  return isOver(world, reminder.after, since, now) && !(await marksOf(tx, ticket.id)).includes(mark) ? mark : null
}

const remind = (world: World, fence: Fence | undefined, ticketId: string) =>
  act(world, byMachine, { name: 'remind', input: { ticketId }, starts: [['ticket', ticketId], ['warnings', ticketId]] }, async (tx, who) => {
    await demandLease(tx, fence)
    const scene = await sceneOf(tx, world, who, ticketId)
    const { ticket } = scene
    const reminder = reminders[ticket.state]
    const mark = await dueMark(world, tx, ticket, tx.now)
    if (!reminder || mark === null) return null
    await notify(tx, await reminder.told(scene), reminder.kind, { organisationId: ticket.organisationId, ticketId, number: ticket.number })
    await addMarks(tx, ticketId, [mark])
    return null
  })

/** Looks through the tickets that wait for the office; how many were reminded of. */
export const remindOffice = async (world: World, fence?: Fence): Promise<number> => {
  let reminded = 0
  const where = { state: Object.keys(reminders) }
  for await (const ticket of eachOf(world.store.read, 'ticket', { where, order: { by: 'registeredAt', direction: 'asc' } })) {
    if (await dueMark(world, world.store.read, ticket, world.now()) === null) continue
    await remind(world, fence, ticket.id)
    reminded += 1
  }
  return reminded
}
