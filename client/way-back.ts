// Where a person goes after signing in: back to the page they wanted, if it is a page of this desk. The address bar is anybody's to write.

const here = 'http://desk.invalid'

/** The page as the browser will read it, without its host; null when that is elsewhere, or no page at all. */
export const wayBack = (wanted: unknown): string | null => {
  if (typeof wanted !== 'string' || !wanted.startsWith('/') || !URL.canParse(wanted, here)) return null
  const { origin, pathname, search, hash } = new URL(wanted, here)
  return origin === here && !pathname.startsWith('//') && !pathname.startsWith('/sign-in') ? `${pathname}${search}${hash}` : null
}
