// Which lines of the trail are looked at, as the address of the page holds it.
import type { LocationQuery } from 'vue-router'
import type { ResultOf } from '#domain/contract.ts'
import { trailKinds, type TrailKind } from '#domain/trail-types.ts'

export type Line = ResultOf<'trail'>['items'][number]
export interface TrailFilter { by?: string, kind?: TrailKind, of?: string, from?: string, to?: string, before?: number }

const text = (value: LocationQuery[string] | undefined): string | undefined => typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined
const day = (value: LocationQuery[string] | undefined): string | undefined => /^\d{4}-\d{2}-\d{2}$/.exec(text(value) ?? '')?.[0]

/** Unknown values fall away: an old link still opens. */
export const filterOf = (query: LocationQuery): TrailFilter => {
  const before = /^[1-9]\d{0,14}$/.exec(text(query.before) ?? '')?.[0]
  return {
    by: text(query.by), kind: trailKinds.find(kind => kind === query.kind), of: text(query.of), from: day(query.from), to: day(query.to),
    before: before === undefined ? undefined : Number(before),
  }
}

/** Only what says something. */
export const queryOf = (filter: TrailFilter): Record<string, string> =>
  Object.fromEntries(Object.entries(filter).flatMap(([name, value]) => value === undefined || value === '' ? [] : [[name, String(value)]]))
