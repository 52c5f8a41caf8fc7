// Registers a post: it gets its number, its clocks and its evidence; with a body named, by a person or a rule, it is assigned in the same act.
import { startClock } from '#domain/clock.ts'
import type { InputOf } from '#domain/contract-inputs.ts'
import { nextDueOf, seriesOf, ticketNumber, type Priority, type Ticket } from '#domain/ticket.ts'
import { dayOf, yearOf } from '#domain/time.ts'
import { Refusal } from '#domain/refusal.ts'
import type { Triage } from '#domain/triage.ts'
import type { Start } from '../store/store.ts'
import { isTopic } from '../analyse/known-codes.ts'
import { keepPostEvidence } from './keep-evidence.ts'
import { nameOfficer } from './naming.ts'
import { ticketEvent } from './on-ticket.ts'
import { decided, onTriage, type TriageAnswer, type TriageScene } from './on-triage.ts'
import type { Caller } from './act.ts'
import { assigningRule } from './rule-book.ts'
import { termsNow } from './terms.ts'
import type { World } from './world.ts'

type Input = InputOf<'register'>

const newTicket = async ({ tx, post, akimat, who, world }: TriageScene, input: Input): Promise<Omit<Ticket, 'version'>> => {
  if (akimat.prefix === null) throw new Refusal('wrong-body', 'only an akimat with a prefix registers', { body: akimat.id })
  const { classification } = post
  if (input.topic !== undefined && !isTopic(input.topic)) throw new Refusal('bad-input', 'there is no such topic', { field: 'topic', problem: 'unknown' })
  const priority: Priority = input.priority ?? classification.urgency.level
  const year = yearOf(dayOf(tx.now))
  const serial = await tx.next(seriesOf(akimat.id, year))
  const topic = input.topic ?? classification.topic.topic
  const { terms, edition } = await termsNow(tx, world, akimat.id, topic, priority)
  const clocks = { firstReply: startClock(world.calendar, terms.firstReply, tx.now), final: startClock(world.calendar, terms.final, tx.now) }
  return {
    id: tx.newId(), number: ticketNumber(akimat.prefix, year, serial), organisationId: akimat.id, state: 'registered',
    topic, place: classification.places[0]?.kato ?? null, kind: classification.kind,
    sentiment: classification.sentiment.label, language: classification.language, priority,
    posts: [{ postId: post.id, joinedAt: tx.now, answer: null }], bodyId: null, officerId: null, coExecutorIds: [],
    registeredBy: who.userId, registeredAt: tx.now, accept: null, ...clocks, nextDueAt: nextDueOf({ state: 'registered', ...clocks }), acceptedAt: null,
    holdings: [{ bodyId: null, officerId: null, from: tx.now, to: null }],
    intervals: [{ from: tx.now, firstReplyAt: null, firstReplyInTerm: null, firstReplyMinutes: null, answeredAt: null, closedAt: null }],
    returns: 0, binding: false, pauses: 0, extensions: 0, replyId: null, result: null, closedAt: null, promisedOn: null, onControl: false, mainId: null,
    lastActAt: tx.now, changedBy: who.userId, ...edition !== undefined && { termEdition: edition },
  }
}

/** The same for whoever registers. Where no body is named, a rule that assigns has the word. `ruleId`: the rule registers too. */
export const registered = async (scene: TriageScene, input: Input, ruleId?: string): Promise<{ triage: Triage, number: string }> => {
  const { tx, triage, post, who, world, akimat } = scene
  const fresh = await newTicket(scene, input)
  const assigning = input.bodyId ? null : await assigningRule(tx, akimat.id, fresh)
  const named = input.bodyId ? { bodyId: input.bodyId, officerId: input.officerId } : assigning?.naming
  const naming = named ? await nameOfficer(tx, world, fresh, named, who.userId) : null
  const ticket = await tx.insert('ticket', naming ? { ...fresh, ...naming.set, state: 'assigned' } : fresh)
  await keepPostEvidence(tx, ticket, post)
  const kept = await decided(scene, { ticketId: ticket.id })
  tx.append(ticketEvent('register', { ...ticket, bodyId: null }, {
    postId: triage.postId, topic: ticket.topic, priority: ticket.priority, place: ticket.place, firstReplyDueAt: ticket.firstReply.dueAt, finalDueAt: ticket.final.dueAt,
    ...ruleId && { ruleId },
  }))
  if (naming) tx.append(ticketEvent('assign', ticket, { officerId: ticket.officerId, binding: false, acceptDueAt: naming.accept.dueAt, ...assigning && { ruleId: assigning.rule.id } }))
  return { triage: kept, number: ticket.number }
}

export const register = (world: World, caller: Caller, input: Input): Promise<TriageAnswer> => {
  const starts: Start[] = [...input.bodyId ? [['organisation', input.bodyId] as const] : [], ...input.officerId ? [['user', input.officerId] as const] : []]
  return onTriage(world, caller, 'register', input, [['ruleBook', input.organisationId], ...starts], scene => registered(scene, input))
}
