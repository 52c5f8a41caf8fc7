// What a notice or a note is about, said the same way by every act on a ticket.
import type { Ticket } from '#domain/ticket.ts'

export interface AboutTicket { organisationId: string, ticketId: string, number: string }

export const aboutOf = ({ id, organisationId, number }: Pick<Ticket, 'id' | 'organisationId' | 'number'>): AboutTicket => ({ organisationId, ticketId: id, number })
