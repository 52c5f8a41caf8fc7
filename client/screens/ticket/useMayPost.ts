// Asking the author has two steps; the second, posting the question, belongs to whoever publishes.
import { computed, type ComputedRef } from 'vue'
import { can } from '#domain/rights.ts'
import { useReference } from '#client/reference.ts'
import { useSession } from '#client/session.ts'
import { awaitsPosting } from './move.ts'
import type { Ticket } from './ticket.ts'

/** Does the ticket's question wait to be posted, and may the one who looks do it? */
export const useMayPost = (ticket: () => Ticket): ComputedRef<boolean> => {
  const { me } = useSession()
  const { organisation } = useReference()
  return computed(() => {
    const path = organisation(ticket().organisationId)?.path
    return me.value !== null && path !== undefined && awaitsPosting(ticket()) && can({ userId: me.value.id, grants: me.value.grants }, 'publish', { path })
  })
}
