// Adds one place to watch by its address. The kind of place is found out from the address.
import { collectorFor } from '../../collectors/list.ts'
import { neverRun } from '../../collectors/health.ts'
import { redact } from '../../collectors/redact.ts'
import type { InputOf } from '#domain/contract-inputs.ts'
import { Refusal } from '#domain/refusal.ts'
import { can } from '#domain/rights.ts'
import { act, found, type Caller } from './act.ts'
import type { World } from './world.ts'

/** The frame adapts it later to how often something new comes. */
const firstIntervalMinutes = 10

export const createSource = async (world: World, caller: Caller, input: InputOf<'create-source'>): Promise<{ id: string }> => {
  const url = new URL(input.url)
  const collector = collectorFor(url)
  if (!collector) throw new Refusal('bad-input', 'no collector reads this address', { field: 'url', problem: 'no-collector' })
  // An address stands in lists, logs and backups: it is no place for somebody's key.
  if (redact(input.url) !== input.url) throw new Refusal('bad-input', 'an address with a key or a password in it is not kept', { field: 'url', problem: 'holds-a-key' })
  if (collector.needsLogin?.(url, world.logins)) throw new Refusal('bad-input', 'this is shown with a login only', { field: 'url', problem: 'needs-login' })
  const { organisationIds, zone, words } = input
  if (collector.isStream?.(url) && !words?.length) throw new Refusal('bad-input', 'a stream of everything is taken in by words only', { field: 'words', problem: 'needs-words' })
  return act(world, caller, { name: 'create-source', input, starts: organisationIds.map(id => ['organisation', id] as const) }, async (tx, who) => {
    const id = tx.newId()
    let kato: string | null = null
    for (const organisationId of new Set(organisationIds)) {
      const akimat = found(await tx.get('organisation', organisationId), 'organisation')
      if (!who.isMachine && !can(who, 'manage-sources', akimat)) throw new Refusal('no-right', 'this person may not do this here', { act: 'manage-sources' })
      if (akimat.kind !== 'akimat') throw new Refusal('wrong-body', 'only akimats watch sources', { body: organisationId })
      kato ??= akimat.kato
      await tx.put('organisation', { ...akimat, sourceIds: [...akimat.sourceIds, id] })
    }
    await tx.insert('source', {
      id, network: collector.network, name: input.name?.trim() || url.host, url: url.href, organisationIds: [...new Set(organisationIds)], kato, zone, words, cursor: null,
      health: neverRun, nextRunAt: tx.now, intervalMinutes: firstIntervalMinutes, createdAt: tx.now,
    })
    tx.append({ type: 'source-created', sourceId: id })
    return { id }
  })
}
