// `init NAME`: starts a real installation: one akimat, or with `--region` a region and its districts, with bodies and an administrator.
import { prefixProblem } from '#domain/prefix.ts'
import { Refusal } from '#domain/refusal.ts'
import { interfaceLanguages, type InterfaceLanguage } from '#domain/user.ts'
import { byMachine } from '../actions/act.ts'
import { createUser } from '../actions/create-user.ts'
import { bodyPlans } from '#domain/body-plans.ts'
import { layOut } from '../actions/lay-out.ts'
import { openInstallation } from '../actions/open-installation.ts'
import type { World } from '../actions/world.ts'
import { regions, type Region } from '../analyse/regions.ts'
import { regionPlan } from './region-plan.ts'
import { oneOf, readArguments } from './arguments.ts'
import { say, type Command, type Terminal } from './terminal.ts'

const administrator: Record<InterfaceLanguage, string> = { kk: 'Әкімші', ru: 'Администратор', en: 'Administrator' }

/** Initials of the name, as an office would shorten it. */
const prefixOf = (name: string) => {
  const initials = name.split(/[^\p{L}]+/u).filter(Boolean).map(word => word[0]?.toUpperCase() ?? '').join('').slice(0, 4)
  return prefixProblem(initials) === null ? initials : 'ӘЖ'
}

/** Also after a start that was cut off: what lies there is no desk, and nothing is laid over it. */
const demandEmpty = async ({ store }: World) => {
  if (await store.read.get('setting', 'installation')) throw new Refusal('bad-input', 'this folder holds an installation already: name an empty one', { field: 'folder', problem: 'installed' })
  if ((await store.read.head()).seq > 0) throw new Refusal('bad-input', 'this folder holds an installation that was not finished: name an empty one', { field: 'folder', problem: 'half-installed' })
}

const openFor = async (world: World, name: string, akimatId: string, language: InterfaceLanguage) => {
  const { login, password } = await createUser(world, byMachine, { login: 'admin', name: administrator[language], language, grants: [{ role: 'admin', organisationId: akimatId }] })
  await openInstallation(world, { name, demo: false, openedAt: world.now() })
  return { login, password }
}

const initOne = (terminal: Terminal, name: string, language: InterfaceLanguage) => terminal.withWorld('write', async (world) => {
  await demandEmpty(world)
  const akimat = await layOut(world, { names: { kk: name, ru: name, en: name }, prefix: prefixOf(name) }, bodyPlans())
  const admin = await openFor(world, name, akimat.id, language)
  await say(terminal, { akimat: akimat.id, prefix: prefixOf(name), bodies: akimat.bodies, admin })
})

const initRegion = (terminal: Terminal, region: Region, language: InterfaceLanguage) => terminal.withWorld('write', async (world) => {
  await demandEmpty(world)
  let rootId: string | undefined
  for (const { kato, names, prefix, bodies } of regionPlan(region)) {
    const laid = await layOut(world, { names, kato, prefix, parentId: rootId }, bodies)
    rootId ??= laid.id
    await say(terminal, { akimat: laid.id, name: names[language], kato, prefix, bodies: laid.bodies })
  }
  await say(terminal, { admin: await openFor(world, region.names.kk, rootId ?? '', language) })
})

const regionBy = (code: string): Region => {
  const region = regions.find(({ kato }) => kato === code)
  if (region) return region
  const above = regions.find(({ parts }) => parts.some(({ kato }) => kato === code))
  if (above) throw new Refusal('bad-input', `${code} lies in a region: lay out ${above.kato}, or this akimat alone with init "NAME"`, { field: '--region', problem: 'not-a-region', value: code, known: [above.kato] })
  throw new Refusal('bad-input', `no region has the KATO code ${code}: qulaq init --region list`, { field: '--region', problem: 'unknown', value: code })
}

export const init: Command = async (terminal, args) => {
  const { values, positionals } = readArguments(args, ['NAME…'], { region: { type: 'string' }, lang: { type: 'string', default: 'kk' } })
  const name = positionals.join(' ').trim()
  const language = oneOf(interfaceLanguages, '--lang', values.lang)
  if (values.region === 'list') {
    for (const { kato, names, parts } of regions) await say(terminal, { kato, kk: names.kk, ru: names.ru, akimats: 1 + parts.length })
    return
  }
  if (values.region !== undefined && name) throw new Refusal('bad-input', 'a region has its own name: leave NAME out', { field: 'NAME', problem: 'too-many' })
  if (values.region !== undefined) return initRegion(terminal, regionBy(values.region), language)
  if (!name) throw new Refusal('bad-input', 'name the akimat: qulaq init "… ауданының әкімдігі", or a region: qulaq init --region list', { field: 'NAME', problem: 'missing' })
  await initOne(terminal, name, language)
}
