// Who may close a ticket: what was answered is the press service's to close; that nothing will be answered is for whoever owes the answer to say.
import { holds, type Actor } from './rights.ts'
import type { Ticket } from './ticket.ts'

/**
 * An answered ticket is closed by the press service, one without an answer by the head of its body, and by the coordinator while no body has it.
 * `path` is that of the body if there is one, else of the akimat.
 */
export const mayClose = (actor: Actor, { state, bodyId }: Pick<Ticket, 'state' | 'bodyId'>, path: readonly string[]): boolean => {
  if (state === 'answered') return holds(actor, 'press', path)
  return holds(actor, 'head', path) || (bodyId === null && holds(actor, 'coordinator', path))
}
