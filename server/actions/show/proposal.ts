// Who should answer: first as the rules of the akimat say, else the body whose topic it is; in it the officer who is there and has the fewest open tickets.
import type { ResultOf } from '#domain/contract.ts'
import { isAvailable, type User } from '#domain/user.ts'
import type { Organisation } from '#domain/organisation.ts'
import { ruleFor, type Matter, type Rule } from '#domain/rule.ts'
import { dayOf } from '#domain/time.ts'
import { officerOf, rulesOf } from '../rule-book.ts'
import type { World } from '../world.ts'

/** A body, an officer in it, and why. */
export type Proposal = ResultOf<'feed'>['items'][number]['proposal']

const openWithOfficer = ['assigned', 'in-work', 'waiting', 'review', 'approved']

/** The nearest body of this akimat that the topic belongs to. An outside one is proposed as a hand-over. */
const bodyFor = (organisations: readonly Organisation[], organisationId: string, topic: string): Organisation | undefined =>
  organisations.find(organisation => organisation.kind !== 'akimat' && organisation.parentId === organisationId && organisation.topics.includes(topic))

/** The outside body of this akimat that understanding names, if the akimat deals with it. */
const outsideFor = (organisations: readonly Organisation[], organisationId: string, code: string | undefined): Organisation | undefined =>
  organisations.find(organisation => organisation.kind === 'external' && organisation.parentId === organisationId && organisation.code === code)

interface Chosen { officerId: string | null, officer: Proposal['why']['officer'], open: number | null }
const nobody: Chosen = { officerId: null, officer: 'none', open: null }

const leastLoaded = async (world: World, officers: readonly User[]): Promise<Chosen> => {
  const loads = await Promise.all(officers.map(async ({ id }) => ({
    id, open: await world.store.read.count('ticket', { where: { officerId: id, state: openWithOfficer }, order: { by: 'registeredAt', direction: 'asc' } }),
  })))
  const [least] = loads.sort((a, b) => a.open - b.open || (a.id < b.id ? -1 : 1))
  return least ? { officerId: least.id, officer: 'load', open: least.open } : nobody
}

/** The officer of the rule, or while that one is not there who stands in; else whoever has the fewest open tickets. */
const officerFor = async (world: World, body: Organisation, rule: Rule | null): Promise<Chosen> => {
  const today = dayOf(world.now())
  const named = rule && await officerOf(world.store.read, body, rule, today)
  if (rule && named !== null) return { officerId: named, officer: named === rule.officerId ? 'rule' : 'deputy', open: null }
  return leastLoaded(world, (await world.store.read.many('user', body.members.officer)).filter(user => isAvailable(user, today)))
}

/** `outsideCode`: the body outside the akimat that understanding proposes. A rule of the akimat goes before it. */
export const propose = async (world: World, organisations: ReadonlyMap<string, Organisation>, organisationId: string, matter: Matter, outsideCode?: string): Promise<Proposal> => {
  const rule: Rule | null = ruleFor(await rulesOf(world.store.read, organisationId), matter)
  const all = [...organisations.values()]
  const body = rule ? organisations.get(rule.bodyId) : outsideFor(all, organisationId, outsideCode) ?? bodyFor(all, organisationId, matter.topic)
  const cause = rule ? { from: 'rule' as const, ruleId: rule.id, topic: rule.topic, place: rule.place } : { from: 'topic' as const, ruleId: null, topic: matter.topic, place: null }
  if (!body) return { bodyId: null, officerId: null, external: false, effect: 'propose', why: { ...cause, from: 'nothing', officer: 'none', open: null } }
  const external = body.kind === 'external'
  const { officerId, officer, open } = external ? nobody : await officerFor(world, body, rule)
  return { bodyId: body.id, officerId, external, effect: rule?.effect ?? 'propose', why: { ...cause, officer, open } }
}
