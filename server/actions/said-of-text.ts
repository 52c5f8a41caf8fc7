// What a person said of a text holds at once for every text that says exactly the same: the desk does not have to be taught twice.
import { createHash } from 'node:crypto'
import type { Classification } from '#domain/classification.ts'
import type { Ticket } from '#domain/ticket.ts'
import { namesOfPlace } from '../analyse/place-of.ts'
import type { FirstText, Tx } from '../store/store.ts'
import type { World } from './world.ts'

/** A correction, field by field; what was not corrected is absent. */
export type Said = NonNullable<FirstText['said']>

/** Key of a text in the store: equal for texts that say exactly the same; null for texts too short to be called the same. */
export const textHashOf = (world: Pick<World, 'textKey'>, { title, text }: { title: string | null, text: string }): string | null => {
  const key = world.textKey([title, text].filter(Boolean).join('\n'))
  return key === '' ? null : createHash('sha256').update(key).digest('hex')
}

const toneOf = { positive: 1, neutral: 0, negative: -1 } as const

const placesOf = (place: string | null): Classification['places'] => {
  if (place === null) return []
  const { kk, ru } = namesOfPlace(place)
  return [{ kato: place, name_kk: kk, name_ru: ru }]
}

/** What the desk understood, with what a person said instead of it; the words that had decided are no longer shown for those fields. */
export const withSaid = (classification: Classification, { topic, place, kind, sentiment }: Said): Classification => {
  const said = new Set<string>([topic !== undefined && 'topic', place !== undefined && 'place', kind !== undefined && 'kind', sentiment !== undefined && 'sentiment'].filter(field => field !== false))
  return {
    ...classification,
    ...topic !== undefined && { topic: { sector: topic.split('.')[0] ?? topic, topic, confidence: 1 }, topic2: null },
    ...place !== undefined && { places: placesOf(place) },
    ...kind !== undefined && { kind },
    ...sentiment !== undefined && { sentiment: { label: sentiment, score: toneOf[sentiment], confidence: 1 } },
    evidence: classification.evidence.filter(({ field }) => !said.has(field)),
  }
}

/** What a person said of a text, by its hash. */
export const saidOf = async (tx: Tx, textHash: string | null): Promise<Said | undefined> => textHash === null ? undefined : (await tx.get('firstText', textHash))?.said

/** Keeps a correction of a ticket for the text of the post it was registered from. */
export const keepSaid = async (tx: Tx, world: World, { posts: [first] }: Ticket, said: Said): Promise<void> => {
  const post = first && await tx.get('post', first.postId)
  const [version] = post?.versions ?? []
  const hash = version && textHashOf(world, version)
  const kept = hash ? await tx.get('firstText', hash) : undefined
  if (kept) await tx.put('firstText', { ...kept, said: { ...kept.said, ...said } })
}
