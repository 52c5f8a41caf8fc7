// Two desks on one replica set: a list that is changed in one counts for the other from that very commit on, whatever the other heard of it.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { moveTerms } from '../../server/actions/move-terms.ts'
import { carryOut } from '../../server/actions/verbs.ts'
import type { World } from '../../server/actions/world.ts'
import { makeLog, makeWorld } from '../../server/make-world.ts'
import { openMongo } from '../../server/store/mongo.ts'
import { lacksMongod, startSet, type Server } from '../store/mongod.ts'
import { shippedDays, withDayOff } from './calendar-lists.ts'
import { aText, at, wednesdayAtTen } from './office.ts'
import { layOutOffice, type Cast } from './tree.ts'

const [oldDue, newDue] = [at('2026-11-27', '18:30'), at('2026-11-30', '18:30')]

describe.skipIf(lacksMongod)('with a replica set', () => {
  let set: Server
  let worlds: World[] = []
  let cast: Cast
  const desk = (index: number): World => {
    const world = worlds[index % worlds.length]
    if (!world) throw new Error('two desks are open')
    return world
  }
  beforeAll(async () => {
    set = await startSet()
    const url = set.newUrl()
    for (let index = 0; index < 2; index += 1) {
      const store = await openMongo({ url })
      worlds.push(makeWorld({ store, config: { fetchAllow: [], contact: '' }, log: makeLog('silent'), now: () => wednesdayAtTen, fetchGapMs: 0 }))
    }
    cast = await layOutOffice(desk(0))
  })
  afterAll(async () => {
    await Promise.all(worlds.map(({ store }) => store.close()))
    worlds = []
    await set.stop()
  })

  const by = (name: string) => ({ by: cast.users[name] ?? '' })
  let pasted = 0
  const paste = async (): Promise<string> => {
    pasted += 1
    const organisationId = cast.places.koldi ?? ''
    return (await carryOut(desk(0), by('aigul'), 'paste-post', { organisationId, url: `https://qala.example/${pasted}`, text: `${aText} ${pasted}` })).postId
  }
  const register = async (world: World, postId: string) => (await carryOut(world, by('aigul'), 'register', { postId, organisationId: cast.places.koldi ?? '' })).ticketId ?? ''
  const change = (world: World, version: number, days = withDayOff(2026, '2026-11-26')) =>
    carryOut(world, by('olga'), 'set-calendar-year', { year: 2026, version, confirmed: true, days, source: 'Еңбек министрлігінің бұйрығы' })
  const dueOf = async (ticketId: string) => (await desk(1).store.read.get('ticket', ticketId))?.final.dueAt

  test('the calendar is changed in one, and the next registration in the other counts by the new list', async () => {
    const before = await register(desk(1), await paste())
    await change(desk(0), 0)
    const after = await register(desk(1), await paste())
    expect([await dueOf(before), await dueOf(after)]).toEqual([oldDue, newDue])
  })

  test('the terms that the list touches are moved by whichever desk leads, and the other has nothing left to move', async () => {
    expect([await moveTerms(desk(1)), await moveTerms(desk(0))]).toEqual([1, 0])
  })

  test('of forty registrations over both while the list goes back, those before it in the trail count by the old one and those after it by the new', async () => {
    const posts: string[] = []
    for (let index = 0; index < 40; index += 1) posts.push(await paste())
    const from = (await desk(0).store.read.head()).seq
    const registrations = (some: string[]) => some.map((postId, index) => register(desk(index), postId))
    const first = registrations(posts.slice(0, 20))
    await Promise.race(first)
    const changing = change(desk(0), 1, shippedDays(2026))
    await Promise.all([...first, changing, ...registrations(posts.slice(20))])
    const lines = await desk(1).store.read.eventsAfter(from, 1000)
    const changedAt = lines.find(({ event }) => event.type === 'calendar-changed')?.seq ?? 0
    const told = lines.flatMap(({ seq, event }) => event.type === 'register' ? { seq, due: event.finalDueAt } : [])
    expect(told).toHaveLength(40)
    for (const { seq, due } of told) expect([seq, due]).toEqual([seq, seq < changedAt ? newDue : oldDue])
    expect(new Set(told.map(({ due }) => due))).toEqual(new Set([newDue, oldDue]))
  })
})
