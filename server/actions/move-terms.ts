// A list of working days came or changed: every open term that it touches is computed anew, once each, with a line in the trail.
import type { Calendar } from '#domain/calendar.ts'
import { moveClock } from '#domain/clock.ts'
import { movedErasure } from '#domain/erasure.ts'
import { isOpen, openStates, type Ticket } from '#domain/ticket.ts'
import type { Instant } from '#domain/time.ts'
import type { Triage } from '#domain/triage.ts'
import { act, byMachine, found } from './act.ts'
import { eachOf } from './each-of.ts'
import { calendarSetting, fingerprintOf } from './kept-calendar.ts'
import { demandLease, type Fence } from './lease.ts'
import { keepTicket, ticketEvent } from './on-ticket.ts'
import type { World } from './world.ts'

/** Says which lists all open terms stand by. */
const movedSetting = 'calendar-moved'

/** Acts in one group. */
const atOnce = 50

/** The clocks as the lists give them now; null when none of them moves. */
const movedClocks = (calendar: Calendar, { state, accept, firstReply, final }: Ticket, now: Instant): Pick<Ticket, 'accept' | 'firstReply' | 'final'> | null => {
  if (!isOpen(state)) return null
  const moved = { accept: accept && moveClock(calendar, accept, now), firstReply: moveClock(calendar, firstReply, now), final: moveClock(calendar, final, now) }
  return moved.accept === accept && moved.firstReply === firstReply && moved.final === final ? null : moved
}

const moveTicket = (world: World, fence: Fence | undefined, ticketId: string) =>
  act(world, byMachine, { name: 'move-terms', input: { ticketId }, starts: [['ticket', ticketId]] }, async (tx, who) => {
    await demandLease(tx, fence)
    const ticket = found(await tx.get('ticket', ticketId), 'ticket')
    const clocks = movedClocks(world.calendar, ticket, tx.now)
    if (!clocks) return 0
    const kept = await keepTicket(tx, who, { ...ticket, ...clocks })
    tx.append(ticketEvent('term-moved', kept, { acceptDueAt: kept.accept?.dueAt ?? null, firstReplyDueAt: kept.firstReply.dueAt, finalDueAt: kept.final.dueAt }))
    return 1
  })

const isMoved = (calendar: Calendar, { state, clock }: Triage, now: Instant): boolean => state === 'new' && moveClock(calendar, clock, now) !== clock

const moveTriage = (world: World, fence: Fence | undefined, id: string) =>
  act(world, byMachine, { name: 'move-terms', input: { id }, starts: [['triage', id]] }, async (tx) => {
    await demandLease(tx, fence)
    const triage = found(await tx.get('triage', id), 'post')
    if (!isMoved(world.calendar, triage, tx.now)) return 0
    const { postId, organisationId, clock } = await tx.put('triage', { ...triage, clock: moveClock(world.calendar, triage.clock, tx.now) })
    tx.append({ type: 'triage-moved', postId, organisationId, dueAt: clock.dueAt })
    return 1
  })

const moveErasure = (world: World, fence: Fence | undefined, id: string) =>
  act(world, byMachine, { name: 'move-terms', input: { id }, starts: [['erasure', id]] }, async (tx) => {
    await demandLease(tx, fence)
    const erasure = found(await tx.get('erasure', id), 'erasure')
    const term = movedErasure(world.calendar, erasure, tx.now)
    if (!term) return 0
    const { organisationId, dueAt } = await tx.put('erasure', { ...erasure, ...term })
    tx.append({ type: 'erasure-moved', erasureId: id, organisationId, dueAt })
    return 1
  })

/** One act for each, so many at a time that they share groups; how many moved. */
const inGroups = async (ids: AsyncIterable<string>, move: (id: string) => Promise<number>): Promise<number> => {
  let moved = 0
  let waiting: string[] = []
  const flush = async () => {
    const done = await Promise.all(waiting.map(move))
    moved += done.reduce((sum, each) => sum + each, 0)
    waiting = []
  }
  for await (const id of ids) if (waiting.push(id) === atOnce) await flush()
  await flush()
  return moved
}

/** What terms are looked at with: the lists as they stand, or as they are about to. */
type Eyes = Pick<World, 'store' | 'calendar' | 'now'>

export async function* touchedTickets({ store: { read }, calendar, now }: Eyes) {
  for await (const ticket of eachOf(read, 'ticket', { where: { state: openStates }, order: { by: 'registeredAt', direction: 'asc' } })) {
    if (movedClocks(calendar, ticket, now())) yield ticket.id
  }
}

export async function* touchedTriages({ store: { read }, calendar, now }: Eyes) {
  for await (const { id, kind } of eachOf(read, 'organisation', { where: {}, order: { by: 'id', direction: 'asc' } })) {
    if (kind !== 'akimat') continue
    const where = { organisationId: id, state: 'new', folded: [false, true] }
    for await (const triage of eachOf(read, 'triage', { where, order: { by: 'collectedAt', direction: 'asc' } })) if (isMoved(calendar, triage, now())) yield triage.id
  }
}

export async function* touchedErasures({ store: { read }, calendar, now }: Eyes) {
  for await (const erasure of eachOf(read, 'erasure', { where: { state: 'asked' }, order: { by: 'askedAt', direction: 'asc' } })) {
    if (movedErasure(calendar, erasure, now())) yield erasure.id
  }
}

const writeDown = (world: World, fence: Fence | undefined, revision: number, fingerprint: string) =>
  act(world, byMachine, { name: 'terms-moved', input: { fingerprint }, starts: [['setting', movedSetting]] }, async (tx) => {
    await demandLease(tx, fence)
    // A list that changed on the way is walked through by the next round.
    if (((await tx.get('setting', calendarSetting))?.version ?? 0) !== revision) return null
    const setting = await tx.get('setting', movedSetting)
    await (setting ? tx.put('setting', { ...setting, value: fingerprint }) : tx.insert('setting', { id: movedSetting, value: fingerprint }))
    return null
  })

/**
 * Moves what has to be moved since the lists were walked through last; how many terms of tickets, posts and requests for erasure moved. Cut off anywhere, the next round
 * walks again and finds the rest: what has moved stands as the lists say.
 */
export const moveTerms = async (world: World, fence?: Fence): Promise<number> => {
  const { keptCalendar } = world
  await keptCalendar.refresh()
  const { revision, calendar } = keptCalendar
  const fingerprint = fingerprintOf(calendar)
  if ((await world.store.read.get('setting', movedSetting))?.value === fingerprint) return 0
  const moved = await inGroups(touchedTickets(world), id => moveTicket(world, fence, id)) + await inGroups(touchedTriages(world), id => moveTriage(world, fence, id))
    + await inGroups(touchedErasures(world), id => moveErasure(world, fence, id))
  await writeDown(world, fence, revision, fingerprint)
  return moved
}
