// Joins a post to a ticket that exists: it shares the number and keeps its own "answered under it" mark. A closed ticket is reopened.
import type { InputOf } from '#domain/contract-inputs.ts'
import { Refusal } from '#domain/refusal.ts'
import { changeLast, type Ticket } from '#domain/ticket.ts'
import { found, type Caller } from './act.ts'
import { reopenChildren } from './children.ts'
import { keepPostEvidence } from './keep-evidence.ts'
import { notify } from './notify.ts'
import { keepTicket, ticketEvent } from './on-ticket.ts'
import { decided, onTriage, type TriageAnswer } from './on-triage.ts'
import { demandRecent, reopened } from './reopening.ts'
import type { World } from './world.ts'

/** Reopened by what somebody wrote anew: charged as a repeat. */
const asRepeat = (ticket: Ticket): Ticket => ({ ...ticket, intervals: changeLast(ticket.intervals, last => ({ ...last, repeat: true })) })

export const join = (world: World, caller: Caller, input: InputOf<'join'>): Promise<TriageAnswer> =>
  onTriage(world, caller, 'join', input, [['ticket', input.ticketId]], async (scene) => {
    const { tx, post, who } = scene
    const ticket = found(await tx.get('ticket', input.ticketId), 'ticket')
    if (ticket.organisationId !== input.organisationId) throw new Refusal('not-found', 'this ticket is not here', { what: 'ticket' })
    if (ticket.state === 'merged' || ticket.state === 'annulled') throw new Refusal('not-in-this-state', 'nothing joins a merged or annulled ticket', { state: ticket.state, act: 'join' })
    demandRecent(ticket, tx.now)
    const open = ticket.state === 'closed' ? asRepeat(await reopened(tx, world, ticket)) : ticket
    const kept = await keepTicket(tx, who, { ...open, posts: [...open.posts, { postId: post.id, joinedAt: tx.now, answer: null }] })
    await keepPostEvidence(tx, kept, post)
    tx.append(ticketEvent('join', kept, { postId: post.id }))
    if (open !== ticket) {
      await reopenChildren(tx, who, kept)
      tx.append(ticketEvent('reopen', kept, { priority: kept.priority, firstReplyDueAt: kept.firstReply.dueAt, finalDueAt: kept.final.dueAt }))
      await notify(tx, [kept.officerId], 'assigned', { organisationId: kept.organisationId, ticketId: kept.id, number: kept.number }, who.userId)
    }
    return { triage: await decided(scene, { ticketId: kept.id }), number: kept.number }
  })
