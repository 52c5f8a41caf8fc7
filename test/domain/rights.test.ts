// Who may do what, by hand from the design: role × right, the subtree, the ticket's own officer.
import { expect, test } from 'vitest'
import type { Organisation } from '#domain/organisation.ts'
import { can, canSomewhere, rights, scopeOf, type Actor, type Right, type Subject } from '#domain/rights.ts'
import { roles, type Role } from '#domain/user.ts'

// P press, O officer, H head, C coordinator, M manager, A admin, U auditor; officers of acts are the ticket's own.
const letters: Record<string, Role> = { P: 'press', O: 'officer', H: 'head', C: 'coordinator', M: 'manager', A: 'admin', U: 'auditor' }
const byHand: Record<Right, string> = {
  'register': 'PC', 'join': 'PC', 'detach': 'PC', 'dismiss': 'P', 'restore': 'P', 'pass': 'PC', 'annul': 'PC',
  'assign': 'PCH', 'reassign': 'HC', 'accept': 'O', 'return': 'OH', 'draft': 'O', 'submit': 'O', 'withdraw': 'O',
  'approve': 'HM', 'reject': 'HM', 'send-back': 'P', 'publish': 'P', 'answer-under': 'P', 'ask-author': 'O', 'author-answered': 'OP',
  'request-extension': 'O', 'decide-extension': 'HM', 'hand-over': 'PC', 'body-answered': 'PC', 'take-back': 'PC', 'merge': 'PC', 'unmerge': 'PC',
  'close': 'PHC', 'reopen': 'PC', 'control': 'MC', 'priority': 'PCH', 'co-executors': 'HO', 'grade': 'CM', 'correct': 'POC', 'formal-number': 'P', 'contact': 'PO', 'promise': 'PHC',
  'evidence': '', 'note': 'POHCM', 'open-campaign': 'C', 'dissolve': 'C',
  'read-feed': 'PCM', 'read-tickets': 'POHCM', 'read-authors': 'POHC', 'read-statistics': 'PHCM', 'read-trail': 'U', 'read-journal': 'PHCMU', 'manage-board-links': 'HCM', 'paste-post': 'PC', 'manage-calendar': 'A',
  'read-sources': 'PCMA', 'manage-sources': 'AP', 'read-people': 'POHCMAU', 'manage-users': 'A', 'manage-organisations': 'A', 'manage-leave': 'HA',
  'read-rules': 'PCMA', 'manage-rules': 'AC', 'request-erasure': 'PC', 'erase': 'C', 'manage-retention': 'A',
}
const allRights = Object.keys(byHand) as Right[]

const holder = (role: Role, organisationId: string): Actor => ({ userId: 'dana', grants: [{ role, organisationId }] })
const ofWater: Subject = { path: ['oblast', 'koldi', 'water'], officerId: 'dana' }

test('every right of the table is judged here', () => {
  expect(Object.keys(rights).toSorted()).toEqual(allRights.toSorted())
})

test.each(roles)('%s holds in the own place exactly the rights of the design', (role) => {
  const held = allRights.filter(right => byHand[right].split('').some(letter => letters[letter] === role))
  // The person is the ticket's officer here; a head who is that does an officer's acts too.
  const asOfficer: Right[] = role === 'head' ? ['accept', 'draft', 'submit', 'withdraw', 'ask-author', 'author-answered', 'request-extension', 'correct', 'contact'] : []
  expect(allRights.filter(right => can(holder(role, 'water'), right, ofWater))).toEqual(allRights.filter(right => held.includes(right) || asOfficer.includes(right)))
  expect(allRights.filter(right => can(holder(role, 'water'), right, { ...ofWater, officerId: 'erlan' })))
    .toEqual(held.filter(right => role !== 'officer' || ['note', 'read-tickets', 'read-authors', 'read-people'].includes(right)))
})

test('a right reaches down the tree, never up and never aside', () => {
  for (const role of roles) {
    for (const right of allRights) {
      const here = can(holder(role, 'water'), right, ofWater)
      expect(can(holder(role, 'koldi'), right, ofWater)).toBe(here)
      expect(can(holder(role, 'oblast'), right, ofWater)).toBe(here)
      expect(can(holder(role, 'roads'), right, ofWater)).toBe(false)
      expect(can(holder(role, 'taudy'), right, ofWater)).toBe(false)
      expect(can(holder(role, 'water'), right, { ...ofWater, path: ['oblast', 'koldi'] })).toBe(false)
      expect(can(holder(role, 'koldi'), right, { ...ofWater, path: ['oblast'] })).toBe(false)
    }
  }
})

const own: Right[] = ['accept', 'return', 'draft', 'submit', 'withdraw', 'ask-author', 'author-answered', 'request-extension', 'co-executors', 'correct', 'contact']

test('an officer\'s acts belong to the ticket\'s own officer, not to a colleague', () => {
  for (const right of own) {
    expect([right, can(holder('officer', 'water'), right, ofWater)]).toEqual([right, true])
    expect([right, can(holder('officer', 'water'), right, { ...ofWater, officerId: 'erlan' })]).toEqual([right, false])
  }
})

test('while nobody is named, any officer of the body accepts or returns, and does nothing else', () => {
  for (const right of own) {
    expect([right, can(holder('officer', 'water'), right, { ...ofWater, officerId: null })]).toEqual([right, right === 'accept' || right === 'return'])
    expect([right, can(holder('officer', 'koldi'), right, { ...ofWater, officerId: null })]).toEqual([right, false])
  }
})

test('a named officer who has left the body does nothing there any more', () => {
  for (const right of own) expect(can(holder('officer', 'roads'), right, ofWater)).toBe(false)
})

test('a co-executor writes the draft and nothing else', () => {
  const roadman = holder('officer', 'roads')
  const helped: Subject = { ...ofWater, officerId: 'erlan', coExecutorIds: ['dana'] }
  expect(allRights.filter(right => can(roadman, right, helped))).toEqual(['draft'])
})

test('two grants add up, each in its own place', () => {
  const both: Actor = { userId: 'dana', grants: [{ role: 'press', organisationId: 'koldi' }, { role: 'head', organisationId: 'roads' }] }
  expect(can(both, 'publish', { path: ['oblast', 'koldi', 'water'] })).toBe(true)
  expect(can(both, 'approve', { path: ['oblast', 'koldi', 'water'] })).toBe(false)
  expect(can(both, 'approve', { path: ['oblast', 'taudy', 'roads'] })).toBe(true)
  expect([canSomewhere(both, 'approve'), canSomewhere(both, 'register'), canSomewhere(both, 'accept')]).toEqual([true, true, false])
})

const organisation = (id: string, kind: Organisation['kind'], path: string[]): Organisation => ({
  id, version: 1, kind, parentId: path.at(-1) ?? null, path: [...path, id], code: null, names: { kk: id, ru: id, en: id }, kato: null, prefix: null, topics: [],
  members: { press: [], officer: [], head: [], coordinator: [], manager: [], admin: [], auditor: [] }, sourceIds: [],
})
const tree = [
  organisation('oblast', 'akimat', []), organisation('koldi', 'akimat', ['oblast']), organisation('taudy', 'akimat', ['oblast']),
  organisation('water', 'enterprise', ['oblast', 'koldi']), organisation('roads', 'department', ['oblast', 'koldi']), organisation('gas', 'external', ['oblast', 'koldi']),
]

test('lists reach whole akimats for the press service, and single bodies for their people', () => {
  expect(scopeOf(holder('press', 'oblast'), 'read-tickets', tree)).toEqual({ akimatIds: ['oblast', 'koldi', 'taudy'], bodyIds: [] })
  expect(scopeOf(holder('press', 'koldi'), 'read-tickets', tree)).toEqual({ akimatIds: ['koldi'], bodyIds: [] })
  expect(scopeOf(holder('officer', 'water'), 'read-tickets', tree)).toEqual({ akimatIds: [], bodyIds: ['water'] })
  expect(scopeOf(holder('officer', 'water'), 'read-feed', tree)).toEqual({ akimatIds: [], bodyIds: [] })
  const both: Actor = { userId: 'dana', grants: [{ role: 'press', organisationId: 'taudy' }, { role: 'head', organisationId: 'roads' }] }
  expect(scopeOf(both, 'read-tickets', tree)).toEqual({ akimatIds: ['taudy'], bodyIds: ['roads'] })
})

test('an outside body reaches nothing, and an administrator no tickets', () => {
  expect(scopeOf(holder('officer', 'gas'), 'read-tickets', tree)).toEqual({ akimatIds: [], bodyIds: [] })
  expect(scopeOf(holder('admin', 'oblast'), 'read-tickets', tree)).toEqual({ akimatIds: [], bodyIds: [] })
  expect(scopeOf(holder('auditor', 'oblast'), 'read-trail', tree).akimatIds).toEqual(['oblast', 'koldi', 'taudy'])
})
