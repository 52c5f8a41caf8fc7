// Who sits at the screen, and what they may see in the menus.
import { readonly, shallowRef } from 'vue'
import { canSomewhere, type Right } from '#domain/rights.ts'
import type { ResultOf } from '#domain/contract.ts'
import { call, Problem } from '#client/api.ts'

export type Me = ResultOf<'me'>['user']

const me = shallowRef<Me | null>(null)
/** `unknown` until the server was asked once. */
const known = shallowRef(false)

const signIn = async (login: string, password: string): Promise<void> => {
  me.value = (await call('sign-in', { login, password })).user
  known.value = true
}

/** The caller leads on to sign-in by a new load of the page. */
const signOut = async (): Promise<void> => { await call('sign-out').catch(() => {}) }

/** Asks once whether this browser is signed in. Throws `Problem` only when the server cannot be reached. */
const recall = async (): Promise<void> => {
  if (known.value) return
  try {
    me.value = (await call('me')).user
  } catch (error) {
    if (!(error instanceof Problem) || error.status !== 401) throw error
  }
  known.value = true
}

/** Does the person hold the right anywhere? For menus; what may be done to one ticket is in its `may`. */
const may = (right: Right): boolean => me.value !== null && canSomewhere({ userId: me.value.id, grants: me.value.grants }, right)

export const useSession = () => ({ me: readonly(me), signIn, signOut, recall, may })
