// A desk in a process of its own, for tests that kill it: folder and port are its arguments.
import { startDesk } from '../../server/desk.ts'
import { openSqlite } from '../../server/store/sqlite.ts'
import { openedAt } from './desk.ts'

const [folder = '', port = ''] = process.argv.slice(2)
const say = (facts: object, sentence: string) => console.error(sentence, facts)
const desk = await startDesk({
  store: await openSqlite({ folder }), log: { info: () => {}, warn: () => {}, error: say }, now: () => openedAt, withJobs: false,
  config: { host: '127.0.0.1', port: Number(port), fetchAllow: [], contact: '' },
})
console.log(desk.url)
