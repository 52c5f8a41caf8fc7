// Who sits at the screen, and what they may see in the menus.
import { readonly, shallowRef } from 'vue'
import { canSomewhere, type Right } from '#domain/rights.ts'
import type { ResultOf } from '#domain/contract.ts'
import { call, Problem } from '#client/api.ts'

export type Me = ResultOf<'me'>['user']

const me = shallowRef<Me | null>(null)
/** What must be done before anything else. */
const owes = shallowRef<ResultOf<'me'>['owes']>(null)
const secondFactor = shallowRef(false)
/** `unknown` until the server was asked once. */
const known = shallowRef(false)

const take = (answer: ResultOf<'me'>) => {
  me.value = answer.user
  owes.value = answer.owes
  secondFactor.value = answer.secondFactor
  known.value = true
}

/** What the person may do or must do has changed on the server. */
const renew = async (): Promise<void> => take(await call('me'))

/** Problems `code-needed` and `wrong-code` ask for the code of the second factor; `not-signed-in` is a browser that keeps no cookie, which only the next question tells. */
const signIn = async (login: string, password: string, code?: string): Promise<void> => {
  await call('sign-in', { login, password, code })
  await renew()
}

/** The caller leads on to sign-in by a new load of the page. */
const signOut = async (): Promise<void> => { await call('sign-out').catch(() => {}) }

/** Asks once whether this browser is signed in. Throws `Problem` only when the server cannot be reached. */
const recall = async (): Promise<void> => {
  if (known.value) return
  try {
    await renew()
  } catch (error) {
    if (!(error instanceof Problem) || error.status !== 401) throw error
  }
  known.value = true
}

/** Does the person hold the right anywhere? For menus; what may be done to one ticket is in its `may`. */
const may = (right: Right): boolean => me.value !== null && canSomewhere({ userId: me.value.id, grants: me.value.grants }, right)

export const useSession = () => ({ me: readonly(me), owes: readonly(owes), secondFactor: readonly(secondFactor), signIn, take, renew, signOut, recall, may })
