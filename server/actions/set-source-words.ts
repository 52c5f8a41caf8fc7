// The words of a source: posts without any of them are not taken in. What was collected stays as it is.
import type { InputOf } from '#domain/contract-inputs.ts'
import { Refusal } from '#domain/refusal.ts'
import { isStream } from '../../collectors/list.ts'
import { act, found, type Caller } from './act.ts'
import { demandKeeper } from './pause-source.ts'
import type { World } from './world.ts'

/** Words twice are one. Refusals `not-found`, `no-right`, `stale-version`; `bad-input` where a stream would be left without any. */
export const setSourceWords = (world: World, caller: Caller, input: InputOf<'set-source-words'>): Promise<{ id: string, version: number }> =>
  act(world, caller, { name: 'set-source-words', input, starts: [['source', input.sourceId]] }, async (tx, who) => {
    const source = found(await tx.get('source', input.sourceId), 'source')
    await demandKeeper(tx, who, source)
    if (input.words.length === 0 && isStream(source)) throw new Refusal('bad-input', 'a stream of everything is taken in by words only', { field: 'words', problem: 'needs-words' })
    if (input.was !== undefined && input.was.join('\n') !== (source.words ?? []).join('\n')) {
      throw new Refusal('stale-version', 'somebody changed the words meanwhile', { by: source.wordsSet?.by ?? '', at: source.wordsSet?.at ?? '' })
    }
    const words = [...new Set(input.words.map(word => word.trim()))]
    const kept = await tx.put('source', { ...source, words: words.length > 0 ? words : undefined, wordsSet: { by: who.userId, at: tx.now } })
    tx.append({ type: 'source-words-set', sourceId: source.id, words: words.length })
    return { id: kept.id, version: kept.version }
  })
