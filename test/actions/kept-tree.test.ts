// The tree that every look starts from lies in memory: asked for once, and new at once when an act changed it, in this process or another.
import { afterAll, describe, expect, test } from 'vitest'
import { keepTree } from '../../server/actions/kept-tree.ts'
import { viewerOf } from '../../server/actions/show/viewer.ts'
import { carryOut } from '../../server/actions/verbs.ts'
import type { World } from '../../server/actions/world.ts'
import { makeLog, makeWorld } from '../../server/make-world.ts'
import { openMongo } from '../../server/store/mongo.ts'
import { lacksMongod, startSet, type Server } from '../store/mongod.ts'
import { openOffice, refused, wednesdayAtTen } from './office.ts'
import { layOutOffice } from './tree.ts'

const names = { kk: 'Жаңа бөлім', ru: 'Новый отдел', en: 'New section' }
const viewerIn = async (world: World, userId: string) => {
  const user = await world.store.read.get('user', userId)
  if (!user) throw new Error('nobody')
  return viewerOf(world, user)
}

test('while nothing changes the organisations are read once; a new body, a new member and new letters are seen at the next look', async () => {
  const office = await openOffice()
  const { world } = office
  let lists = 0
  const counted = keepTree({ ...world.store.read, get: (noun, id) => world.store.read.get(noun, id), list: (noun, query) => {
    lists += 1
    return world.store.read.list(noun, query)
  } })
  await counted.current()
  await office.as('aigul').register(await office.post('Акимат, нет воды'))
  expect(await counted.current()).toBe(await counted.current())
  expect(lists).toBe(1)
  const koldi = office.place('koldi')
  const { id } = await carryOut(world, { by: office.user('olga') }, 'create-organisation', { kind: 'department', parentId: koldi, names })
  expect((await counted.current()).get(id)?.names).toEqual(names)
  const renamed = { kk: 'Су бөлімі', ru: 'Отдел воды', en: 'Water section' }
  await carryOut(world, { by: office.user('olga') }, 'change-organisation', { organisationId: id, names: renamed, topics: ['utilities.water_supply'] })
  expect((await counted.current()).get(id)).toMatchObject({ names: renamed, topics: ['utilities.water_supply'] })
  expect(await refused(carryOut(world, { by: office.user('olga') }, 'change-organisation', { organisationId: id, names, topics: [], version: 1 }))).toMatchObject({ code: 'stale-version' })
  expect(await refused(carryOut(world, { by: office.user('olga') }, 'change-organisation', { organisationId: koldi, names, topics: ['utilities'] }))).toMatchObject({ code: 'bad-input', field: 'topics' })
  expect(await refused(carryOut(world, { by: office.user('kairat') }, 'change-organisation', { organisationId: id, names, topics: [] }))).toMatchObject({ code: 'no-right' })
  const user = await office.as('olga').createUser({ login: 'zhana', name: 'Жаңа Адам', password: 'бөрі-мен-қоян-8', language: 'kk', grants: [{ role: 'officer', organisationId: id }] })
  expect((await counted.current()).get(id)?.members.officer).toEqual([user.id])
  await carryOut(world, { by: office.user('olga') }, 'set-prefix', { organisationId: koldi, prefix: 'КӨЛ' })
  expect((await counted.current()).get(koldi)?.prefix).toBe('КӨЛ')
  expect(lists).toBe(5)
})

describe.skipIf(lacksMongod)('two desks on one replica set', () => {
  let set: Server | undefined
  const worlds: World[] = []
  afterAll(async () => {
    await Promise.all(worlds.map(({ store }) => store.close()))
    await set?.stop()
  })

  test('what one has acknowledged the other shows at its next look', async () => {
    set = await startSet()
    const url = set.newUrl()
    for (let index = 0; index < 2; index += 1) {
      worlds.push(makeWorld({ store: await openMongo({ url }), config: { fetchAllow: [], contact: '' }, log: makeLog('silent'), now: () => wednesdayAtTen, fetchGapMs: 0 }))
    }
    const [one, two] = worlds
    if (!one || !two) throw new Error('two desks are open')
    const cast = await layOutOffice(one)
    const kairat = cast.users['kairat'] ?? ''
    for (let turn = 0; turn < 5; turn += 1) {
      const [writer, reader] = turn % 2 === 0 ? [one, two] : [two, one]
      await viewerIn(reader, kairat)
      const { id } = await carryOut(writer, { by: cast.users['olga'] ?? '' }, 'create-organisation', { kind: 'department', parentId: cast.places['koldi'], names })
      expect((await viewerIn(reader, kairat)).organisations.get(id)?.names).toEqual(names)
    }
  })
})
