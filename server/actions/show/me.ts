// Who is signed in, as the person's own browser needs it.
import type { ResultOf } from '#domain/contract.ts'
import type { SessionDebt } from '#domain/session.ts'
import type { User } from '#domain/user.ts'
import type { World } from '../world.ts'

export const showMe = async (world: World, { id, login, name, language, grants }: User, owes: SessionDebt | null): Promise<ResultOf<'me'>> => ({
  user: { id, login, name, language, grants }, owes,
  secondFactor: Boolean((await world.store.read.get('secondFactor', id))?.confirmedAt),
})
