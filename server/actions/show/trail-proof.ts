// The proof of the chain, stretch by stretch: each is short, so that the desk goes on beside it, and the reader sees how far it has come.
import type { InputOf } from '#domain/contract-inputs.ts'
import type { ResultOf } from '#domain/contract.ts'
import { trailBeginning, verifyStretch } from '../../store/verify-trail.ts'
import type { Head } from '../../store/store.ts'
import type { World } from '../world.ts'
import { demandAuditor } from './trail.ts'
import type { Viewer } from './viewer.ts'

/** Of a thousand lines each. */
const pagesAtOnce = 5

/** The stretch behind this line, which an earlier stretch has found sound. */
const beginningOf = async ({ store: { read } }: World, from: number): Promise<Head> => {
  if (from === 0) return trailBeginning
  const [line] = await read.eventsAfter(from - 1, 1)
  return line?.seq === from ? { seq: from, hash: line.hash, at: line.at } : { ...trailBeginning, seq: from - 1 }
}

export const proveTrail = async (world: World, viewer: Viewer, { from }: InputOf<'trail-proof'>): Promise<ResultOf<'trail-proof'>> => {
  demandAuditor(viewer)
  const { last, verdict } = await verifyStretch(world.store.read, await beginningOf(world, from), pagesAtOnce)
  const broken = verdict !== null && 'brokenAt' in verdict ? { seq: verdict.brokenAt, why: verdict.why } : null
  return { to: last.seq, at: last.at, head: (await world.store.read.head()).seq, done: verdict !== null, broken }
}
