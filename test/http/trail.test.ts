// The trail for the auditor over HTTP: what is found by each filter, what is out of reach, and the proof of the chain beside a working desk.
import { DatabaseSync } from 'node:sqlite'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ResultOf } from '#domain/contract.ts'
import { openDesk, registerPost, type TestDesk } from './desk.ts'
import type { Person } from './person.ts'

type Line = ResultOf<'trail'>['items'][number]

let desk: TestDesk
let vera: Person
let burabay = ''
beforeAll(async () => {
  desk = await openDesk()
  vera = await desk.as('vera')
  burabay = await desk.akimat('burabay')
})
afterAll(async () => await desk.close())

const whole = async (input: object = {}): Promise<Line[]> => {
  const lines: Line[] = []
  for (let before: number | undefined; ;) {
    const page = await vera.ask('trail', { limit: 40, before, ...input })
    lines.push(...page.items)
    if (page.next === null) return lines
    before = page.next
  }
}
const kept = async () => await desk.store.read.eventsAfter(0, 100_000)

test('lines of the own akimat stand newest first, each once; those of others and of the whole installation are not shown to a district', async () => {
  const lines = await whole()
  const dana = await desk.user('dana')
  const own = (await kept()).filter(({ event }) => 'organisationId' in event && event.organisationId === burabay)
  const shown = new Set(lines.map(({ seq }) => seq))
  expect(lines.map(({ seq }) => seq)).toEqual([...shown].toSorted((a, b) => b - a))
  expect(own.length).toBeGreaterThan(100)
  expect(own.filter(({ seq }) => !shown.has(seq))).toEqual([])
  expect(lines.filter(({ by }) => by === dana)).toEqual([])
  const tselinograd = await desk.akimat('tselinograd')
  expect(lines.filter(({ event }) => event.organisationId === tselinograd)).toEqual([])
  expect(lines.filter(({ type }) => type === 'source-created')).toEqual([])
})

test('a line is found by who did it, by what was done, by its ticket and by its day', async () => {
  const aigul = await desk.as('aigul')
  const { ticketId, number, postId } = await registerPost(aigul, burabay, { bodyId: await desk.body('burabay', 'energy_utilities'), officerId: await desk.user('zhanna') })
  const all = await whole()
  const byAigul = await desk.user('aigul')
  expect(await whole({ by: byAigul })).toEqual(all.filter(({ by }) => by === byAigul))
  expect(await whole({ kind: 'publish' })).toEqual(all.filter(({ type }) => type === 'publish'))
  expect(await whole({ by: byAigul, kind: 'register' })).toEqual(all.filter(({ by, type }) => by === byAigul && type === 'register'))
  for (const of of [ticketId, number, number.toLowerCase()]) expect((await whole({ of })).map(({ type }) => type)).toEqual(expect.arrayContaining(['assign', 'register']))
  expect((await whole({ of: postId })).map(({ type }) => type)).toContain('register')
  const on = all[80]?.at.slice(0, 10) ?? ''
  const dayOf = (at: string) => new Date(Date.parse(at) + 5 * 3_600_000).toISOString().slice(0, 10)
  expect(await whole({ from: on, to: on })).toEqual(all.filter(({ at }) => dayOf(at) === on))
  expect(await whole({ from: '2030-01-01' })).toEqual([])
  expect(await whole({ to: '2020-01-01' })).toEqual([])
})

test('who looked at a contact is found apart from who wrote it down', async () => {
  const aigul = await desk.as('aigul')
  const { ticketId } = await registerPost(aigul, burabay)
  await aigul.ask('contact', { ticketId, phone: '+7 701 000 00 00' })
  await aigul.ask('read-contact', { ticketId })
  expect(await whole({ kind: 'contact-read', of: ticketId })).toMatchObject([{ by: await desk.user('aigul'), event: { ticketId, read: true } }])
  expect(await whole({ kind: 'contact', of: ticketId })).toMatchObject([{ event: { read: false } }])
})

test('the trail is for auditors: nobody else reads it or verifies it', async () => {
  for (const login of ['kairat', 'sabit', 'timur', 'aigul', 'zhanna']) {
    const person = await desk.as(login)
    expect([await person.codeOf('trail', {}), await person.codeOf('trail-proof', {})]).toEqual(['no-right', 'no-right'])
  }
})

const prove = async () => {
  for (let from = 0; ;) {
    const stretch = await vera.ask('trail-proof', { from })
    if (stretch.done) return stretch
    expect(stretch.to).toBeGreaterThan(from)
    from = stretch.to
  }
}

test('the chain is proven line by line while people go on working, and a changed line is named', async () => {
  const aigul = await desk.as('aigul')
  const [proof] = await Promise.all([prove(), registerPost(aigul, burabay)])
  expect(proof).toMatchObject({ done: true, broken: null })
  const { seq } = await desk.store.read.head()
  expect(await prove()).toMatchObject({ to: seq, head: seq, done: true, broken: null })
  const file = new DatabaseSync(join(desk.folder, 'qulaq.sqlite'))
  const body = file.prepare('SELECT body FROM trail WHERE seq = 100').get()?.['body']
  file.prepare('UPDATE trail SET body = ? WHERE seq = 100').run(JSON.stringify({ type: 'note', ticketId: 'another' }))
  try {
    expect(await prove()).toMatchObject({ to: 99, done: true, broken: { seq: 100, why: 'changed' } })
    // Nobody can begin behind the fault by asking for it.
    expect(await vera.ask('trail-proof', { from: 99 })).toMatchObject({ broken: { seq: 100, why: 'changed' } })
    expect(await vera.ask('trail-proof', { from: 999_999 })).toMatchObject({ done: true, broken: { why: 'beyond-head' } })
  } finally {
    file.prepare('UPDATE trail SET body = ? WHERE seq = 100').run(String(body))
    file.close()
  }
  expect(await prove()).toMatchObject({ broken: null })
})
