// Choosing many rows of the feed: what lies between two, and only what can still be decided.
import { expect, it } from 'vitest'
import { alikeOf, isSelectable, keysBetween, onlyAkimatOf } from '../../client/screens/feed/selection.ts'
import type { FeedItem } from '../../client/screens/feed/rows.ts'

const row = (id: string, may: FeedItem['may'] = ['join', 'dismiss'], organisationId = 'burabay') => ({ organisationId, may, post: { id } }) as FeedItem
const rows = [row('a'), row('b', ['restore']), row('c'), row('d', ['dismiss'])]

it('Shift takes everything between two rows in either direction, but not what is decided', () => {
  expect(keysBetween(rows, 'burabay:a', 'burabay:d')).toEqual(['burabay:a', 'burabay:c', 'burabay:d'])
  expect(keysBetween(rows, 'burabay:d', 'burabay:c')).toEqual(['burabay:c', 'burabay:d'])
})
it('a beginning that has left the list leaves the row alone, an end that has left it nothing', () => {
  expect(keysBetween(rows, 'burabay:gone', 'burabay:c')).toEqual(['burabay:c'])
  expect(keysBetween(rows, 'burabay:a', 'burabay:gone')).toEqual([])
})
it('who may only read chooses nothing', () => {
  expect(isSelectable(row('a', []))).toBe(false)
})
it('posts of two akimats join no one ticket', () => {
  expect(onlyAkimatOf([rows[0] ?? row('a'), row('e')])).toBe('burabay')
  expect(onlyAkimatOf([row('a'), row('e', ['join'], 'region')])).toBeNull()
  expect(onlyAkimatOf([])).toBeNull()
})
it('posts that say the same are chosen together: of one akimat, and only what is undecided', () => {
  const told = (firstPostId: string) => ({ posts: 3, authors: 2, firstPostId, firstAt: '2026-11-22T05:00:00.000Z', inHour: 3 })
  const wave = [{ ...row('a'), told: told('a') }, { ...row('b', ['restore']), told: told('a') }, { ...row('c'), told: told('a') }, { ...row('d'), told: told('d') }, { ...row('e', ['join'], 'region'), told: told('a') }]
  expect(alikeOf(wave, wave[2] ?? row('c')).map(({ post }) => post.id)).toEqual(['a', 'c'])
  expect(alikeOf(wave, { ...row('f'), told: null })).toEqual([])
})
