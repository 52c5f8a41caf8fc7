// Every kind of line of the trail at run time, for filters and checks; the compiler holds the list to the union in `trail.ts`.
import type { TrailEvent, TrailEventType } from './trail.ts'

const all: Record<TrailEventType, true> = {
  'posts-collected': true, 'source-health': true, 'source-gap': true, 'danger': true, 'dismiss': true, 'restore': true, 'pass': true, 'register': true, 'join': true,
  'detach': true, 'annul': true, 'evidence': true, 'assign': true, 'reassign': true, 'accept': true, 'term-moved': true, 'triage-moved': true,
  'calendar-changed': true, 'return': true, 'draft': true, 'submit': true, 'withdraw': true, 'reject': true, 'send-back': true, 'approve': true,
  'publish': true, 'promise': true, 'close': true, 'reopen': true, 'note': true, 'control': true, 'ask-author': true, 'author-answered': true,
  'request-extension': true, 'decide-extension': true, 'merge': true, 'unmerge': true, 'hand-over': true, 'body-answered': true, 'take-back': true,
  'answer-under': true, 'contact': true, 'priority': true, 'correct': true, 'erase': true, 'formal-number': true, 'co-executors': true, 'grade': true,
  'retention': true, 'retention-set': true, 'request-erasure': true, 'decide-erasure': true, 'refuse-erasure': true, 'erasure-moved': true, 'erase-post': true, 'erasure-done': true,
  'journal-exported': true, 'notify': true, 'board-link-created': true, 'board-link-revoked': true, 'organisation-created': true, 'organisation-changed': true, 'rule-set': true, 'rule-offered': true, 'rule-offer-decided': true,
  'terms-set': true, 'prefix-set': true, 'source-created': true, 'source-paused': true, 'source-words-set': true, 'user-created': true, 'second-factor': true, 'recovery-codes': true, 'security-changed': true, 'invited': true,
  'user-blocked': true, 'user-unblocked': true, 'signed-in': true, 'signed-out': true, 'password-set': true, 'user-changed': true,
}
const isType = (name: string): name is TrailEventType => Object.hasOwn(all, name)
export const trailEventTypes: readonly TrailEventType[] = Object.keys(all).filter(isType)

/** How an auditor tells lines apart: a reading of contacts is another thing than writing them down. */
export const trailKinds = [...trailEventTypes, 'contact-read'] as const
export type TrailKind = typeof trailKinds[number]
export const kindOf = (event: TrailEvent): TrailKind => (event.type === 'contact' && event.read ? 'contact-read' : event.type)

/** The organisations that a line is about, a body beside its akimat; empty when it is about the whole installation or a person. */
export const organisationsOf = (event: TrailEvent): string[] => {
  if ('organisationId' in event) return [event.organisationId, ...'bodyId' in event && event.bodyId !== null ? [event.bodyId] : []]
  if (event.type === 'posts-collected') return Object.keys(event.fresh)
  return 'grants' in event ? event.grants?.map(({ organisationId }) => organisationId) ?? [] : []
}
