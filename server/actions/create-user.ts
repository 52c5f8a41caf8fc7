// Adds a person with grants; each grant is remembered at its body too.
import type { InputOf } from '#domain/contract-inputs.ts'
import { Refusal } from '#domain/refusal.ts'
import { can } from '#domain/rights.ts'
import { machine, type User } from '#domain/user.ts'
import { act, found, type Caller } from './act.ts'
import { moveDeputy } from './deputies.ts'
import { hashPassword, newPassword } from './password.ts'
import { demandStrong } from './password-strength.ts'
import type { World } from './world.ts'

export interface CreatedUser { id: string, login: string, password: string | null }

type Facts = Pick<User, 'login' | 'name' | 'language' | 'grants' | 'deputyId' | 'duty'>

/** With a password that is hashed already: hashing takes long and touches nothing. */
export const addUser = (
  world: World, caller: Caller, facts: Facts, { passwordHash, firstPassword }: { passwordHash: string, firstPassword: boolean },
): Promise<{ id: string, login: string }> =>
  act(world, caller, { name: 'create-user', input: facts }, async (tx, who) => {
    const { login, name, language, grants, deputyId, duty } = facts
    const id = tx.newId()
    for (const { organisationId, role } of grants) {
      const organisation = found(await tx.get('organisation', organisationId), 'organisation')
      if (!who.isMachine && !can(who, 'manage-users', organisation)) throw new Refusal('no-right', 'this person may not do this here', { act: 'manage-users' })
      if (organisation.members[role].includes(id)) continue
      await tx.put('organisation', { ...organisation, members: { ...organisation.members, [role]: [...organisation.members[role], id] } })
    }
    const user: Omit<User, 'version'> = { id, login, name, language, passwordHash, firstPassword: firstPassword || !who.isMachine, grants, deputyId, leave: null, duty, blockedAt: null, createdAt: tx.now }
    await tx.insert('user', user)
    await moveDeputy(tx, { id, deputyId: null }, deputyId)
    tx.append({ type: 'user-created', userId: id, grants })
    return { id, login }
  })

export const createUser = async (world: World, caller: Caller, input: InputOf<'create-user'>): Promise<CreatedUser> => {
  if (input.password !== undefined && caller.by !== machine) demandStrong(input.password, [input.login, input.name])
  const madeUp = input.password === undefined ? newPassword() : null
  const passwordHash = await hashPassword(madeUp ?? input.password ?? '')
  const { login, name, language, grants, deputyId = null, duty = null } = input
  const created = await addUser(world, caller, { login, name, language, grants, deputyId, duty }, { passwordHash, firstPassword: madeUp !== null })
  // The same command again answers for the person it made first: the password made up this time is nobody's.
  const kept = await world.store.read.get('user', created.id)
  return { ...created, password: kept?.passwordHash === passwordHash ? madeUp : null }
}
