// `npm run exam:api -- --examples N --seed S`: every role of the demo sits the API exam on one running desk.
import { parseArgs } from 'node:util'
import { findSchemathesis, isLack } from '../parts.ts'
import { openDesk } from '../http/desk.ts'
import { lostOf, sit, type Sat } from './api/exam.ts'

const { values } = parseArgs({ options: { examples: { type: 'string', default: '40' }, seed: { type: 'string', default: '20261122' } } })
/** Press, coordinator, manager and auditor of a district, head and officer of a body; then the administrators of the district and at the root, who may block the others. */
const logins = ['aigul', 'kairat', 'sabit', 'vera', 'bolat', 'zhanna', 'ruslan', 'timur']

const part = findSchemathesis()
if (isLack(part)) {
  console.error(`exam:api needs schemathesis: ${part.why}`)
  process.exit(1)
}
const desk = await openDesk()
const all: Sat[] = []
for (const login of logins) {
  const { cookie } = await desk.as(login)
  const sat = await sit(part.path, { url: desk.url, cookie, examples: Number(values.examples), seed: Number(values.seed) })
  all.push(sat)
  console.log(`${login}: ${sat.requests} requests, ${sat.answers.length} commands acknowledged, ${sat.isSound ? 'sound' : `NOT SOUND\n${sat.said}`}`)
}
const lost = await lostOf(desk.store, all.flatMap(({ answers }) => answers))
console.log(lost.length ? `LOST: ${lost.join(', ')}` : 'nothing is lost, and the trail is whole')
await desk.close()
process.exitCode = lost.length || all.some(({ isSound }) => !isSound) ? 1 : 0
