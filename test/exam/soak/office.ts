// The office of the soak exam: five hundred people of one akimat, laid out in a folder before the desk is started.
import { hash } from 'node:crypto'
import { byMachine } from '../../../server/actions/act.ts'
import { createSource } from '../../../server/actions/create-source.ts'
import { addUser } from '../../../server/actions/create-user.ts'
import { crowdPosts } from '../../../server/actions/crowds.ts'
import { hashPassword } from '../../../server/actions/password.ts'
import { deskStems, makeLog, makeWorld } from '../../../server/make-world.ts'
import { openStore } from '../../../server/store/open.ts'
import type { Role } from '#domain/user.ts'
import { layOutOffice, password } from '../../actions/tree.ts'
import { intake } from '../../e2e/long-lists.ts'

/** Who: role, place, how many. The first three hear everything of the akimat. */
const staff = [
  ['press', 'koldi', 110], ['coordinator', 'koldi', 20], ['manager', 'koldi', 70], ['head', 'koldi/water', 30], ['head', 'koldi/roads', 30], ['officer', 'koldi/water', 120], ['officer', 'koldi/roads', 120],
] as const satisfies (readonly [Role, string, number])[]

/** Posts of one unit of work. */
const earlierAtOnce = 500

/** No two have much in common. */
const earlierText = (n: number) => `${n}-хабарлама, әкімдікке: ${hash('sha256', String(n)).match(/.{5}/g)?.join(' ')}`

export interface Somebody { login: string, userId: string, role: Role, bodyId: string | null }
export interface Office { akimat: string, people: Somebody[], sourceIds: string[] }

/** Everybody has the same password: its hash is made once. */
export const layOut = async (folder: string, feeds: readonly { url: string, hostPort: string }[]): Promise<Office> => {
  const store = await openStore({ folder, stems: deskStems })
  const world = makeWorld({ store, config: { fetchAllow: feeds.map(({ hostPort }) => hostPort), contact: '' }, log: makeLog('error') })
  const { places } = await layOutOffice(world)
  const akimat = places['koldi'] ?? ''
  const passwordHash = await hashPassword(password)
  const people: Somebody[] = []
  for (const [role, place, count] of staff) {
    const organisationId = places[place] ?? ''
    for (let n = 0; n < count; n++) {
      const login = `${role}.${place.replace('/', '.')}.${n}`
      const facts = { login, name: `Адам ${login}`, language: 'kk', grants: [{ role, organisationId }], deputyId: null, duty: null } as const
      const { id } = await addUser(world, byMachine, { ...facts, grants: [...facts.grants] }, { passwordHash, firstPassword: false })
      people.push({ login, userId: id, role, bodyId: place === 'koldi' ? null : organisationId })
    }
  }
  const sourceIds: string[] = []
  for (const { url } of feeds) sourceIds.push((await createSource(world, byMachine, { url, organisationIds: [akimat], zone: 'Asia/Almaty' })).id)
  // What a desk remembers of the last two weeks is full from the beginning: filling it is not growing.
  for (let from = 0; from < crowdPosts; from += earlierAtOnce) await intake(world, akimat, Array.from({ length: earlierAtOnce }, (_, n) => earlierText(from + n)))
  await store.close()
  return { akimat, people, sourceIds }
}
