// `init NAME`: starts a real installation: one akimat with its bodies and an administrator.
import { parseArgs } from 'node:util'
import { prefixProblem } from '#domain/prefix.ts'
import { Refusal } from '#domain/refusal.ts'
import { byMachine } from '../actions/act.ts'
import { createUser } from '../actions/create-user.ts'
import { bodyPlans, layOut } from '../actions/lay-out.ts'
import { openInstallation } from '../actions/open-installation.ts'
import { say, type Command } from './terminal.ts'

/** Initials of the name, as an office would shorten it. */
const prefixOf = (name: string) => {
  const initials = name.split(/[^\p{L}]+/u).filter(Boolean).map(word => word[0]?.toUpperCase() ?? '').join('').slice(0, 4)
  return prefixProblem(initials) === null ? initials : 'ӘЖ'
}

export const init: Command = async (terminal, args) => {
  const { positionals } = parseArgs({ args, allowPositionals: true })
  const name = positionals.join(' ').trim()
  if (!name) throw new Refusal('bad-input', 'name the akimat: qulaq init "… ауданының әкімдігі"', { field: 'NAME', problem: 'missing' })
  await terminal.withWorld('write', async (world) => {
    if (await world.store.read.get('setting', 'installation')) throw new Refusal('duplicate', 'this folder holds an installation already', { what: 'installation' })
    const akimat = await layOut(world, { names: { kk: name, ru: name, en: name }, prefix: prefixOf(name) }, bodyPlans())
    const admin = await createUser(world, byMachine, { login: 'admin', name: 'Администратор', language: 'kk', grants: [{ role: 'admin', organisationId: akimat.id }] })
    await openInstallation(world, { name, demo: false, openedAt: world.now() })
    await say(terminal, { akimat: akimat.id, prefix: prefixOf(name), bodies: akimat.bodies, admin: { login: admin.login, password: admin.password } })
  })
}
