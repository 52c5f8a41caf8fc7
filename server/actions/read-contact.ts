// Shows how to reach the person, and puts down who looked: one line for each reader, ticket and hour.
import type { InputOf } from '#domain/contract-inputs.ts'
import type { ResultOf } from '#domain/contract.ts'
import { act, found, type Caller } from './act.ts'
import { sceneFor, ticketEvent } from './on-ticket.ts'
import type { World } from './world.ts'

export const readContact = (world: World, { by }: Caller, { ticketId }: InputOf<'read-contact'>): Promise<ResultOf<'read-contact'>> =>
  // Without the caller's key: a kept answer would be a second place where the contact lies.
  act(world, { by }, { name: 'read-contact', input: { ticketId }, starts: [['ticket', ticketId], ['contact', ticketId]] }, async (tx, who) => {
    const { ticket } = await sceneFor(tx, world, who, ticketId, 'contact')
    const kept = found(await tx.get('contact', ticketId), 'contact')
    const hour = tx.now.slice(0, '2026-11-18T05'.length)
    if (kept.readIn[who.userId] !== hour) {
      await tx.put('contact', { ...kept, readIn: { ...kept.readIn, [who.userId]: hour } })
      tx.append(ticketEvent('contact', ticket, { read: true }))
    }
    const { name, phone, email, more, keptAt } = kept
    return { ticketId, name, phone, email, more, keptAt }
  })
