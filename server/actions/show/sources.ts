// Sources in reach, each with its state: what we see, and what we do not.
import { isStream } from '../../../collectors/list.ts'
import type { ResultOf } from '#domain/contract.ts'
import type { Source } from '#domain/source.ts'
import type { World } from '../world.ts'
import { reach, type Viewer } from './viewer.ts'

export const sourceView = (source: Source, deadLetters: number): ResultOf<'sources'>['items'][number] => {
  const { id, version, network, name, url, organisationIds, health, nextRunAt, gap, backfill, words, paused } = source
  return {
    id, version, network, name, url, organisationIds, health, nextRunAt, deadLetters,
    gap: gap ?? null, backfill: backfill ?? null, words: words ?? [], needsWords: isStream(source), paused: paused ?? null,
  }
}

export const showSources = async (world: World, viewer: Viewer): Promise<ResultOf<'sources'>> => {
  const { akimatIds } = reach(viewer, 'read-sources')
  const sourceIds = new Set(akimatIds.flatMap(id => viewer.organisations.get(id)?.sourceIds ?? []))
  const sources = await world.store.read.many('source', [...sourceIds])
  return {
    items: await Promise.all(sources.map(async source =>
      sourceView(source, await world.store.read.count('deadLetter', { where: { sourceId: source.id }, order: { by: 'at', direction: 'asc' } })))),
  }
}
