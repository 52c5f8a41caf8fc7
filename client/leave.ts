// The way out of a session. The page is loaded anew, so that nothing of one person's work stays in memory for the next at the same desk.
import { router, signInPlace } from '#client/router.ts'
import { useSession } from '#client/session.ts'

/** The first way out is the way: what is refused on it leads nowhere else. */
let isLeaving = false

/** To sign-in, and from there back here; `reason` is a key of its texts. */
export const leave = (reason?: string): void => {
  const { name, fullPath } = router.currentRoute.value
  if (isLeaving || name === 'sign-in') return
  isLeaving = true
  location.replace(router.resolve(signInPlace(fullPath, reason)).href)
}

/** The server began to demand something of the person before the rest: the page is loaded anew, and its guard leads there. */
export const leadToDebt = (): void => {
  if (isLeaving || useSession().owes.value !== null) return
  isLeaving = true
  location.reload()
}

/** The person signs out: to sign-in, and not back here. */
export const leaveByChoice = async (): Promise<void> => {
  isLeaving = true
  await useSession().signOut()
  location.replace('/sign-in')
}
