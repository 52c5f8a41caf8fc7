// A child was about something else after all: it stands as it stood, and its clocks go on as if never stopped.
import { refreshClock } from '#domain/clock.ts'
import type { InputOf } from '#domain/contract-inputs.ts'
import { hold } from '#domain/holding.ts'
import type { BeforeMerge, Ticket, TicketState } from '#domain/ticket.ts'
import { aboutOf } from './about.ts'
import { found, type Caller } from './act.ts'
import { isOfBody } from './deputies.ts'
import { leftBehind } from './left-behind.ts'
import { notify } from './notify.ts'
import { keepTicket, onTicket, ticketEvent, type Scene, type TicketAnswer } from './on-ticket.ts'
import type { World } from './world.ts'

/** Blocked, or in another body by now. */
const isGone = async ({ tx, ticket, body }: Scene): Promise<boolean> => {
  if (ticket.officerId === null) return false
  const officer = await tx.get('user', ticket.officerId)
  return !officer || officer.blockedAt !== null || !body || !isOfBody(body, ticket.officerId)
}

const restored = (world: World, ticket: Ticket, before: BeforeMerge, gone: boolean, now: string): Partial<Ticket> & { state: TicketState } => {
  const { calendar } = world
  const clocks = { accept: before.accept && refreshClock(calendar, before.accept), firstReply: refreshClock(calendar, before.firstReply), final: refreshClock(calendar, before.final) }
  const holder = gone ? { bodyId: null, officerId: null } : { bodyId: ticket.bodyId, officerId: ticket.officerId }
  const state = gone ? 'registered' : before.state
  return {
    ...clocks, ...leftBehind(world, { ...ticket, ...clocks, state: before.state }, state, now), ...holder, state, holdings: hold(ticket.holdings, holder, now),
    ...gone && { accept: null, replyId: null },
  }
}

export const unmerge = (world: World, caller: Caller, input: InputOf<'unmerge'>): Promise<TicketAnswer> =>
  onTicket(world, caller, 'unmerge', input, async (scene) => {
    const { tx, ticket, who, akimat } = scene
    const main = found(await tx.get('ticket', ticket.mainId ?? ''), 'ticket')
    const { state, ...set } = restored(world, ticket, found(ticket.beforeMerge, 'ticket'), await isGone(scene), tx.now)
    const facts = { mainId: main.id, childId: ticket.id }
    tx.append(ticketEvent('unmerge', await keepTicket(tx, who, { ...main, childIds: main.childIds?.filter(id => id !== ticket.id) }), facts))
    await notify(tx, set.officerId ? [set.officerId] : state === 'registered' ? akimat.members.press : [], 'changed', aboutOf(ticket), who.userId)
    return { to: state, set: { ...set, mainId: null, beforeMerge: undefined }, facts }
  })
