// How each noun is found: its unique keys and the lists that are asked of it. Both engines build their indexes from here.
import type { Noun } from './store.ts'

export interface NounPlan {
  /** Name → fields that are unique together. A document with a null among them is not held to it. */
  unique: Record<string, readonly string[]>
  /** Fields of a list: equalities first, the order field last. */
  lists: readonly (readonly string[])[]
  search?: SearchPlan
}

/**
 * Searched documents are lists too, narrowed by words and newest first. What their words are stands in `searched-texts.ts`. A change of either needs
 * a new version of the stems, so that the index is built anew.
 */
export interface SearchPlan {
  /** The instant that orders the hits: the order field of the lists that a search goes through. */
  by: string
  /** Fields that stand in the index beside the words: each search names one of them. */
  scopes: readonly string[]
}

export const nouns: Record<Noun, NounPlan> = {
  organisation: { unique: { prefix: ['prefix'] }, lists: [['id'], ['parentId', 'id']] },
  prefix: { unique: {}, lists: [['organisationId', 'id']] },
  termEdition: { unique: {}, lists: [] },
  ruleBook: { unique: {}, lists: [['id']] },
  ruleOffer: { unique: {}, lists: [['organisationId', 'state', 'offeredAt']] },
  user: { unique: { login: ['login'] }, lists: [['id']] },
  session: { unique: {}, lists: [['userId', 'createdAt'], ['createdAt']] },
  secondFactor: { unique: {}, lists: [] },
  invitation: { unique: {}, lists: [['userId', 'createdAt']] },
  source: { unique: { url: ['network', 'url'] }, lists: [['id'], ['nextRunAt']] },
  deadLetter: { unique: {}, lists: [['sourceId', 'at'], ['at']] },
  rawItem: { unique: {}, lists: [['sourceId', 'at'], ['at']] },
  thread: { unique: { answer: ['network', 'answerKey'], place: ['ticketId', 'url'] }, lists: [['nextRunAt'], ['ticketId', 'id'], ['network', 'saidOn', 'saidAt']] },
  post: { unique: { key: ['network', 'key'] }, lists: [['sourceId', 'collectedAt'], ['duplicateOfId', 'collectedAt'], ['network', 'authorKey', 'id']] },
  firstText: { unique: {}, lists: [] },
  triage: {
    unique: {},
    lists: [
      ['organisationId', 'state', 'folded', 'collectedAt'], ['organisationId', 'collectedAt'], ['organisationId', 'decidedAt'], ['postId', 'id'],
      ['forgotten', 'state', 'folded', 'collectedAt'],
    ],
    search: { by: 'collectedAt', scopes: ['organisationId'] },
  },
  ticket: {
    unique: { number: ['number'] },
    lists: [
      ['organisationId', 'registeredAt'], ['organisationId', 'state', 'registeredAt'], ['organisationId', 'nextDueAt'],
      ['bodyId', 'registeredAt'], ['bodyId', 'state', 'registeredAt'], ['bodyId', 'nextDueAt'],
      ['officerId', 'state', 'registeredAt'], ['state', 'registeredAt'], ['forgotten', 'closedAt'],
    ],
    search: { by: 'registeredAt', scopes: ['organisationId', 'bodyId'] },
  },
  reply: { unique: {}, lists: [['ticketId', 'id']] },
  promise: { unique: {}, lists: [['organisationId', 'state', 'promisedOn'], ['bodyId', 'state', 'promisedOn'], ['remindOn']] },
  note: { unique: {}, lists: [['ticketId', 'at'], ['postId', 'at']] },
  contact: { unique: {}, lists: [['keptAt']] },
  evidence: { unique: {}, lists: [['ticketId', 'keptAt'], ['pending', 'keptAt'], ['postId', 'keptAt'], ['files', 'keptAt']] },
  file: { unique: {}, lists: [['unused', 'id']] },
  erasure: { unique: {}, lists: [['organisationId', 'askedAt'], ['state', 'askedAt'], ['remindAt']] },
  notice: { unique: {}, lists: [['userId', 'at'], ['userId', 'read', 'at'], ['at']] },
  warnings: { unique: {}, lists: [] },
  lease: { unique: {}, lists: [] },
  setting: { unique: {}, lists: [] },
  calendarYear: { unique: {}, lists: [['id']] },
  boardLink: { unique: {}, lists: [['organisationId', 'revokedAt', 'createdAt']] },
  savedViews: { unique: {}, lists: [] },
}
