// The desk that the matrix is tried on: a tree with two regions, a person of every role at every place in it, and a session for each.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { roles, type Grant, type Role } from '#domain/user.ts'
import { byMachine } from '../../server/actions/act.ts'
import { createUser } from '../../server/actions/create-user.ts'
import type { BodyPlan } from '#domain/body-plans.ts'
import { layOut } from '../../server/actions/lay-out.ts'
import type { Log, World } from '../../server/actions/world.ts'
import { startDesk } from '../../server/desk.ts'
import { deskStems, makeWorld } from '../../server/make-world.ts'
import { makePictureCache } from '../../server/store/picture-cache.ts'
import { openSqlite } from '../../server/store/sqlite.ts'
import type { Place } from './matrix-table.ts'
import { openedAt } from './desk.ts'
import { personWith, signInAs, type Person } from './person.ts'

export const password = 'үйдің-артында-үш-қайың'

const named = (name: string) => ({ kk: name, ru: name, en: name })
const body = (code: string, kind: BodyPlan['kind']): BodyPlan => ({ code, kind, names: named(code), topics: [] })
const bodies = [body('water', 'enterprise'), body('roads', 'department'), body('police', 'external')]

/** Akimats: name, letters, the one above. */
const akimats = [
  ['country', 'ЕЛ', null], ['region', 'ОБЛ', 'country'], ['district', 'АУД', 'region'], ['neighbour', 'КӨР', 'region'], ['other region', 'БАС', 'country'],
] as const

/** Where the role is given, for each place as seen from a thing in the waterworks of the district. */
const seats: readonly [place: Place, organisation: string][] = [
  ['own body', 'district/water'], ['own akimat', 'district'], ['akimat above', 'region'], ['top of the tree', 'country'], ['other body', 'district/roads'],
  ['neighbour', 'neighbour'], ['other region', 'other region'],
]

export interface Sitting { login: string, role: Role, place: Place }
const loginOf = (role: Role, place: string) => `${role}.at.${place.replaceAll(' ', '-')}`
export const sitting: readonly Sitting[] = seats.flatMap(([place]) => roles.map(role => ({ login: loginOf(role, place), role, place })))

/** One of the officer's own body who has nothing to do with the ticket. */
export const colleague: Sitting = { login: 'colleague', role: 'officer', place: 'own body' }
/** They have no cell of their own: colleagues, and the people of the body above, where the things of the last column lie. */
const others = [
  ['officer', 'officer.above', 'region/water'], ['head', 'head.above', 'region/water'], ['officer', 'colleague.above', 'region/water'], ['press', 'press.above', 'region'],
  ['press', 'press.beside', 'district'], ['officer', colleague.login, 'district/water'],
] as const

/** The place of a thing, and the people who work there. */
export interface Seat {
  akimat: string
  body: string
  outside: string
  /** A body of an akimat that is neither above nor below. */
  strangers: string
  passTo: string
  press: string
  /** A colleague of the press service. */
  otherPress: string
  officer: string
  colleague: string
  head: string
  coordinator: string
  manager: string
  admin: string
}

const seatsOf = (placeIds: Record<string, string>): { lower: Seat, upper: Seat } => {
  const at = (slug: string) => placeIds[slug] ?? ''
  const staff = (place: Place) => ({ press: loginOf('press', place), coordinator: loginOf('coordinator', place), manager: loginOf('manager', place), admin: loginOf('admin', place) })
  return {
    lower: {
      akimat: at('district'), body: at('district/water'), outside: at('district/police'), strangers: at('neighbour/water'), passTo: at('region'), ...staff('own akimat'), otherPress: 'press.beside',
      officer: loginOf('officer', 'own body'), colleague: colleague.login, head: loginOf('head', 'own body'),
    },
    upper: {
      akimat: at('region'), body: at('region/water'), outside: at('region/police'), strangers: at('other region/water'), passTo: at('country'), ...staff('akimat above'), otherPress: 'press.above',
      officer: 'officer.above', colleague: 'colleague.above', head: 'head.above',
    },
  }
}

const layOutTree = async (world: World): Promise<Record<string, string>> => {
  const placeIds: Record<string, string> = {}
  for (const [slug, prefix, parent] of akimats) {
    const laid = await layOut(world, { names: named(slug), prefix, parentId: parent === null ? undefined : placeIds[parent] }, bodies)
    placeIds[slug] = laid.id
    for (const [code, id] of Object.entries(laid.bodies)) placeIds[`${slug}/${code}`] = id
  }
  return placeIds
}

const addPeople = async (world: World, placeIds: Record<string, string>): Promise<Map<string, string>> => {
  const grants: [login: string, grant: Grant][] = [
    ...seats.flatMap(([place, slug]) => roles.map((role): [string, Grant] => [loginOf(role, place), { role, organisationId: placeIds[slug] ?? '' }])),
    ...others.map(([role, login, slug]): [string, Grant] => [login, { role, organisationId: placeIds[slug] ?? '' }]),
  ]
  const made = await Promise.all(grants.map(async ([login, grant]) => {
    const { id } = await createUser(world, byMachine, { login, name: `Аты-жөні ${login}`, password, language: 'kk', grants: [grant] })
    return [login, id] as const
  }))
  return new Map(made)
}

const listeningLog = () => {
  const bugs: object[] = []
  const log: Log = { info: () => {}, warn: () => {}, error: (facts, sentence) => void bugs.push({ sentence, ...facts }) }
  return { bugs, log }
}

/** Stands in the folder of pictures from the start: nothing is fetched. */
export const keptPicture = 'https://social.example/kept.png'
const keepPicture = async (folder: string) => {
  const cache = makePictureCache({ folder, now: () => openedAt, maxBytes: 1024 })
  await cache.put(keptPicture, Buffer.from('89504e470d0a1a0a', 'hex'))
}

/** The desk with everybody signed in. `close` throws when the desk logged a bug meanwhile. */
export const openMatrixDesk = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'qulaq-matrix-'))
  const store = await openSqlite({ folder, stems: deskStems })
  const { bugs, log } = listeningLog()
  const placeIds = await layOutTree(makeWorld({ store, config: { fetchAllow: [], contact: '' }, log, now: () => '2026-01-05T05:00:00.000Z' }))
  const users = await addPeople(makeWorld({ store, config: { fetchAllow: [], contact: '' }, log, now: () => '2026-01-05T05:00:00.000Z' }), placeIds)
  const pictureDir = join(folder, 'pictures')
  await keepPicture(pictureDir)
  const desk = await startDesk({ store, log, pictureDir, now: () => openedAt, withJobs: false, fetchGapMs: 0, config: { host: '127.0.0.1', port: 0, fetchAllow: [], contact: '' } })
  const signedIn = new Map(await Promise.all([...users.keys()].map(async login => [login, await signInAs(desk.url, login, password)] as const)))
  return {
    url: desk.url, world: desk.world, ...seatsOf(placeIds),
    guest: personWith(desk.url, ''),
    user: (login: string): string => users.get(login) ?? '',
    as: (login: string): Person => signedIn.get(login) ?? personWith(desk.url, ''),
    /** A new session, for what ends one. */
    anew: (login: string): Promise<Person> => signInAs(desk.url, login, password),
    close: async () => {
      await desk.close()
      await rm(folder, { recursive: true })
      if (bugs.length) throw new Error(`the desk met a bug: ${JSON.stringify(bugs[0], (_, value) => value instanceof Error ? value.stack : value)}`)
    },
  }
}
export type MatrixDesk = Awaited<ReturnType<typeof openMatrixDesk>>
