// A process that opens a desk of an older program, for the test that kills it meanwhile: it says so when it begins and when it has done.
import { writeSync } from 'node:fs'
import { openStore } from '../../server/store/open.ts'

const [folder = '', mongodbUrl] = process.argv.slice(2)
writeSync(1, 'opening\n')
const store = await openStore({ folder, mongodbUrl })
writeSync(1, 'open\n')
await store.close()
