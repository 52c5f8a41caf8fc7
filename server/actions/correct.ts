// A person knows better than the classifier: another topic, place, kind or sentiment.
import type { InputOf } from '#domain/contract-inputs.ts'
import { Refusal } from '#domain/refusal.ts'
import { isPlace, isTopic } from '../analyse/known-codes.ts'
import { aboutOf } from './about.ts'
import type { Caller } from './act.ts'
import { notify } from './notify.ts'
import { onTicket, type TicketAnswer } from './on-ticket.ts'
import { relimited } from './relimit.ts'
import { keepSaid, type Said } from './said-of-text.ts'
import type { World } from './world.ts'

const demandSomething = ({ topic, place, kind, sentiment }: InputOf<'correct'>) => {
  if ([topic, place, kind, sentiment].every(value => value === undefined)) throw new Refusal('bad-input', 'a correction names something', { field: 'topic', problem: 'missing' })
  if (topic !== undefined && !isTopic(topic)) throw new Refusal('bad-input', 'there is no such topic', { field: 'topic', problem: 'unknown' })
  if (typeof place === 'string' && !isPlace(place)) throw new Refusal('bad-input', 'there is no such place', { field: 'place', problem: 'unknown' })
}

const namedIn = ({ topic, place, kind, sentiment }: InputOf<'correct'>): Said => ({
  ...topic !== undefined && { topic }, ...place !== undefined && { place }, ...kind !== undefined && { kind }, ...sentiment !== undefined && { sentiment },
})

export const correct = (world: World, caller: Caller, input: InputOf<'correct'>): Promise<TicketAnswer> =>
  onTicket(world, caller, 'correct', input, async ({ tx, ticket, who }) => {
    demandSomething(input)
    const { topic = ticket.topic, place = ticket.place, kind = ticket.kind, sentiment = ticket.sentiment } = input
    const said = { topic, place, kind, sentiment }
    await keepSaid(tx, world, ticket, namedIn(input))
    await notify(tx, [ticket.officerId], 'changed', aboutOf(ticket), who.userId)
    return { to: ticket.state, set: { ...said, ...await relimited(tx, world, ticket, { topic }) }, facts: said }
  })
