// Who approves: the nearest level that has somebody who did not write it, its deputies while a head is away or silent.
import { expect, test } from 'vitest'
import { approversOf, silentReviewMinutes, type ApprovalLevel, type Approver } from '#domain/approval.ts'
import { instantOf } from '#domain/time.ts'
import type { User } from '#domain/user.ts'

const now = instantOf('2026-11-18', 600)
const user = (id: string, given: Partial<User> = {}): User => ({
  id, version: 1, login: id, name: id, language: 'kk', passwordHash: null, firstPassword: false, grants: [], deputyId: null, leave: null, duty: null, blockedAt: null, createdAt: now, ...given,
})
const alone = (id: string, given: Partial<User> = {}): Approver => ({ person: user(id, given), deputy: null })
const withDeputy = (id: string, given: Partial<User> = {}, deputy: Partial<User> = {}): Approver => ({ person: user(id, given), deputy: user(`${id}-deputy`, deputy) })
const away = { leave: { fromOn: '2026-11-18', toOn: '2026-11-18' } }
const blocked = { blockedAt: now }

const level = (heads: Approver[], managers: Approver[] = []): ApprovalLevel => ({ heads, managers })
const writtenBy = (...authors: string[]) => ({
  versions: authors.map(authorId => ({ text: '', salt: '', hash: '', authorId, at: now })), submittedBy: authors.at(-1) ?? null, submittedAt: now,
})
const by = writtenBy('dana')
const ofTwo = [level([withDeputy('gulnar')]), level([alone('nursultan')], [alone('murat')])]

test('the head of the body approves, and nobody else is asked', () => {
  expect(approversOf(ofTwo, by, now)).toEqual(['gulnar'])
})

test('any author of any version is left out, and so is who submitted', () => {
  expect(approversOf(ofTwo, writtenBy('gulnar', 'dana'), now)).toEqual(['nursultan'])
  expect(approversOf(ofTwo, { ...by, submittedBy: 'gulnar' }, now)).toEqual(['nursultan'])
  expect(approversOf([level([alone('gulnar'), alone('second')]), level([alone('nursultan')])], writtenBy('gulnar'), now)).toEqual(['second'])
})

test('when every head wrote at it the managers approve; when they did too, nobody', () => {
  expect(approversOf(ofTwo, writtenBy('gulnar', 'nursultan'), now)).toEqual(['murat'])
  expect(approversOf(ofTwo, writtenBy('gulnar', 'nursultan', 'murat'), now)).toEqual([])
})

test('on the first and the last day of the leave the deputy stands in; the day after, the head is back', () => {
  expect(approversOf([level([withDeputy('gulnar', away)])], by, now)).toEqual(['gulnar-deputy'])
  expect(approversOf([level([withDeputy('gulnar', away)])], by, instantOf('2026-11-18', 1439))).toContain('gulnar-deputy')
  expect(approversOf([level([withDeputy('gulnar', away)])], { ...by, submittedAt: instantOf('2026-11-19', 540) }, instantOf('2026-11-19', 541))).toEqual(['gulnar'])
})

test('a deputy who wrote it, is away or is blocked stands in for nobody', () => {
  const above = level([alone('nursultan')])
  expect(approversOf([level([withDeputy('gulnar', away)]), above], writtenBy('gulnar-deputy'), now)).toEqual(['nursultan'])
  expect(approversOf([level([withDeputy('gulnar', away, away)]), above], by, now)).toEqual(['nursultan'])
  expect(approversOf([level([withDeputy('gulnar', away, blocked)]), above], by, now)).toEqual(['nursultan'])
})

test('a blocked head is no head, and leaves no deputy', () => {
  expect(approversOf([level([withDeputy('gulnar', blocked)]), level([alone('nursultan')])], by, now)).toEqual(['nursultan'])
})

test('after an hour of silence the deputy is asked beside the head, not before', () => {
  const later = (minutes: number) => new Date(Date.parse(now) + minutes * 60_000).toISOString()
  expect(silentReviewMinutes).toBe(60)
  expect(approversOf(ofTwo, by, later(59))).toEqual(['gulnar'])
  expect(approversOf(ofTwo, by, later(60))).toEqual(['gulnar', 'gulnar-deputy'])
  expect(approversOf(ofTwo, { ...by, submittedAt: null }, later(60))).toEqual(['gulnar'])
})

test('nobody stands in the list twice', () => {
  const shared = user('zarina')
  expect(approversOf([level([{ person: user('gulnar', away), deputy: shared }, { person: user('ilyas', away), deputy: shared }])], by, now)).toEqual(['zarina'])
})
