// Watches every unit of work of the tests: what the figures need of a ticket never changes without a line that names it, or kept figures would miss it.
import { countedOf } from '#domain/counted.ts'
import type { Ticket } from '#domain/ticket.ts'
import type { Store, Tx } from '../../server/store/store.ts'

const factsOf = (ticket: Ticket) => JSON.stringify(countedOf(ticket))

/** The store itself; a unit that changes a ticket in silence throws. */
export const watched = (store: Store): Store => ({
  ...store,
  transact: unit => store.transact({
    ...unit,
    run: async (tx) => {
      const changed = new Set<string>()
      const told = new Set<string>()
      const watching: Tx = {
        now: tx.now, newId: () => tx.newId(), get: (noun, id) => tx.get(noun, id), find: (noun, key, values) => tx.find(noun, key, values), next: series => tx.next(series),
        remove: (noun, id) => tx.remove(noun, id),
        insert: async (noun, document) => {
          if (noun === 'ticket') changed.add(document.id)
          return tx.insert(noun, document)
        },
        put: async (noun, document) => {
          const before = noun === 'ticket' ? await tx.get('ticket', document.id) : undefined
          const kept = await tx.put(noun, document)
          const after = before && await tx.get('ticket', document.id)
          if (before && after && factsOf(before) !== factsOf(after)) changed.add(document.id)
          return kept
        },
        append: (event) => {
          if (event.type !== 'notify' && 'ticketId' in event) told.add(event.ticketId)
          tx.append(event)
        },
      }
      const answer = await unit.run(watching)
      for (const id of changed) if (!told.has(id)) throw new Error(`ticket ${id} changed and no line of the trail names it`)
      return answer
    },
  }),
})
