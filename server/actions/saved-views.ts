// Keeps and drops the views of whoever asks: nobody sees another's, and no line of the trail tells of them.
import type { InputOf } from '#domain/contract-inputs.ts'
import type { ResultOf } from '#domain/contract.ts'
import { Refusal } from '#domain/refusal.ts'
import { withoutView, withView, type SavedView } from '#domain/saved-view.ts'
import type { Tx } from '../store/store.ts'
import { act, type Caller } from './act.ts'
import type { World } from './world.ts'

type Answer = ResultOf<'saved-views'>

export const showSavedViews = async (world: World, userId: string): Promise<Answer> => ({ items: (await world.store.read.get('savedViews', userId))?.views ?? [] })

const keep = async (tx: Tx, userId: string, change: (views: readonly SavedView[]) => SavedView[]): Promise<Answer> => {
  const kept = await tx.get('savedViews', userId)
  const items = change(kept?.views ?? [])
  if (kept) await tx.put('savedViews', { ...kept, views: items })
  else await tx.insert('savedViews', { id: userId, views: items })
  return { items }
}

/** Refusal `bad-input` when the screen has as many views as it may. */
export const saveView = (world: World, caller: Caller, input: InputOf<'save-view'>): Promise<Answer> =>
  act(world, caller, { name: 'save-view', input, starts: [['savedViews', caller.by]] }, (tx, who) => keep(tx, who.userId, (views) => {
    const kept = withView(views, { ...input, name: input.name.trim() })
    if (kept === null) throw new Refusal('bad-input', 'this screen has as many views as it may', { field: 'name', problem: 'too-many' })
    return kept
  }))

/** One that is not there is gone already. */
export const dropView = (world: World, caller: Caller, input: InputOf<'drop-view'>): Promise<Answer> =>
  act(world, caller, { name: 'drop-view', input, starts: [['savedViews', caller.by]] }, (tx, who) => keep(tx, who.userId, views => withoutView(views, input)))
