// A desk of its own process that builds the search index with other stems, and is killed in the middle: run by `search-worker.test.ts`.
import { openSqlite } from '../../server/store/sqlite.ts'

const [folder = '', version = ''] = process.argv.slice(2)
await openSqlite({ folder, stems: { version: Number(version), of: text => [text.slice(0, 3)] } })
setTimeout(() => process.kill(process.pid, 'SIGKILL'), Math.random() * 40)
