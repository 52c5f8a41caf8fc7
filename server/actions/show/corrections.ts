// What people corrected, as the models learn it: the text of the post beside what a person said of it.
import { textHashOf, type Said } from '../said-of-text.ts'
import type { World } from '../world.ts'

const linesAtOnce = 1000

// Tickets that anybody corrected, as the trail knows them; each once.
async function* correctedTickets({ store: { read } }: World): AsyncGenerator<string> {
  const told = new Set<string>()
  let seq = 0
  for (;;) {
    const lines = await read.eventsAfter(seq, linesAtOnce)
    for (const { event } of lines) {
      if (event.type !== 'correct' || told.has(event.ticketId)) continue
      told.add(event.ticketId)
      yield event.ticketId
    }
    const last = lines.at(-1)
    if (last === undefined) return
    seq = last.seq
  }
}

export interface Correction extends Omit<Said, 'place'> { text: string }

/**
 * Every text of which a person said something, once, with the fields that were corrected and what was said last. Left out are places, which no model learns, texts too short to
 * be called the same, and what has been erased.
 */
export async function* showCorrections(world: World): AsyncGenerator<Correction> {
  const told = new Set<string>()
  for await (const ticketId of correctedTickets(world)) {
    const ticket = await world.store.read.get('ticket', ticketId)
    const [first] = ticket?.posts ?? []
    const post = first && await world.store.read.get('post', first.postId)
    const [version] = post?.versions ?? []
    const hash = version && post?.erasedAt === undefined ? textHashOf(world, version) : null
    const { topic, kind, sentiment } = (hash === null || told.has(hash) ? undefined : await world.store.read.get('firstText', hash))?.said ?? {}
    if (version === undefined || hash === null || [topic, kind, sentiment].every(value => value === undefined)) continue
    told.add(hash)
    yield { text: [version.title, version.text].filter(Boolean).join('\n'), ...topic !== undefined && { topic }, ...kind !== undefined && { kind }, ...sentiment !== undefined && { sentiment } }
  }
}
