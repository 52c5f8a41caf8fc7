// A crowd is counted as it grows and shrinks, and always as it would be counted anew.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addMember, dropMembers, emptyCrowd, toldOf, type Member } from '#domain/crowd.ts'
import { toInstant } from '#domain/time.ts'

const minuteMs = 60_000
const writtenAt = (minute: number, author?: string): Member => {
  const atMs = Date.UTC(2026, 10, 18, 5) + minute * minuteMs
  return { postId: `${minute} ${author}`, at: toInstant(atMs), atMs, author }
}

/** By definition: sorted, every window of sixty minutes counted. */
const countedAnew = (members: readonly Member[]) => {
  const [first, second] = members.toSorted((a, b) => a.atMs - b.atMs)
  if (!first || !second) return null
  return {
    posts: members.length, authors: new Set(members.flatMap(({ author }) => author ?? [])).size, firstAt: first.at,
    inHour: Math.max(...members.map(({ atMs }) => members.filter(other => other.atMs >= atMs && other.atMs <= atMs + 60 * minuteMs).length)),
  }
}

const someMember = fc.record({ minute: fc.nat(300), author: fc.option(fc.constantFrom('Жанар', 'Серік', 'Ерлан'), { nil: undefined }) }).map(({ minute, author }) => writtenAt(minute, author))

test('whatever comes and goes, in whatever order it was written, the counts are those of the posts that are left', () => {
  fc.assert(fc.property(fc.array(fc.record({ come: fc.array(someMember, { maxLength: 8 }), goes: fc.nat(5) }), { maxLength: 12 }), (steps) => {
    const crowd = emptyCrowd()
    let left: Member[] = []
    for (const { come, goes } of steps) {
      for (const member of come) addMember(crowd, member)
      left.push(...come)
      const gone = new Set(left.slice(0, goes))
      dropMembers(crowd, gone)
      left = left.filter(member => !gone.has(member))
      const told = toldOf(crowd)
      expect(told && { posts: told.posts, authors: told.authors, firstAt: told.firstAt, inHour: told.inHour }).toEqual(countedAnew(left))
      expect(crowd.members.map(({ atMs }) => atMs)).toEqual(left.map(({ atMs }) => atMs).toSorted((a, b) => a - b))
    }
  }))
})

test('of posts of one moment the one that came first is the first', () => {
  const crowd = emptyCrowd()
  for (const author of ['Серік', 'Жанар', 'Ерлан']) addMember(crowd, writtenAt(5, author))
  expect(toldOf(crowd)?.firstPostId).toBe('5 Серік')
})
