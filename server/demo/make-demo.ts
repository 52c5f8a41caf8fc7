// Makes the demo: one region with two districts, people of every role, and a history made by the real acts under a moved clock.
import { makeCalendar } from '#domain/calendar.ts'
import { shippedYears } from '#domain/calendar-years.ts'
import { Refusal } from '#domain/refusal.ts'
import { toInstant, toMs, type Instant } from '#domain/time.ts'
import type { Role } from '#domain/user.ts'
import { byMachine, found } from '../actions/act.ts'
import { collectSource } from '../actions/collect.ts'
import { createSource } from '../actions/create-source.ts'
import { addUser } from '../actions/create-user.ts'
import { bodyPlans } from '#domain/body-plans.ts'
import { layOut } from '../actions/lay-out.ts'
import { nameDeputy } from '../actions/name-deputy.ts'
import { openInstallation } from '../actions/open-installation.ts'
import { hashPassword } from '../actions/password.ts'
import type { Log, World } from '../actions/world.ts'
import { makeWorld } from '../make-world.ts'
import type { Store } from '../store/store.ts'
import { carryOutMoment, type Cast } from './carry-out.ts'
import { momentsOf } from './lives.ts'
import type { Moment } from './moment.ts'
import { happenings, readOldNotices } from './office-days.ts'
import people from './people.json' with { type: 'json' }
import { demoFeeds, demoPosts, feedAt, type DemoPost } from './posts.ts'

/** Everybody's in the demo, and only there. */
export const demoPassword = 'qulaq-demo-2026'

/** Feeds are read whenever a post appears: the newest are enough, and reading is most of the work. */
const newest = 3

/** A desk of moved time; its feeds are read straight from the files. */
const movedWorld = (store: Store, log: Log, posts: readonly DemoPost[], clock: { now: Instant }): World => {
  const fetch: World['fetch'] = (url) => {
    const feed = demoFeeds.find(({ slug }) => new URL(url).pathname === `/${slug}.xml`)
    const body = Buffer.from(feed ? feedAt(feed, posts, clock.now, newest) : '')
    return Promise.resolve({ status: feed ? 200 : 404, headers: { 'content-type': 'application/rss+xml; charset=utf-8' }, url, body, redirects: [], waitSeconds: null })
  }
  return { ...makeWorld({ store, config: { fetchAllow: [], contact: '' }, log, now: () => clock.now }), fetch, fetchFor: () => fetch }
}

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
  // Hashing is slow on purpose, and all have the same password.
  const passwordHash = await hashPassword(demoPassword)
  for (const person of people.people) {
    const grants = person.roles.map(({ role, organisation }) => ({ role: role as Role, organisationId: found(organisations[organisation], organisation) }))
    const isPress = grants.some(({ role }) => role === 'press')
    const duty = isPress ? { fromMinute: 8 * 60, toMinute: 22 * 60 } : null
    const { id } = await addUser(world, byMachine, { login: person.login, name: person.name, language: 'kk', grants, deputyId: null, duty }, { passwordHash, firstPassword: false })
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

/** A moment that the real act refuses ends that life: a demo opened on an odd day is shorter, not broken. */
const live = async (world: World, cast: Cast, refused: Set<string>, moment: Moment) => {
  if (refused.has(moment.ticketOf)) return
  try {
    await carryOutMoment(world, cast, moment)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    refused.add(moment.ticketOf)
    world.log.warn({ post: moment.post.id, act: moment.act, code: error.code, details: error.details }, 'the demo goes on without the rest of this life')
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
  const refused = new Set<string>()
  const polls = posts.filter(({ at }) => at <= now).map(post => ({ at: post.at, run: () => poll(world, cast, post) }))
  const acts = momentsOf(posts, makeCalendar(shippedYears), now).map(moment => ({ at: moment.at, run: () => live(world, cast, refused, moment) }))
  const beside = happenings(now).map(({ at, run }) => ({ at, run: () => run(world, cast) }))
  for (const { at, run } of [...polls, ...acts, ...beside].sort((a, b) => a.at < b.at ? -1 : 1)) {
    clock.now = at
    await run()
  }
  clock.now = now
  await readOldNotices(world, cast, now)
  await openInstallation(world, { name: 'Ақмола облысы', demo: true, password: demoPassword, openedAt: now })
}
