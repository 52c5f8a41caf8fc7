// Acts and posts per second on SQLite, each beside a bare script that writes the same rows with the same indexes and the same sync.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { shippedYears } from '#domain/calendar-years.ts'
import { makeCalendar } from '#domain/calendar.ts'
import { startClock } from '#domain/clock.ts'
import { defaultLimits } from '#domain/office.ts'
import type { Ticket } from '#domain/ticket.ts'
import { deskStems } from '../../server/make-world.ts'
import { openSqlite } from '../../server/store/sqlite.ts'
import type { Store } from '../../server/store/store.ts'

const calendar = makeCalendar(shippedYears)
const now = '2026-11-18T05:00:00.000Z'
const secondsEach = 3

const ticketOf = (n: number): Omit<Ticket, 'version'> => ({
  id: `t${n}`, number: `ӘЖ-2026-${String(n).padStart(6, '0')}`, organisationId: 'akimat', state: 'registered', topic: 'utilities.water_supply', place: '117000000', kind: 'complaint',
  sentiment: 'negative', language: 'kk', priority: 'normal', posts: [{ postId: `p${n}`, joinedAt: now, answer: null }], bodyId: null, officerId: null, coExecutorIds: [],
  registeredBy: 'aigul', registeredAt: now, accept: null, firstReply: startClock(calendar, defaultLimits.firstReply.normal, now), final: startClock(calendar, defaultLimits.final, now),
  nextDueAt: now, acceptedAt: null, holdings: [{ bodyId: null, officerId: null, from: now, to: null }],
  intervals: [{ from: now, firstReplyAt: null, firstReplyInTerm: null, firstReplyMinutes: null, answeredAt: null, closedAt: null }],
  returns: 0, binding: false, pauses: 0, extensions: 0, replyId: null, result: null, closedAt: null, promisedOn: null, onControl: false, mainId: null,
  lastActAt: now, changedBy: 'aigul',
})

/** One registration: a number, a ticket, a line. */
const registerOne = (store: Store) => store.transact({
  by: 'aigul', now, starts: [],
  run: async (tx) => {
    const n = await tx.next('ticket:akimat:2026')
    await tx.insert('ticket', ticketOf(n))
    tx.append({ type: 'register', ticketId: `t${n}`, number: `ӘЖ-2026-${n}`, organisationId: 'akimat', bodyId: null, postId: `p${n}`, topic: 'utilities.water_supply', priority: 'normal', place: null, firstReplyDueAt: now, finalDueAt: now })
    return n
  },
})

const perSecond = async (work: () => Promise<number>): Promise<number> => {
  const started = performance.now()
  let done = 0
  while (performance.now() - started < secondsEach * 1000) done += await work()
  return done / ((performance.now() - started) / 1000)
}

/** The same tables as the engine's, taken from a file that it made, written by hand without any of its code. */
const bare = (folder: string) => {
  const db = new DatabaseSync(join(folder, 'qulaq.sqlite'))
  db.exec('PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL')
  const ticket = db.prepare('INSERT INTO ticket (id, version, body) VALUES (?, 1, ?)')
  const line = db.prepare('INSERT INTO trail (seq, at, by, "ticketId", "postId", body, prev, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?)')
  let n = Number(db.prepare('SELECT max(seq) AS top FROM trail').get()?.top ?? 0) + 1_000_000
  const body = JSON.stringify({ type: 'register', ticketId: 't', number: 'ӘЖ-2026-1', organisationId: 'akimat', bodyId: null, postId: 'p', topic: 'utilities.water_supply', priority: 'normal', place: null, firstReplyDueAt: now, finalDueAt: now })
  const hash = 'f'.repeat(64)
  return {
    write: (count: number) => {
      db.exec('BEGIN IMMEDIATE')
      for (let i = 0; i < count; i += 1) {
        n += 1
        ticket.run(`t${n}`, JSON.stringify({ ...ticketOf(n), version: 1 }))
        line.run(n, now, 'aigul', `t${n}`, `p${n}`, body, hash, hash)
      }
      db.exec('COMMIT')
      return count
    },
    close: () => db.close(),
  }
}

const row = (name: string, ours: number, raw: number) =>
  console.log(`${name.padEnd(44)} ${Math.round(ours).toString().padStart(8)}/s   bare ${Math.round(raw).toString().padStart(8)}/s   ratio ${(ours / raw).toFixed(2)}`)

export const benchStore = async (): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), 'qulaq-bench-'))
  try {
    const store = await openSqlite({ folder, stems: deskStems })
    const alone = await perSecond(async () => {
      await registerOne(store)
      return 1
    })
    const together = await perSecond(async () => (await Promise.all(Array.from({ length: 32 }, () => registerOne(store)))).length)
    await store.close()
    const raw = bare(folder)
    const rawAlone = await perSecond(async () => raw.write(1))
    const rawTogether = await perSecond(async () => raw.write(32))
    raw.close()
    row('registrations, one caller', alone, rawAlone)
    row('registrations, 32 callers', together, rawTogether)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
