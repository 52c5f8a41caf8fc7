// Which words and choices an act asks for before it is done: the same demands as the server makes.
import { closingResults } from '#domain/acts.ts'
import { results, type Result } from '#domain/ticket.ts'
import { dayOf, type Instant } from '#domain/time.ts'
import type { Ticket, TicketAct } from './ticket.ts'

/** Acts of the ticket that ask something in a dialog before they are done. */
export const askingActs = [
  'assign', 'reassign', 'return', 'reject', 'send-back', 'close', 'reopen', 'annul', 'ask-author', 'author-answered', 'request-extension', 'decide-extension',
  'hand-over', 'body-answered', 'take-back', 'merge', 'priority', 'correct', 'co-executors', 'grade', 'formal-number', 'contact', 'promise', 'answer-under',
] as const satisfies TicketAct[]
/** Detaching is an act on the post's triage, posting a question the second step of asking: both are asked on the ticket's screen like the others. */
export type AskingAct = typeof askingActs[number] | 'detach' | 'post-question'
export const asks = (act: TicketAct): act is typeof askingActs[number] => (askingActs as readonly TicketAct[]).includes(act)

/** Everything that a dialog can ask, as it is typed; `postId` is the post that was pointed at, `mainNumber` only shows what `mainId` is. */
export interface ActForm {
  bodyId: string
  officerId: string
  words: string
  result: string
  postId: string
  text: string
  link: string
  number: string
  day: string
  extensionReason: string
  decision: string
  mainId: string
  mainNumber: string
  priority: string
  topic: string
  place: string
  kind: string
  sentiment: string
  userIds: string[]
  grade: string
  outcome: string
  name: string
  phone: string
  email: string
  more: string
}
/** A field of the dialog that stands alone; body, officer, words and result have their own rules. */
export type FieldName = 'outside' | 'text' | 'link' | 'number' | 'day' | 'extensionReason' | 'decision' | 'main'
  | 'priority' | 'topic' | 'place' | 'kind' | 'sentiment' | 'people' | 'grade' | 'outcome' | 'name' | 'phone' | 'email' | 'more'
type Demand = 'no' | 'may' | 'must'
export interface Fields { body: Demand, officer: Demand, words: Demand, results: readonly Result[], others: readonly { name: FieldName, demand: 'may' | 'must' }[] }

const isFirstNaming = ({ state, officerId }: Ticket) => state === 'assigned' && officerId === null
const none: Fields = { body: 'no', officer: 'no', words: 'no', results: [], others: [] }
const must = (...names: FieldName[]): Fields['others'] => names.map(name => ({ name, demand: 'must' }))
const may = (...names: FieldName[]): Fields['others'] => names.map(name => ({ name, demand: 'may' }))

/** What the dialog of an act shows, as it stands with what was chosen so far. `meId`: undoing one's own registration needs no reason. */
export const fieldsOf = (act: AskingAct, ticket: Ticket, meId: string, form: Pick<ActForm, 'extensionReason' | 'decision' | 'outcome'> = startForm(act, ticket)): Fields => {
  switch (act) {
    case 'assign': return { ...none, body: 'must', officer: 'may' }
    case 'reassign': return { ...none, body: 'must', officer: 'may', words: isFirstNaming(ticket) ? 'may' : 'must' }
    case 'return': return { ...none, body: 'may', words: 'must' }
    case 'close': return { ...none, results: results.filter(result => closingResults(ticket.state).includes(result)) }
    case 'annul': return { ...none, words: ticket.registeredBy === meId ? 'may' : 'must' }
    case 'detach': return none
    case 'ask-author': return { ...none, others: must('text') }
    case 'post-question': case 'answer-under': return { ...none, others: must('link') }
    case 'author-answered': case 'body-answered': return { ...none, words: 'may' }
    case 'request-extension': return { ...none, others: must('extensionReason', 'day'), words: form.extensionReason === 'other' ? 'must' : 'may' }
    case 'decide-extension': return { ...none, others: must('decision'), words: form.decision === 'refuse' ? 'must' : 'may' }
    case 'hand-over': return { ...none, others: must('outside', 'text', 'link', 'number') }
    case 'merge': return { ...none, others: must('main') }
    case 'priority': return { ...none, others: must('priority'), words: 'may' }
    case 'correct': return { ...none, others: [...must('topic', 'kind', 'sentiment'), ...may('place')] }
    case 'co-executors': return { ...none, others: may('people') }
    case 'grade': return { ...none, others: must('grade'), words: 'may' }
    case 'formal-number': return { ...none, others: may('number') }
    case 'contact': return { ...none, others: may('name', 'phone', 'email', 'more') }
    case 'promise': return { ...none, others: [...must('outcome'), ...form.outcome === 'moved' ? must('day') : form.outcome === 'kept' ? may('day') : []], words: form.outcome === 'kept' || form.outcome === '' ? 'no' : 'must' }
    default: return { ...none, words: 'must' }
  }
}

const valueOf = ({ bodyId, mainId, userIds, ...form }: ActForm, name: FieldName): string => {
  if (name === 'outside') return bodyId
  if (name === 'main') return mainId
  return name === 'people' ? userIds.join() : form[name]
}

export type Missing = 'body' | 'words' | 'result' | FieldName
/** What is missing; empty when it can be sent. */
export const missingIn = (fields: Fields, form: ActForm): Missing[] => [
  ...(fields.body === 'must' && form.bodyId === '' ? ['body' as const] : []),
  ...(fields.words === 'must' && form.words.trim() === '' ? ['words' as const] : []),
  ...(fields.results.length > 0 && form.result === '' ? ['result' as const] : []),
  ...fields.others.filter(({ name, demand }) => demand === 'must' && valueOf(form, name).trim() === '').map(({ name }) => name),
]

/** As the dialog opens: what the ticket already says. `words`: the text that is offered, where the act has one. */
export const startForm = (act: AskingAct, ticket: Ticket, offered = '', now?: Instant): ActForm => ({
  bodyId: act === 'reassign' ? ticket.bodyId ?? '' : '', officerId: '', words: '', result: act === 'close' && ticket.state === 'answered' ? ticket.result ?? '' : '', postId: '',
  text: offered, link: '', number: act === 'formal-number' ? ticket.formalNumber ?? '' : '', day: now && act === 'promise' ? dayOf(now) : '', extensionReason: '', decision: '', mainId: '', mainNumber: '',
  priority: ticket.priority, topic: ticket.topic, place: ticket.place ?? '', kind: ticket.kind, sentiment: ticket.sentiment, userIds: ticket.coExecutorIds,
  grade: ticket.grade === null ? '' : String(ticket.grade), outcome: '', name: '', phone: '', email: '', more: '',
})
