// Hands the whole register out as a file: first the line in the trail that says who took it, then page after page, never all of it at once.
import { setImmediate } from 'node:timers/promises'
import type { InputOf } from '#domain/contract-inputs.ts'
import { Refusal } from '#domain/refusal.ts'
import { can, canSomewhere } from '#domain/rights.ts'
import { act, found, type Caller } from './act.ts'
import { journalOf, journalQuery, journalRows, type JournalFilter, type JournalRow } from './show/journal.ts'
import type { Viewer } from './show/viewer.ts'
import type { World } from './world.ts'

const pageSize = 500

/** Between two pages others have their turn. */
async function* pagesOf(world: World, viewer: Viewer, organisationId: string, filter: JournalFilter): AsyncGenerator<JournalRow[]> {
  const query = journalQuery(viewer, organisationId, filter)
  let after: string | undefined
  do {
    const page = await world.store.read.list('ticket', { ...query, after, limit: pageSize })
    yield await journalRows(world, viewer, page.items)
    await setImmediate()
    after = page.next ?? undefined
  } while (after !== undefined)
}

export interface ExportedJournal { organisationId: string, authors: boolean, pages: AsyncIterable<JournalRow[]> }

/** Reading of many is written down before the first line is given. The caller's key is left out: each file that is made has its own line. */
export const exportJournal = async (world: World, { by }: Caller, viewer: Viewer, { format, ...filter }: InputOf<'export-journal'>): Promise<ExportedJournal> => {
  const organisationId = journalOf(viewer, filter)
  const rows = await world.store.read.count('ticket', journalQuery(viewer, organisationId, filter))
  await act(world, { by }, { name: 'export-journal', input: { organisationId, format, ...filter }, starts: [['organisation', organisationId]] }, async (tx, who) => {
    const organisation = found(await tx.get('organisation', organisationId), 'organisation')
    if (!can(who, 'read-journal', organisation)) throw new Refusal('no-right', 'this person may not do this here', { act: 'read-journal' })
    const { year = null, from = null, to = null, state = null } = filter
    tx.append({ type: 'journal-exported', organisationId, format, year, from, to, state, rows })
    return null
  })
  return { organisationId, authors: canSomewhere(viewer, 'read-authors'), pages: pagesOf(world, viewer, organisationId, filter) }
}
