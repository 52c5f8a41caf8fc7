// The invented people of the demo, for its sign-in page only. A real desk answers that there is no such thing.
import type { ResultOf } from '#domain/contract.ts'
import { Refusal } from '#domain/refusal.ts'
import { eachOf } from '../each-of.ts'
import type { World } from '../world.ts'

/** The setting that the demo leaves: its one password. */
interface DemoSetting { demo: boolean, password: string }

export const showDemoPeople = async (world: World): Promise<ResultOf<'demo-people'>> => {
  const setting = await world.store.read.get('setting', 'installation')
  const { demo, password } = { demo: false, password: '', ...setting?.value as Partial<DemoSetting> | undefined }
  if (!demo) throw new Refusal('not-found', 'this is not a demo', { what: 'demo' })
  const people: ResultOf<'demo-people'>['people'] = []
  for await (const user of eachOf(world.store.read, 'user', { where: {}, order: { by: 'id', direction: 'asc' } })) {
    const organisation = await world.store.read.get('organisation', user.grants[0]?.organisationId ?? '')
    if (organisation && !user.blockedAt) people.push({ login: user.login, name: user.name, roles: user.grants.map(({ role }) => role), organisation: organisation.names })
  }
  return { password, people }
}
