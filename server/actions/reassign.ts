// Names another officer, or the first one in a body. The machine does it when an officer leaves: to the deputy, else to the head, else back.
import type { InputOf } from '#domain/contract-inputs.ts'
import { hold, nobody } from '#domain/holding.ts'
import { Refusal } from '#domain/refusal.ts'
import { can } from '#domain/rights.ts'
import type { Ticket } from '#domain/ticket.ts'
import { dayOf } from '#domain/time.ts'
import { isAvailable } from '#domain/user.ts'
import type { Caller } from './act.ts'
import { demandBody, nameOfficer } from './naming.ts'
import { noteText } from './note-text.ts'
import { notify } from './notify.ts'
import { onTicket, type Change, type Scene, type TicketAnswer } from './on-ticket.ts'
import type { World } from './world.ts'

/** Deputy of the officer, else a head of the body, who is there and is not the officer. */
const standIn = async ({ tx, ticket, body }: Scene): Promise<string | null> => {
  const today = dayOf(tx.now)
  const officer = ticket.officerId ? await tx.get('user', ticket.officerId) : undefined
  const isOfBody = (id: string) => body !== null && (body.members.officer.includes(id) || body.members.head.includes(id))
  const deputy = officer?.deputyId && isOfBody(officer.deputyId) ? [officer.deputyId] : []
  for (const id of [...deputy, ...body?.members.head ?? []]) {
    const user = await tx.get('user', id)
    if (user && user.id !== ticket.officerId && isAvailable(user, today)) return id
  }
  return null
}

const backToPress = async (scene: Scene): Promise<Change<'reassign'>> => {
  const { tx, ticket, akimat } = scene
  await notify(tx, akimat.members.press, 'returned', { organisationId: ticket.organisationId, ticketId: ticket.id, number: ticket.number })
  return { to: 'registered', set: { ...nobody, accept: null, replyId: null, holdings: hold(ticket.holdings, nobody, tx.now) }, facts: { officerId: null, acceptDueAt: null } }
}

const demandReason = (ticket: Ticket, reason: string | undefined) => {
  const isFirstNaming = ticket.state === 'assigned' && ticket.officerId === null
  if (!isFirstNaming && !reason?.trim()) throw new Refusal('reason-needed', 'a reassignment has a reason', { field: 'reason' })
}

/** A head chooses inside the own body: into another one only somebody who may do it there too. */
const demandReach = async ({ tx, ticket, who }: Scene, bodyId: string) => {
  const { path } = await demandBody(tx, ticket.organisationId, bodyId)
  if (!who.isMachine && !can(who, 'reassign', { path })) throw new Refusal('no-right', 'this person may not do this there', { act: 'reassign' })
}

export const reassign = (world: World, caller: Caller, input: InputOf<'reassign'>): Promise<TicketAnswer> =>
  onTicket(world, caller, 'reassign', input, async (scene) => {
    const { tx, ticket, who } = scene
    demandReason(ticket, input.reason)
    const officerId = who.isMachine ? await standIn(scene) : input.officerId ?? null
    const bodyId = input.bodyId ?? ticket.bodyId
    if (bodyId !== null && bodyId !== ticket.bodyId) await demandReach(scene, bodyId)
    if (bodyId === null || (who.isMachine && officerId === null)) return backToPress(scene)
    const { set, accept } = await nameOfficer(tx, world, ticket, { bodyId, officerId }, who.userId)
    const note = await noteText(tx, who, { organisationId: ticket.organisationId, ticketId: ticket.id }, input.reason)
    return { to: ticket.state, set, facts: { officerId, acceptDueAt: accept.dueAt, ...note } }
  }, { starts: input.bodyId ? [['organisation', input.bodyId]] : [] })
