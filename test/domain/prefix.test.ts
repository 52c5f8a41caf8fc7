// Which letters may open a number.
import { expect, test } from 'vitest'
import { lookOf, prefixProblem, tidyPrefix } from '#domain/prefix.ts'
import { ticketNumber } from '#domain/ticket.ts'

test.each(['ӘЖ', 'БУР', 'АҚМ', 'ҚСТ', 'AKM', 'СМАКМО', 'ІЛЕ'])('%s may open the numbers of an akimat', prefix => expect(prefixProblem(prefix)).toBeNull())

test.each([['А', 'not-letters'], ['', 'not-letters'], ['АБВГДЕЖ', 'not-letters'], ['А1', 'not-letters'], ['А-Б', 'not-letters'], ['А Б', 'not-letters'], ['🐪🐪', 'not-letters'],
  ['AК', 'mixed-letters'], ['БУRА', 'mixed-letters'], ['ΑΒ', 'mixed-letters']])('%s may not: %s', (prefix, problem) => expect(prefixProblem(prefix)).toBe(problem))

test.each(['ЖТ', 'ЗТ', 'JT', 'ZT'])('%s reads like the registry of appeals, and a ticket is not an appeal', prefix => expect(prefixProblem(prefix)).toBe('formal-series'))

test('typed small or with spaces around, a prefix is kept in capitals', () => expect(['әж', ' бур ', 'іле'].map(tidyPrefix)).toEqual(['ӘЖ', 'БУР', 'ІЛЕ']))

test('two prefixes that look the same on paper are one', () => {
  expect(lookOf('AKM')).toBe(lookOf('АКМ'))
  expect(lookOf('АКМ')).not.toBe(lookOf('АҚМ'))
})

test('a number grows past six digits when a year needs it', () => {
  expect([1, 999_999, 1_000_000].map(serial => ticketNumber('ӘЖ', 2026, serial))).toEqual(['ӘЖ-2026-000001', 'ӘЖ-2026-999999', 'ӘЖ-2026-1000000'])
})
