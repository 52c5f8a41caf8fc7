// Rules that register: an obvious post gets its number and its body without waiting for a person. Off unless a rule says so; what is not plain is left to people.
import { Refusal } from '#domain/refusal.ts'
import { isObvious, matterOf, ruleFor, type Matter, type Rule, type RuleBook } from '#domain/rule.ts'
import type { Post } from '#domain/post.ts'
import { openStates } from '#domain/ticket.ts'
import { later, minuteMs, toInstant, toMs, type Instant } from '#domain/time.ts'
import type { Triage } from '#domain/triage.ts'
import { byMachine } from './act.ts'
import { eachOf } from './each-of.ts'
import { demandLease, type Fence } from './lease.ts'
import { onTriage } from './on-triage.ts'
import { registered } from './register.ts'
import { assigningRule } from './rule-book.ts'
import type { World } from './world.ts'

/** A post that nobody registered within this time after it was collected is for people alone: a rule that is switched on, or a desk that comes back, works off no backlog. */
const freshMinutes = 60
/** Open tickets of a body that are looked through for the same matter. */
const openAtMost = 1000

const isForRules = (triage: Triage, post: Post) =>
  triage.state === 'new' && !triage.folded && !triage.danger && triage.forPeople === undefined && post.duplicateOfId === null && post.deletedAt === null && isObvious(post.classification)

const hasWord = (rules: readonly Rule[], triage: Triage, matter: Matter): Rule | null => {
  const rule = ruleFor(rules, matter)
  return rule?.effect === 'register' && rule.changedAt <= triage.collectedAt ? rule : null
}

/** Everything is asked again inside the unit of work; what has changed meanwhile is refused, and left to people. */
const registerOne = (world: World, fence: Fence | undefined, { organisationId, postId }: Triage, ruleId: string) =>
  onTriage(world, byMachine, 'register', { organisationId, postId }, [['ruleBook', organisationId]], async (scene) => {
    const { tx, triage, post } = scene
    await demandLease(tx, fence)
    const assigning = await assigningRule(tx, organisationId, matterOf(post.classification))
    if (!isForRules(triage, post) || assigning?.rule.id !== ruleId || assigning.rule.effect !== 'register') {
      throw new Refusal('not-in-this-state', 'no rule registers this any more', { state: triage.state, act: 'register', by: triage.decidedBy, at: triage.decidedAt })
    }
    return registered(scene, { organisationId, postId }, ruleId)
  })

const nameOf = ({ topic, place }: Matter) => `${topic} ${place}`

/** What the body has open tickets about, and those that no body has yet: whether a post joins one of them is for people to see. */
const openMatters = async (world: World, organisationId: string, bodyId: string): Promise<Set<string>> => {
  const order = { by: 'registeredAt', direction: 'desc' } as const
  const pages = await Promise.all([
    world.store.read.list('ticket', { where: { bodyId, state: openStates }, order, limit: openAtMost }),
    world.store.read.list('ticket', { where: { organisationId, state: 'registered' }, order, limit: openAtMost }),
  ])
  return new Set(pages.flatMap(({ items }) => items.map(nameOf)))
}

const registerAt = async (world: World, fence: Fence | undefined, { id: organisationId, rules }: RuleBook, since: Instant): Promise<number> => {
  let count = 0
  const open = new Map<string, Set<string>>()
  const where = { organisationId, state: 'new', folded: false }
  for await (const triage of eachOf(world.store.read, 'triage', { where, order: { by: 'collectedAt', direction: 'asc' }, from: since })) {
    const post = await world.store.read.get('post', triage.postId)
    if (!post || !isForRules(triage, post)) continue
    const matter = matterOf(post.classification)
    const rule = hasWord(rules, triage, matter)
    if (!rule) continue
    const matters = open.get(rule.bodyId) ?? await openMatters(world, organisationId, rule.bodyId)
    open.set(rule.bodyId, matters)
    if (matters.has(nameOf(matter))) continue
    try {
      await registerOne(world, fence, triage, rule.id)
      matters.add(nameOf(matter))
      count += 1
    } catch (error) {
      if (!(error instanceof Refusal) || error.code === 'lease-lost') throw error
      world.log.info({ postId: post.id, ruleId: rule.id, code: error.code }, 'a rule left a post to people')
    }
  }
  return count
}

/** One round over the akimats that have such a rule; how many posts were registered. */
export const registerByRules = async (world: World, fence?: Fence): Promise<number> => {
  let count = 0
  const freshSince = toInstant(toMs(world.now()) - freshMinutes * minuteMs)
  for await (const book of eachOf(world.store.read, 'ruleBook', { where: {}, order: { by: 'id', direction: 'asc' } })) {
    const since = book.rules.filter(({ active, effect }) => active && effect === 'register').map(({ changedAt }) => changedAt).toSorted()[0]
    if (since !== undefined) count += await registerAt(world, fence, book, later(since, freshSince))
  }
  return count
}
