// Makes the demo: one region with two districts, people of every role, and a history made by the real acts under a moved clock.
import { makeCalendar } from '#domain/calendar.ts'
import { shippedYears } from '#domain/calendar-years.ts'
import { addDays, dayOf, toInstant, toMs, type Instant } from '#domain/time.ts'
import { triageId } from '#domain/triage.ts'
import type { Role } from '#domain/user.ts'
import { byMachine, found } from '../actions/act.ts'
import { collectSource } from '../actions/collect.ts'
import { createSource } from '../actions/create-source.ts'
import { createUser } from '../actions/create-user.ts'
import { bodyPlans, layOut } from '../actions/lay-out.ts'
import { nameDeputy } from '../actions/name-deputy.ts'
import { openInstallation } from '../actions/open-installation.ts'
import { carryOut } from '../actions/verbs.ts'
import type { Log, World } from '../actions/world.ts'
import { makeWorld } from '../make-world.ts'
import type { Store } from '../store/store.ts'
import { dismissalOf, momentsOf, type Moment } from './lives.ts'
import people from './people.json' with { type: 'json' }
import { demoFeeds, demoPosts, feedAt, type DemoPost } from './posts.ts'

/** Everybody's in the demo, and only there. */
export const demoPassword = 'qulaq-demo-2026'

/** Ids by the names that the demo's files use. */
interface Cast { organisations: Record<string, string>, users: Record<string, string>, sources: Record<string, string> }

/** A desk of moved time; its feeds are read straight from the files. */
const movedWorld = (store: Store, log: Log, posts: readonly DemoPost[], clock: { now: Instant }): World => ({
  ...makeWorld({ store, config: { fetchAllow: [], contact: '' }, log, now: () => clock.now }),
  fetch: async (url) => {
    const feed = demoFeeds.find(({ slug }) => new URL(url).pathname === `/${slug}.xml`)
    return { status: feed ? 200 : 404, headers: { 'content-type': 'application/rss+xml; charset=utf-8' }, url, body: Buffer.from(feed ? feedAt(feed, posts, clock.now) : ''), redirects: [], waitSeconds: null }
  },
})

const layOutDemo = async (world: World): Promise<Cast['organisations']> => {
  const plans = new Map(bodyPlans().map(plan => [plan.code, plan]))
  const organisations: Record<string, string> = {}
  for (const { slug, kato, parent, prefix, names } of people.akimats) {
    const bodies = people.bodies.filter(body => body.akimats.includes(slug)).map(({ code, names }) => {
      const plan = found(plans.get(code), code)
      return { ...plan, names }
    })
    const laid = await layOut(world, { names, prefix, kato, ...parent !== null && { parentId: organisations[parent] } }, bodies)
    organisations[slug] = laid.id
    for (const [code, id] of Object.entries(laid.bodies)) organisations[`${slug}/${code}`] = id
  }
  return organisations
}

const addPeople = async (world: World, organisations: Cast['organisations']): Promise<Cast['users']> => {
  const users: Record<string, string> = {}
  for (const person of people.people) {
    const grants = person.roles.map(({ role, organisation }) => ({ role: role as Role, organisationId: found(organisations[organisation], organisation) }))
    const isPress = grants.some(({ role }) => role === 'press')
    const { id } = await createUser(world, byMachine, {
      login: person.login, name: person.name, password: demoPassword, language: 'kk', grants, ...isPress && { duty: { fromMinute: 8 * 60, toMinute: 22 * 60 } },
    })
    users[person.login] = id
  }
  for (const { login, deputy } of people.people) {
    if (deputy !== undefined) await nameDeputy(world, byMachine, { userId: found(users[login], login), deputyId: found(users[deputy], deputy) })
  }
  return users
}

const addSources = async (world: World, organisations: Cast['organisations']): Promise<Cast['sources']> => {
  const sources: Record<string, string> = {}
  for (const { slug, akimat, channel } of demoFeeds) {
    const organisationIds = [found(organisations[akimat], akimat)]
    sources[slug] = (await createSource(world, byMachine, { url: `http://demo.example/${slug}.xml`, name: channel, organisationIds, zone: 'Asia/Almaty' })).id
  }
  return sources
}

const poll = async (world: World, cast: Cast, { akimat, channel }: DemoPost) => {
  const feed = demoFeeds.find(one => one.akimat === akimat && one.channel === channel)
  const source = await world.store.read.get('source', cast.sources[feed?.slug ?? ''] ?? '')
  if (source) await collectSource(world, byMachine, source, AbortSignal.timeout(60_000))
}

const postOf = (world: World, { id, akimat }: Pick<DemoPost, 'id' | 'akimat'>) => world.store.read.find('post', 'key', ['feed', `https://${akimat}.example/${id}`])

/** What the acts of one moment need to know, looked up as a person would see it. */
const carryOutMoment = async (world: World, cast: Cast, { post, act, by, life, at }: Moment) => {
  const organisationId = cast.organisations[post.akimat] ?? ''
  const postId = found(await postOf(world, post), post.id).id
  const caller = { by: cast.users[by] ?? '' }
  if (act === 'dismiss') return carryOut(world, caller, 'dismiss', { postId, organisationId, reason: dismissalOf[post.kind] ?? 'opinion' })
  if (act === 'register') return carryOut(world, caller, 'register', { postId, organisationId })
  const mainId = found(await postOf(world, { id: life.post, akimat: post.akimat }), life.post).id
  const ticketId = (await world.store.read.get('triage', triageId(organisationId, mainId)))?.ticketId ?? ''
  if (act === 'join') return carryOut(world, caller, 'join', { postId, organisationId, ticketId })
  const ticket = found(await world.store.read.get('ticket', ticketId), 'ticket')
  const bodyId = cast.organisations[`${post.akimat}/${life.body}`] ?? ''
  const promisedOn = addDays(dayOf(at), life.promisedInDays)
  const isInterim = life.interim !== null && ticket.intervals.at(-1)?.firstReplyAt === null
  switch (act) {
    case 'assign': return carryOut(world, caller, 'assign', { ticketId, bodyId, officerId: life.officer === null ? undefined : cast.users[life.officer] })
    case 'accept': case 'approve': return carryOut(world, caller, act, { ticketId })
    case 'submit': return carryOut(world, caller, 'submit', isInterim
      ? { ticketId, text: life.interim ?? '', kind: 'interim', promisedOn }
      : { ticketId, text: life.reply ?? '', kind: 'final', result: life.result ?? 'explained', ...life.result === 'planned' && { promisedOn }, ...life.result === 'refused' && { reason: life.note ?? life.reply ?? '' } })
    case 'reject': return carryOut(world, caller, 'reject', { ticketId, note: life.note ?? '' })
    case 'return': return carryOut(world, caller, 'return', { ticketId, reason: life.note ?? '' })
    case 'note': return carryOut(world, caller, 'note', { ticketId, text: life.note ?? '' })
    case 'publish': return carryOut(world, caller, 'publish', { ticketId, permalink: `https://${post.akimat}.example/${post.id}#reply` })
    case 'close': return carryOut(world, caller, 'close', { ticketId })
    case 'draft': return carryOut(world, caller, 'draft', { ticketId, text: life.reply ?? life.interim ?? '' })
    default: throw new Error(`the demo knows no act "${act}"`)
  }
}

/** Fills an empty store; the last thing written says that it is whole. */
export const makeDemo = async (store: Store, now: Instant, log: Log): Promise<void> => {
  const posts = demoPosts(now)
  const oldest = posts[0]?.at ?? now
  const clock = { now: toInstant(toMs(oldest) - 24 * 3_600_000) }
  const world = movedWorld(store, log, posts, clock)
  const organisations = await layOutDemo(world)
  const cast: Cast = { organisations, users: await addPeople(world, organisations), sources: await addSources(world, organisations) }
  const polls = posts.filter(({ at }) => at <= now).map(post => ({ at: post.at, run: () => poll(world, cast, post) }))
  const acts = momentsOf(posts, makeCalendar(shippedYears), now).map(moment => ({ at: moment.at, run: () => carryOutMoment(world, cast, moment) }))
  for (const { at, run } of [...polls, ...acts].sort((a, b) => a.at < b.at ? -1 : 1)) {
    clock.now = at
    await run()
  }
  clock.now = now
  await openInstallation(world, { name: 'Ақмола облысы', demo: true, password: demoPassword, openedAt: now })
}
