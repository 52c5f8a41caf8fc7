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
  block: (userId: string, reason = 'Жұмыстан кетті') => carryOut(world, caller, 'block-user', { userId, reason }),
  paste: (organisationId: string, url: string, text: string) => carryOut(world, caller, 'paste-post', { organisationId, url, text }),
  createUser: (input: InputOf<'create-user'>) => carryOut(world, caller, 'create-user', input),
  collectNow: (sourceId: string) => carryOut(world, caller, 'collect-now', { sourceId }),
  readNotices: (ids: string[]) => carryOut(world, caller, 'read-notices', { ids }),
})

export type Hands = ReturnType<typeof hands>
