// The prefix is a setting, the series is the akimat's own: whatever the letters, no number comes twice.
import { expect, test } from 'vitest'
import { carryOut } from '../../server/actions/verbs.ts'
import { aText, openOffice, refused, type Office } from './office.ts'
import type { Name } from './tree.ts'

let texts = 0
const number = async (office: Office, at: 'koldi' | 'taudy' = 'koldi') =>
  (await office.as(at === 'koldi' ? 'aigul' : 'tolkyn').register(await office.post(`${aText} ${++texts}`, { at }))).number
const setPrefix = (office: Office, by: Name, slug: string, prefix: string, version?: number) =>
  carryOut(office.world, { by: office.user(by) }, 'set-prefix', { organisationId: office.place(slug), prefix, version })

test('another prefix stands on the numbers given afterwards; old ones stay, and the count goes on', async () => {
  const office = await openOffice()
  const first = await number(office)
  expect(await setPrefix(office, 'olga', 'koldi', 'көл')).toMatchObject({ prefix: 'КӨЛ' })
  const second = await number(office)
  await setPrefix(office, 'olga', 'koldi', 'ӘЖ')
  expect([first, second, await number(office)]).toEqual(['ӘЖ-2026-000001', 'КӨЛ-2026-000002', 'ӘЖ-2026-000003'])
  expect((await office.sees('aigul').ticket(first)).number).toBe(first)
  expect((await office.trail()).map(({ event, by }) => event.type === 'prefix-set' ? [event.prefix, by] : []).filter(line => line.length))
    .toEqual([['КӨЛ', office.user('olga')], ['ӘЖ', office.user('olga')]])
})

test('letters that an akimat gave up are never taken by another, nor letters that look like them', async () => {
  const office = await openOffice()
  await number(office)
  await setPrefix(office, 'olga', 'koldi', 'АКС')
  await setPrefix(office, 'olga', 'koldi', 'КӨЛ')
  for (const taken of ['ӘЖ', 'АКС', 'AKC', 'КӨЛ', 'ОБЛ']) expect(await refused(setPrefix(office, 'olga', 'taudy', taken))).toMatchObject({ code: 'duplicate', what: 'prefix' })
  expect(await number(office, 'taudy')).toBe('ТАУ-2026-000001')
})

test('a prefix that reads like the registry of appeals, or is no letters, is refused in words', async () => {
  const office = await openOffice()
  expect(await refused(setPrefix(office, 'olga', 'koldi', 'ЖТ'))).toMatchObject({ code: 'bad-input', field: 'prefix', problem: 'formal-series' })
  expect(await refused(setPrefix(office, 'olga', 'koldi', 'К1'))).toMatchObject({ code: 'bad-input', problem: 'not-letters' })
  expect(await refused(setPrefix(office, 'olga', 'koldi/water', 'СУ'))).toMatchObject({ code: 'bad-input', problem: 'not-an-akimat' })
})

test('only an administrator of the akimat changes its prefix, and only the version that was seen', async () => {
  const office = await openOffice()
  for (const name of ['aigul', 'kairat', 'gulnar', 'marzhan'] as const) expect((await refused(setPrefix(office, name, 'koldi', 'КӨЛ'))).code).toBe('no-right')
  const { version } = await setPrefix(office, 'olga', 'koldi', 'КӨЛ')
  expect((await refused(setPrefix(office, 'olga', 'koldi', 'АКС', version - 1))).code).toBe('stale-version')
  expect(await setPrefix(office, 'olga', 'koldi', 'КӨЛ', version)).toMatchObject({ version })
})

test('registrations beside a change of the prefix take consecutive numbers of one series', async () => {
  const office = await openOffice()
  const posts = []
  for (let n = 0; n < 20; n++) posts.push(await office.post(`Әкімдік, ${n}-үйде жарық қашан жанады?`))
  const [changed, ...registered] = await Promise.all([setPrefix(office, 'olga', 'koldi', 'КӨЛ'), ...posts.map(post => office.as('aigul').register(post))])
  expect(changed.prefix).toBe('КӨЛ')
  expect(registered.map(one => one.number.split('-').at(-1)).toSorted()).toEqual(posts.map((_, n) => String(n + 1).padStart(6, '0')))
})
