// The search index catches up: documents of an older plan, of other stems, or written by a program without any. One step is one group, so a kill loses nothing.
import { randomUUID } from 'node:crypto'
import { Base } from './base.ts'
import type { GroupEngine } from './engine.ts'
import { entriesAnew } from './entries.ts'
import { nouns } from './nouns.ts'
import { nothingKnown } from './layer.ts'
import { Stage } from './staged.ts'
import type { Noun, SearchedNoun, Stems } from './store.ts'

/** Documents of one step: acts wait for it, so it is short. */
const stepSize = 40

const isSearched = (noun: string): noun is SearchedNoun => nouns[noun as Noun].search !== undefined
export const searchedNouns: readonly SearchedNoun[] = Object.keys(nouns).filter(isSearched)

const indexSome = async (engine: GroupEngine, stems: Stems, noun: SearchedNoun): Promise<boolean> => {
  const ids = await engine.unindexed(noun, stems.version, stepSize)
  if (ids.length === 0) return false
  const snapshot = await engine.begin()
  try {
    const stage = new Stage(new Base(snapshot, nothingKnown()), snapshot.head)
    const batch = stage.batch(randomUUID(), await entriesAnew(stage, stems, noun, ids))
    if (batch) await snapshot.write(batch)
    return true
  } finally {
    await snapshot.end()
  }
}

/** done: nothing waits. Throws what the engine throws; the step was not made then. */
export const indexStep = async (engine: GroupEngine, stems: Stems | undefined): Promise<'more' | 'done'> => {
  if (!stems) return 'done'
  for (const noun of searchedNouns) if (await indexSome(engine, stems, noun)) return 'more'
  return 'done'
}
