// A desk that is killed: twelve callers take numbers and say so; each answer goes to standard output the moment it is given.
// With FAULT=early it acknowledges before the store answers, which the crash test must find.
import { writeSync } from 'node:fs'
import { openSqlite } from '../../server/store/sqlite.ts'
import { said, unit } from './documents.ts'

const store = await openSqlite({ folder: process.argv[2] ?? '' })
const early = process.env['FAULT'] === 'early'
const acknowledge = (text: string) => void writeSync(1, `${text}\n`)

const takeOne = async (caller: number): Promise<void> => {
  await store.transact(unit(async (tx) => {
    const series = `series${caller % 3}`
    const number = await tx.next(series)
    const counter = await tx.get('setting', series)
    if (counter) await tx.put('setting', { ...counter, value: number })
    else await tx.insert('setting', { id: series, value: number })
    await tx.insert('setting', { id: `${series}:${number}`, value: 'x'.repeat(400) })
    tx.append(said(`${series}:${number}`))
    if (early) acknowledge(`${series} ${number}`)
    return `${series} ${number}`
  })).then((answer) => { if (!early) acknowledge(answer) })
}

for (let caller = 0; caller < 12; caller++) {
  const go = async (): Promise<void> => {
    await takeOne(caller)
    await go()
  }
  void go()
}
