// A desk killed at any moment: nothing that was acknowledged is lost, no number is missing, the trail is whole.
import { once } from 'node:events'
import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Refusal } from '#domain/refusal.ts'
import { openSqlite } from '../../server/store/sqlite.ts'
import type { Store } from '../../server/store/store.ts'
import { verifyTrail } from '../../server/store/verify-trail.ts'
import { unit } from './documents.ts'

const writer = new URL('crash-writer.ts', import.meta.url).pathname
const allSeries = ['series0', 'series1', 'series2']

let folder = ''
beforeEach(async () => { folder = await mkdtemp(join(tmpdir(), 'qulaq-crash-')) })
afterEach(async () => await rm(folder, { recursive: true }))

/** Runs the writer, kills it so long after its first answer, and returns what it had acknowledged. */
const runAndKill = async (afterMs: number, fault: string): Promise<string[]> => {
  const child = spawn(process.execPath, [writer, folder], { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, FAULT: fault } })
  let heard = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => { heard += text })
  await once(child.stdout, 'data')
  setTimeout(() => child.kill('SIGKILL'), afterMs)
  await once(child, 'close')
  return heard.split('\n').slice(0, -1)
}

/** Acknowledged numbers of which the document is not kept. */
const lostOf = async (store: Store, acknowledged: readonly string[]): Promise<string[]> => {
  const ids = acknowledged.map(line => line.replace(' ', ':'))
  const kept = new Set((await store.read.many('setting', ids)).map(({ id }) => id))
  return ids.filter(id => !kept.has(id))
}

/** What the next act of the series would get; it is refused, so it takes nothing. */
const peek = async (store: Store, series: string): Promise<unknown> => {
  const act = store.transact(unit(async (tx) => {
    const number = await tx.next(series)
    throw new Refusal('not-in-this-state', 'only looking', { number, ahead: await tx.get('setting', `${series}:${number}`) !== undefined })
  }))
  return await act.catch((error: unknown) => error instanceof Refusal ? error.details : error)
}

/** Numbers, documents, counters and lines tell the same story, without gaps. */
const checkWhole = async (store: Store): Promise<void> => {
  const { seq } = await store.read.head()
  expect(await verifyTrail(store.read)).toMatchObject({ lines: seq })
  const lines = await store.read.eventsAfter(0, seq + 1)
  const told = lines.flatMap(({ event }) => event.type === 'user-changed' ? [event.userId] : [])
  for (const series of allSeries) {
    const numbers = told.filter(id => id.startsWith(`${series}:`))
    expect(numbers).toEqual(numbers.map((_, index) => `${series}:${index + 1}`))
    expect(await lostOf(store, numbers)).toEqual([])
    expect((await store.read.get('setting', series))?.value ?? 0).toBe(numbers.length)
    expect(await peek(store, series)).toEqual({ number: numbers.length + 1, ahead: false })
  }
}

test('of a desk killed eight times nothing acknowledged is lost, and numbers and trail have no gap', async () => {
  const acknowledged: string[] = []
  for (let round = 0; round < 8; round++) {
    acknowledged.push(...await runAndKill(20 + Math.random() * 300, ''))
    const store = await openSqlite({ folder })
    expect(await lostOf(store, acknowledged)).toEqual([])
    await checkWhole(store)
    await store.close()
  }
  expect(acknowledged.length).toBeGreaterThan(100)
  expect(new Set(acknowledged).size).toBe(acknowledged.length)
})

test('the same exam finds a desk that acknowledges before the commit', async () => {
  const lost: string[] = []
  for (let round = 0; round < 20 && lost.length === 0; round++) {
    const acknowledged = await runAndKill(20 + Math.random() * 100, 'early')
    const store = await openSqlite({ folder })
    lost.push(...await lostOf(store, acknowledged))
    await checkWhole(store)
    await store.close()
  }
  expect(lost.length).toBeGreaterThan(0)
})
