// Which words and choices an act asks for before it is done: the same demands as the server makes.
import { closingResults } from '#domain/acts.ts'
import { results, type Result } from '#domain/ticket.ts'
import type { Ticket, TicketAct } from './ticket.ts'

/** Acts that ask something in a dialog before they are done. */
export const askingActs = ['assign', 'reassign', 'return', 'reject', 'send-back', 'close', 'reopen', 'annul'] as const satisfies TicketAct[]
/** Detaching is an act on the post's triage; it is asked on the ticket's screen like the others. */
export type AskingAct = typeof askingActs[number] | 'detach'
export const asks = (act: TicketAct): act is typeof askingActs[number] => (askingActs as readonly TicketAct[]).includes(act)

export interface ActForm { bodyId: string, officerId: string, words: string, result: string, postId: string }
type Demand = 'no' | 'may' | 'must'
export interface Fields { body: Demand, officer: Demand, words: Demand, results: readonly Result[] }

const isFirstNaming = ({ state, officerId }: Ticket) => state === 'assigned' && officerId === null
const none: Fields = { body: 'no', officer: 'no', words: 'no', results: [] }

/** What the dialog of an act shows. `meId`: undoing one's own registration needs no reason. */
export const fieldsOf = (act: AskingAct, ticket: Ticket, meId: string): Fields => {
  const allowed = closingResults(ticket.state)
  switch (act) {
    case 'assign': return { ...none, body: 'must', officer: 'may' }
    case 'reassign': return { ...none, body: 'must', officer: 'may', words: isFirstNaming(ticket) ? 'may' : 'must' }
    case 'return': return { ...none, body: 'may', words: 'must' }
    case 'close': return { ...none, results: results.filter(result => allowed.includes(result)) }
    case 'annul': return { ...none, words: ticket.registeredBy === meId ? 'may' : 'must' }
    case 'detach': return none
    default: return { ...none, words: 'must' }
  }
}

/** What is missing; empty when it can be sent. */
export const missingIn = (fields: Fields, form: ActForm): ('body' | 'words' | 'result')[] => [
  ...(fields.body === 'must' && form.bodyId === '' ? ['body' as const] : []),
  ...(fields.words === 'must' && form.words.trim() === '' ? ['words' as const] : []),
  ...(fields.results.length > 0 && form.result === '' ? ['result' as const] : []),
]

/** As the dialog opens: what the ticket already says. */
export const startForm = (act: AskingAct, ticket: Ticket): ActForm => ({
  bodyId: act === 'reassign' ? ticket.bodyId ?? '' : '', officerId: '', words: '', result: act === 'close' && ticket.state === 'answered' ? ticket.result ?? '' : '', postId: '',
})
