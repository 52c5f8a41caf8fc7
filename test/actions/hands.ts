// What one person can do in the office, by short names: tests read as sentences of the office.
import type { TicketAct } from '#domain/acts.ts'
import type { InputOf, inputs } from '#domain/contract-inputs.ts'
import { carryOut } from '../../server/actions/verbs.ts'
import type { Caller } from '../../server/actions/act.ts'
import type { World } from '../../server/actions/world.ts'

/** A post at one akimat. */
export interface AtAkimat { postId: string, organisationId: string }
type OnPost<N extends 'register' | 'join' | 'dismiss'> = Omit<InputOf<N>, 'postId' | 'organisationId'>
type OnTicket<N extends TicketAct & keyof typeof inputs | 'detach'> = Omit<InputOf<N>, 'ticketId'>

/** The acts of one caller, each refused or answered as the desk does it. */
export const hands = (world: World, caller: Caller) => ({
  dismiss: ({ postId, organisationId }: AtAkimat, rest: OnPost<'dismiss'>) => carryOut(world, caller, 'dismiss', { postId, organisationId, ...rest }),
  pass: ({ postId, organisationId }: AtAkimat, toId: string, note?: string) => carryOut(world, caller, 'pass', { postId, organisationId, toId, note }),
  restore: ({ postId, organisationId }: AtAkimat) => carryOut(world, caller, 'restore', { postId, organisationId }),
  join: ({ postId, organisationId }: AtAkimat, ticketId: string) => carryOut(world, caller, 'join', { postId, organisationId, ticketId }),
  register: async ({ postId, organisationId }: AtAkimat, rest: OnPost<'register'> = {}) => {
    const { ticketId, number, state } = await carryOut(world, caller, 'register', { postId, organisationId, ...rest })
    if (ticketId === null || number === null) throw new Error('a registered post has a ticket')
    return { ticketId, number, state }
  },
  detach: (ticketId: string, rest: OnTicket<'detach'>) => carryOut(world, caller, 'detach', { ticketId, ...rest }),
  annul: (ticketId: string, rest: OnTicket<'annul'> = {}) => carryOut(world, caller, 'annul', { ticketId, ...rest }),
  assign: (ticketId: string, rest: OnTicket<'assign'>) => carryOut(world, caller, 'assign', { ticketId, ...rest }),
  reassign: (ticketId: string, rest: OnTicket<'reassign'>) => carryOut(world, caller, 'reassign', { ticketId, ...rest }),
  accept: (ticketId: string, rest: OnTicket<'accept'> = {}) => carryOut(world, caller, 'accept', { ticketId, ...rest }),
  returns: (ticketId: string, reason = 'Бұл біздің жұмыс емес', rest: { version?: number } = {}) => carryOut(world, caller, 'return', { ticketId, reason, ...rest }),
  draft: (ticketId: string, text: string, rest: { version?: number } = {}) => carryOut(world, caller, 'draft', { ticketId, text, ...rest }),
  submit: (ticketId: string, rest: OnTicket<'submit'>) => carryOut(world, caller, 'submit', { ticketId, ...rest }),
  withdraw: (ticketId: string) => carryOut(world, caller, 'withdraw', { ticketId }),
  approve: (ticketId: string, rest: OnTicket<'approve'> = {}) => carryOut(world, caller, 'approve', { ticketId, ...rest }),
  reject: (ticketId: string, note: string) => carryOut(world, caller, 'reject', { ticketId, note }),
  sendBack: (ticketId: string, note: string) => carryOut(world, caller, 'send-back', { ticketId, note }),
  publish: (ticketId: string, permalink = 'https://qala.example/reply') => carryOut(world, caller, 'publish', { ticketId, permalink }),
  close: (ticketId: string, rest: OnTicket<'close'> = {}) => carryOut(world, caller, 'close', { ticketId, ...rest }),
  reopen: (ticketId: string, reason = 'Су қайта тоқтады') => carryOut(world, caller, 'reopen', { ticketId, reason }),
  note: (ticketId: string, text: string, rest: { version?: number } = {}) => carryOut(world, caller, 'note', { ticketId, text, ...rest }),
  control: (ticketId: string, on: boolean) => carryOut(world, caller, 'control', { ticketId, on }),
  askAuthor: (ticketId: string, text = 'Үй нөмірін айтыңызшы') => carryOut(world, caller, 'ask-author', { ticketId, text }),
  postQuestion: (ticketId: string, permalink = 'https://qala.example/question') => carryOut(world, caller, 'post-question', { ticketId, permalink }),
  authorAnswered: (ticketId: string, rest: OnTicket<'author-answered'> = {}) => carryOut(world, caller, 'author-answered', { ticketId, ...rest }),
  requestExtension: (ticketId: string, dueOn: string, rest: Partial<OnTicket<'request-extension'>> = {}) =>
    carryOut(world, caller, 'request-extension', { ticketId, dueOn, reason: 'contractor', ...rest }),
  decideExtension: (ticketId: string, grant: boolean, note?: string) => carryOut(world, caller, 'decide-extension', { ticketId, grant, note }),
  merge: (ticketId: string, mainId: string) => carryOut(world, caller, 'merge', { ticketId, mainId }),
  unmerge: (ticketId: string) => carryOut(world, caller, 'unmerge', { ticketId }),
  handOver: (ticketId: string, rest: Partial<OnTicket<'hand-over'>> & { bodyId: string }) => carryOut(world, caller, 'hand-over', {
    ticketId, text: 'Газ мәселесі газ желілеріне берілді', permalink: 'https://qala.example/handed', formalNumber: 'ШЫҒ-2026-17', ...rest,
  }),
  bodyAnswered: (ticketId: string, text?: string) => carryOut(world, caller, 'body-answered', { ticketId, text }),
  takeBack: (ticketId: string, reason = 'Олардың желісі емес екен') => carryOut(world, caller, 'take-back', { ticketId, reason }),
  answerUnder: (ticketId: string, postId: string, permalink = 'https://qala.example/under') => carryOut(world, caller, 'answer-under', { ticketId, postId, permalink }),
  contact: (ticketId: string, rest: Partial<OnTicket<'contact'>>) => carryOut(world, caller, 'contact', { ticketId, name: null, phone: null, email: null, more: null, ...rest }),
  readContact: (ticketId: string) => carryOut(world, caller, 'read-contact', { ticketId }),
  priority: (ticketId: string, rest: OnTicket<'priority'>) => carryOut(world, caller, 'priority', { ticketId, ...rest }),
  correct: (ticketId: string, rest: OnTicket<'correct'>) => carryOut(world, caller, 'correct', { ticketId, ...rest }),
  formalNumber: (ticketId: string, formalNumber: string | null) => carryOut(world, caller, 'formal-number', { ticketId, formalNumber }),
  coExecutors: (ticketId: string, userIds: string[]) => carryOut(world, caller, 'co-executors', { ticketId, userIds }),
  grade: (ticketId: string, rest: OnTicket<'grade'>) => carryOut(world, caller, 'grade', { ticketId, ...rest }),
  promise: (ticketId: string, rest: OnTicket<'promise'>) => carryOut(world, caller, 'promise', { ticketId, ...rest }),
  block: (userId: string, reason = 'Жұмыстан кетті') => carryOut(world, caller, 'block-user', { userId, reason }),
  paste: (organisationId: string, url: string, text: string) => carryOut(world, caller, 'paste-post', { organisationId, url, text }),
  createUser: (input: InputOf<'create-user'>) => carryOut(world, caller, 'create-user', input),
  collectNow: (sourceId: string) => carryOut(world, caller, 'collect-now', { sourceId }),
  readNotices: (ids: string[]) => carryOut(world, caller, 'read-notices', { ids }),
})

export type Hands = ReturnType<typeof hands>
