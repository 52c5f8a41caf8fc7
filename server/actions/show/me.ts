// Who is signed in, as the person's own browser needs it: with the grants of a head in whose place the person stands today.
import type { ResultOf } from '#domain/contract.ts'
import { dayOf } from '#domain/time.ts'
import { grantsOn, type User } from '#domain/user.ts'
import { principalsOf } from '../deputies.ts'
import { owedBy } from '../open-session.ts'
import type { World } from '../world.ts'

export const showMe = async (world: World, user: User): Promise<ResultOf<'me'>> => {
  const { id, login, name, language } = user
  const { read } = world.store
  return {
    user: { id, login, name, language, grants: grantsOn(user, await principalsOf(read, user), dayOf(world.now())) }, owes: await owedBy(read, user),
    secondFactor: Boolean((await read.get('secondFactor', id))?.confirmedAt),
  }
}
