// Sends the reply to be approved: final with what was done, or interim with the promised day.
import type { InputOf } from '#domain/contract-inputs.ts'
import { Refusal } from '#domain/refusal.ts'
import { dayOf } from '#domain/time.ts'
import type { Caller } from './act.ts'
import { approversFor } from './approvers.ts'
import { noteText } from './note-text.ts'
import { notify } from './notify.ts'
import { onTicket, type TicketAnswer } from './on-ticket.ts'
import type { World } from './world.ts'
import { replyOf, writeReply } from './writing.ts'

type Input = InputOf<'submit'>

const demandWhole = ({ kind, result, promisedOn, reason }: Input, today: string) => {
  const lacks = (field: string) => new Refusal('bad-input', `${field} is demanded here`, { field, problem: 'missing' })
  if (kind === 'final' && !result) throw lacks('result')
  if ((kind === 'interim' || result === 'planned') && !promisedOn) throw lacks('promisedOn')
  if (promisedOn && promisedOn < today) throw new Refusal('bad-input', 'a promise is not in the past', { field: 'promisedOn', problem: 'past' })
  if (kind === 'final' && result === 'refused' && !reason?.trim()) throw new Refusal('reason-needed', 'a refusal has a reason', { field: 'reason' })
}

export const submit = (world: World, caller: Caller, input: Input): Promise<TicketAnswer> =>
  onTicket(world, caller, 'submit', input, async ({ tx, ticket, who }) => {
    demandWhole(input, dayOf(tx.now))
    const { kind, promisedOn = null } = input
    const result = kind === 'final' ? input.result ?? null : null
    const written = input.text === undefined ? await replyOf(tx, ticket) : (await writeReply(tx, ticket, who, input.text)).reply
    const version = written.versions.at(-1)
    if (!version?.text.trim()) throw new Refusal('bad-input', 'an empty reply is not submitted', { field: 'text', problem: 'empty' })
    const reply = await tx.put('reply', { ...written, state: 'review', kind, result, promisedOn, submittedBy: who.userId, submittedAt: tx.now, note: null, postEditedAt: undefined })
    const about = { organisationId: ticket.organisationId, ticketId: ticket.id, number: ticket.number }
    await notify(tx, await approversFor(tx, ticket, reply, tx.now), 'to-approve', about, who.userId)
    return {
      to: 'review', set: { replyId: reply.id },
      facts: { replyId: reply.id, textHash: version.hash, reply: kind, result, promisedOn, ...await noteText(tx, who, about, input.reason) },
    }
  })
