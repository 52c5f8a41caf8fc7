// A prefix is claimed once and for good: whoever else wants it, or one that looks the same, is refused.
import { lookOf, prefixProblem, tidyPrefix } from '#domain/prefix.ts'
import { Refusal } from '#domain/refusal.ts'
import type { Tx } from '../store/store.ts'

/** The prefix in its kept form. Refusals: `bad-input` when no number may begin so, `duplicate` when another akimat has or had it. */
export const claimPrefix = async (tx: Tx, organisationId: string, typed: string): Promise<string> => {
  const prefix = tidyPrefix(typed)
  const problem = prefixProblem(prefix)
  if (problem) throw new Refusal('bad-input', 'no number begins like this', { field: 'prefix', problem })
  const id = lookOf(prefix)
  const claim = await tx.get('prefix', id)
  if (claim && claim.organisationId !== organisationId) throw new Refusal('duplicate', 'another akimat gives or gave its numbers with this prefix', { what: 'prefix' })
  if (!claim) await tx.insert('prefix', { id, prefix, organisationId, claimedAt: tx.now })
  return prefix
}
