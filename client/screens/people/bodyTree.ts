// The tree of akimats and their bodies as a list that can be folded and searched by names.
import type { Body } from '#client/reference.ts'

export interface AkimatBodies { akimat: Body, bodies: Body[] }

/**
 * Akimats above before those below, each with its own bodies by name. Of a search: akimats that are called so, whole, and those with bodies that are, with these alone.
 * `nameOf` gives the name in the language of the screen, `sought` is what was typed.
 */
export const bodyTree = (organisations: readonly Body[], nameOf: (id: string) => string, sought: string): AkimatBodies[] => {
  const words = sought.toLowerCase().split(/\s+/).filter(Boolean)
  const isFound = ({ id }: Body) => words.every(word => nameOf(id).toLowerCase().includes(word))
  const inOrder = organisations.map(body => ({ body, order: body.path.map(nameOf).join('\n') })).sort((a, b) => a.order < b.order ? -1 : 1).map(({ body }) => body)
  return inOrder.filter(({ kind }) => kind === 'akimat').flatMap((akimat) => {
    const bodies = inOrder.filter(({ kind, parentId }) => kind !== 'akimat' && parentId === akimat.id)
    if (isFound(akimat)) return [{ akimat, bodies }]
    const found = bodies.filter(isFound)
    return found.length > 0 ? [{ akimat, bodies: found }] : []
  })
}
