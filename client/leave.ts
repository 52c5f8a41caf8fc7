// The way out of a session. The page is loaded anew, so that nothing of one person's work stays in memory for the next at the same desk.
import { router, signInPlace } from '#client/router.ts'

/** To sign-in, and from there back here; `reason` is a key of its texts. */
export const leave = (reason?: string): void => {
  const { name, fullPath } = router.currentRoute.value
  if (name !== 'sign-in') location.replace(router.resolve(signInPlace(fullPath, reason)).href)
}
