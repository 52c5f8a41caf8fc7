// Who wrote a reply: every author of every version, and whoever submitted it.
import { expect, test } from 'vitest'
import { wroteIt } from '#domain/reply.ts'

const version = (authorId: string) => ({ text: 'Жауап', salt: 's', hash: 'h', authorId, at: '2026-11-18T05:00:00.000Z' })

test('an author of an early version wrote it as much as the last one, and so did who submitted', () => {
  const reply = { versions: [version('dana'), version('erlan')], submittedBy: 'zarina' }
  expect(['dana', 'erlan', 'zarina', 'gulnar'].map(id => wroteIt(reply, id))).toEqual([true, true, true, false])
})

test('a reply that nobody began was written by nobody', () => {
  expect(wroteIt({ versions: [], submittedBy: null }, 'dana')).toBe(false)
})
