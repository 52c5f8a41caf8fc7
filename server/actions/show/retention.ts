// How long each kind is kept, and how much of it is older now: what the next night would take at most.
import type { ResultOf } from '#domain/contract.ts'
import { Refusal } from '#domain/refusal.ts'
import { cutoffOf, leastMonths, retentionKinds, type Retention, type RetentionKind } from '#domain/retention.ts'
import { canSomewhere } from '#domain/rights.ts'
import type { Instant } from '#domain/time.ts'
import { retentionOf } from '../set-retention.ts'
import type { World } from '../world.ts'
import type { Viewer } from './viewer.ts'

const upTo = (by: string, to: Instant) => ({ order: { by, direction: 'asc' }, to } as const)

const olderThan = async ({ store: { read, countCommands } }: World, kind: RetentionKind, before: Instant): Promise<number> => {
  switch (kind) {
    case 'dead-letters': return await read.count('deadLetter', { where: {}, ...upTo('at', before) }) + await read.count('rawItem', { where: {}, ...upTo('at', before) })
    case 'dismissed': return await read.count('triage', { where: { forgotten: null, state: ['dismissed', 'passed'], folded: [false, true] }, ...upTo('collectedAt', before) })
      + await read.count('triage', { where: { forgotten: null, state: 'new', folded: true }, ...upTo('collectedAt', before) })
    case 'closed': return await read.count('ticket', { where: { forgotten: null }, ...upTo('closedAt', before) })
    case 'contacts': return await read.count('contact', { where: {}, ...upTo('keptAt', before) })
    case 'media': return await read.count('evidence', { where: { files: true }, ...upTo('keptAt', before) })
    case 'sessions': return await read.count('session', { where: {}, ...upTo('createdAt', before) })
    case 'notices': return await read.count('notice', { where: {}, ...upTo('at', before) })
    case 'commands': return await countCommands(before)
  }
}

/** `proposed`: months that are looked at before they are set. */
export const showRetention = async (world: World, viewer: Viewer, proposed: Partial<Retention> = {}): Promise<ResultOf<'retention'>> => {
  if (!canSomewhere(viewer, 'manage-retention')) throw new Refusal('no-right', 'this person may not do this here', { act: 'manage-retention' })
  const months: Retention = { ...await retentionOf(world.store.read), ...proposed }
  const now = world.now()
  return {
    kinds: await Promise.all(retentionKinds.map(async (kind) => {
      const before = cutoffOf(months[kind], now)
      return { kind, months: months[kind], leastMonths: leastMonths(kind), before, atMost: before === null ? 0 : await olderThan(world, kind, before) }
    })),
  }
}
