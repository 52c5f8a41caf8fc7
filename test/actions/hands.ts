// What one person can do in the office, by short names: tests read as sentences of the office.
import type { TicketAct } from '#domain/acts.ts'
import type { InputOf, inputs } from '#domain/contract-inputs.ts'
import type { VerbName, verbs } from '../../server/actions/verbs.ts'

/** Carries out one verb as one caller, here or in another process. */
export type Carry = <N extends VerbName>(name: N, input: InputOf<N>) => Promise<Awaited<ReturnType<typeof verbs[N]>>>

/** A post at one akimat. */
export interface AtAkimat { postId: string, organisationId: string }
type OnPost<N extends 'register' | 'join' | 'dismiss'> = Omit<InputOf<N>, 'postId' | 'organisationId'>
type OnTicket<N extends TicketAct & keyof typeof inputs | 'detach'> = Omit<InputOf<N>, 'ticketId'>

/** The acts of one caller, each refused or answered as the desk does it. */
export const hands = (carry: Carry) => ({
  dismiss: ({ postId, organisationId }: AtAkimat, rest: OnPost<'dismiss'>) => carry('dismiss', { postId, organisationId, ...rest }),
  pass: ({ postId, organisationId }: AtAkimat, toId: string, note?: string) => carry('pass', { postId, organisationId, toId, note }),
  restore: ({ postId, organisationId }: AtAkimat) => carry('restore', { postId, organisationId }),
  join: ({ postId, organisationId }: AtAkimat, ticketId: string) => carry('join', { postId, organisationId, ticketId }),
  register: async ({ postId, organisationId }: AtAkimat, rest: OnPost<'register'> = {}) => {
    const { ticketId, number, state } = await carry('register', { postId, organisationId, ...rest })
    if (ticketId === null || number === null) throw new Error('a registered post has a ticket')
    return { ticketId, number, state }
  },
  detach: (ticketId: string, rest: OnTicket<'detach'>) => carry('detach', { ticketId, ...rest }),
  annul: (ticketId: string, rest: OnTicket<'annul'> = {}) => carry('annul', { ticketId, ...rest }),
  assign: (ticketId: string, rest: OnTicket<'assign'>) => carry('assign', { ticketId, ...rest }),
  reassign: (ticketId: string, rest: OnTicket<'reassign'>) => carry('reassign', { ticketId, ...rest }),
  accept: (ticketId: string, rest: OnTicket<'accept'> = {}) => carry('accept', { ticketId, ...rest }),
  returns: (ticketId: string, reason = 'Бұл біздің жұмыс емес', rest: { version?: number } = {}) => carry('return', { ticketId, reason, ...rest }),
  draft: (ticketId: string, text: string, rest: { version?: number } = {}) => carry('draft', { ticketId, text, ...rest }),
  submit: (ticketId: string, rest: OnTicket<'submit'>) => carry('submit', { ticketId, ...rest }),
  withdraw: (ticketId: string) => carry('withdraw', { ticketId }),
  approve: (ticketId: string, rest: OnTicket<'approve'> = {}) => carry('approve', { ticketId, ...rest }),
  reject: (ticketId: string, note: string) => carry('reject', { ticketId, note }),
  sendBack: (ticketId: string, note: string) => carry('send-back', { ticketId, note }),
  publish: (ticketId: string, permalink = 'https://qala.example/reply', rest: { proof?: string } = {}) => carry('publish', { ticketId, permalink, ...rest }),
  close: (ticketId: string, rest: OnTicket<'close'> = {}) => carry('close', { ticketId, ...rest }),
  reopen: (ticketId: string, reason = 'Су қайта тоқтады') => carry('reopen', { ticketId, reason }),
  note: (ticketId: string, text: string, rest: { version?: number } = {}) => carry('note', { ticketId, text, ...rest }),
  control: (ticketId: string, on: boolean) => carry('control', { ticketId, on }),
  askAuthor: (ticketId: string, text = 'Үй нөмірін айтыңызшы') => carry('ask-author', { ticketId, text }),
  postQuestion: (ticketId: string, permalink = 'https://qala.example/question') => carry('post-question', { ticketId, permalink }),
  authorAnswered: (ticketId: string, rest: OnTicket<'author-answered'> = {}) => carry('author-answered', { ticketId, ...rest }),
  requestExtension: (ticketId: string, dueOn: string, rest: Partial<OnTicket<'request-extension'>> = {}) =>
    carry('request-extension', { ticketId, dueOn, reason: 'contractor', ...rest }),
  decideExtension: (ticketId: string, grant: boolean, note?: string) => carry('decide-extension', { ticketId, grant, note }),
  merge: (ticketId: string, mainId: string) => carry('merge', { ticketId, mainId }),
  unmerge: (ticketId: string) => carry('unmerge', { ticketId }),
  handOver: (ticketId: string, rest: Partial<OnTicket<'hand-over'>> & { bodyId: string }) => carry('hand-over', {
    ticketId, text: 'Газ мәселесі газ желілеріне берілді', permalink: 'https://qala.example/handed', formalNumber: 'ШЫҒ-2026-17', ...rest,
  }),
  bodyAnswered: (ticketId: string, text?: string) => carry('body-answered', { ticketId, text }),
  takeBack: (ticketId: string, reason = 'Олардың желісі емес екен') => carry('take-back', { ticketId, reason }),
  answerUnder: (ticketId: string, postId: string, permalink = 'https://qala.example/under') => carry('answer-under', { ticketId, postId, permalink }),
  contact: (ticketId: string, rest: Partial<OnTicket<'contact'>>) => carry('contact', { ticketId, name: null, phone: null, email: null, more: null, ...rest }),
  readContact: (ticketId: string) => carry('read-contact', { ticketId }),
  priority: (ticketId: string, rest: OnTicket<'priority'>) => carry('priority', { ticketId, ...rest }),
  correct: (ticketId: string, rest: OnTicket<'correct'>) => carry('correct', { ticketId, ...rest }),
  formalNumber: (ticketId: string, formalNumber: string | null) => carry('formal-number', { ticketId, formalNumber }),
  coExecutors: (ticketId: string, userIds: string[]) => carry('co-executors', { ticketId, userIds }),
  grade: (ticketId: string, rest: OnTicket<'grade'>) => carry('grade', { ticketId, ...rest }),
  promise: (ticketId: string, rest: OnTicket<'promise'>) => carry('promise', { ticketId, ...rest }),
  requestErasure: (input: InputOf<'request-erasure'>) => carry('request-erasure', input),
  refuseErasure: (erasureId: string, reason: string) => carry('refuse-erasure', { erasureId, reason }),
  erase: (erasureId: string, rest: Partial<InputOf<'erase'>> = {}) => carry('erase', { erasureId, noteIds: [], strike: [], ...rest }),
  setRetention: (months: InputOf<'set-retention'>['months']) => carry('set-retention', { months }),
  block: (userId: string, reason = 'Жұмыстан кетті') => carry('block-user', { userId, reason }),
  unblock: (userId: string, reason = 'Жұмысқа қайта алынды') => carry('unblock-user', { userId, reason }),
  invite: (userId: string) => carry('invite', { userId }),
  setLeave: (userId: string, fromOn: string, toOn: string, rest: Partial<InputOf<'set-leave'>> = {}) => carry('set-leave', { userId, fromOn, toOn, ...rest }),
  endLeave: (userId: string) => carry('end-leave', { userId }),
  changeGrants: (userId: string, rest: Partial<InputOf<'change-grants'>>) => carry('change-grants', { userId, add: [], remove: [], ...rest }),
  setCalendarYear: (input: Omit<InputOf<'set-calendar-year'>, 'source'> & { source?: string }) => carry('set-calendar-year', { source: 'Еңбек министрлігінің бұйрығы', ...input }),
  paste: (organisationId: string, url: string, text: string) => carry('paste-post', { organisationId, url, text }),
  createUser: (input: InputOf<'create-user'>) => carry('create-user', input),
  collectNow: (sourceId: string) => carry('collect-now', { sourceId }),
  readNotices: (ids: string[]) => carry('read-notices', { ids }),
})

export type Hands = ReturnType<typeof hands>
