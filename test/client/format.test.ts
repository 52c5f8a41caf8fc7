// Dates and durations as people read them; Russian and English against Node's own data, Kazakh against the words of the office.
import { describe, expect, it } from 'vitest'
import { dayFrom, writtenAgo, writtenCount, writtenDay, writtenDays, writtenDuration, writtenInstant, writtenTime, writtenWhen } from '../../client/format/written.ts'

const everyMonth = Array.from({ length: 12 }, (_, month) => `2026-${String(month + 1).padStart(2, '0')}-09`)
const byIcu = (day: string, language: string) => new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`))

describe('a count', () => {
  it('is grouped by thousands as the language writes it, and never breaks in two', () => {
    expect([0, 999, 1000, 12_345, 1_234_567].map(count => writtenCount(count, 'kk'))).toEqual(['0', '999', '1\u00A0000', '12\u00A0345', '1\u00A0234\u00A0567'])
    for (const language of ['ru', 'en'] as const) for (const count of [7, 12_345, 1_234_567]) expect(writtenCount(count, language)).toBe(new Intl.NumberFormat(language).format(count))
  })
})

describe('a day', () => {
  it('is named in Kazakh as the office writes it', () => {
    expect(writtenDay('2026-11-21', 'kk')).toBe('2026 ж. 21 қараша')
    expect(everyMonth.map(day => writtenDay(day, 'kk').split(' ').at(-1))).toEqual(
      ['қаңтар', 'ақпан', 'наурыз', 'сәуір', 'мамыр', 'маусым', 'шілде', 'тамыз', 'қыркүйек', 'қазан', 'қараша', 'желтоқсан'])
  })
  it('is named in Russian and English as Unicode names it', () => {
    expect(everyMonth.map(day => writtenDay(day, 'ru'))).toEqual(everyMonth.map(day => byIcu(day, 'ru').replaceAll('\u00A0', ' ')))
    expect(everyMonth.map(day => writtenDay(day, 'en'))).toEqual(everyMonth.map(day => byIcu(day, 'en-GB')))
  })
})

describe('a typed day', () => {
  it('is understood with any signs between its figures, and with none', () => {
    for (const typed of ['05.03.2026', '5.3.2026', ' 05/03/2026 ', '5 3 2026', '05032026']) expect([typed, dayFrom(typed)]).toEqual([typed, '2026-03-05'])
    expect(dayFrom('29.02.2028')).toBe('2028-02-29')
  })
  it('that no calendar has is no day', () => {
    for (const typed of ['', '31.02.2026', '29.02.2026', '00.01.2026', '01.13.2026', '5.3.26', '2026-03-05', '050320', 'ертең']) expect([typed, dayFrom(typed)]).toEqual([typed, null])
  })
})

describe('a moment', () => {
  it('is told by the wall clock of Almaty, whatever the zone of the machine', () => {
    expect(writtenTime('2026-11-21T13:05:00.000Z')).toBe('18:05')
    expect(writtenInstant('2026-11-21T13:05:59.000Z', 'kk')).toBe('2026 ж. 21 қараша, 18:05')
    expect(writtenInstant('2026-11-21T19:30:00.000Z', 'ru')).toBe('22 ноября 2026 г., 00:30')
  })
  it('before March 2024 is told by the clock of that time, an hour later', () => {
    expect(writtenTime('2024-02-01T12:00:00.000Z')).toBe('18:00')
    expect(writtenTime('2024-03-01T12:00:00.000Z')).toBe('17:00')
  })
  it('agrees with Unicode on the clock of Almaty through the year', () => {
    const icu = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short', timeZone: 'Asia/Almaty' })
    const moments = everyMonth.map(day => `${day}T20:47:00.000Z`)
    expect(moments.map(writtenTime)).toEqual(moments.map(at => icu.format(new Date(at))))
  })
  it('is as short as it can be told apart', () => {
    const now = '2026-11-22T05:00:00.000Z'
    expect(writtenWhen('2026-11-22T03:09:00.000Z', now, 'kk')).toBe('08:09')
    expect(writtenWhen('2026-11-21T13:05:00.000Z', now, 'kk')).toBe('кеше 18:05')
    expect(writtenWhen('2026-11-23T13:05:00.000Z', now, 'ru')).toBe('завтра 18:05')
    expect(writtenWhen('2026-11-12T13:05:00.000Z', now, 'kk')).toBe('12.11 18:05')
    expect(writtenWhen('2025-12-30T13:05:00.000Z', now, 'en')).toBe('30.12.2025 18:05')
  })
  it('that has just passed is told by how long ago it was', () => {
    const now = '2026-11-22T05:00:00.000Z'
    expect(writtenAgo('2026-11-22T04:59:31.000Z', now, 'kk')).toBe('жаңа ғана')
    expect(writtenAgo('2026-11-22T04:20:00.000Z', now, 'kk')).toBe('40 мин бұрын')
    expect(writtenAgo('2026-11-22T01:10:00.000Z', now, 'ru')).toBe('3 ч назад')
    expect(writtenAgo('2026-11-21T04:00:00.000Z', now, 'kk')).toBe('кеше 09:00')
    expect(writtenAgo('2026-11-22T05:00:20.000Z', now, 'en')).toBe('just now')
  })
})

describe('a duration', () => {
  it('is told in two units at most', () => {
    expect(writtenDuration(130, 'kk')).toBe('2 сағ 10 мин')
    expect(writtenDuration(120, 'ru')).toBe('2 ч')
    expect(writtenDuration(59.9, 'en')).toBe('59 min')
    expect(writtenDuration(0, 'kk')).toBe('0 мин')
  })
  it('of working time has days of eight hours', () => {
    expect(writtenDuration(3 * 480 + 75, 'kk')).toBe('3 жұмыс күні 1 сағ')
    expect(writtenDuration(480, 'ru')).toBe('1 рабочий день')
  })
  it('round the clock has days of twenty-four', () => {
    expect(writtenDuration(600, 'kk', 'clock')).toBe('10 сағ')
    expect(writtenDuration(2 * 1440, 'kk', 'clock')).toBe('2 күн')
  })
  it('of days has the Russian forms of its number', () => {
    expect([1, 2, 5, 11, 21, 22].map(count => writtenDays(count, 'ru', true))).toEqual(
      ['1 рабочий день', '2 рабочих дня', '5 рабочих дней', '11 рабочих дней', '21 рабочий день', '22 рабочих дня'])
  })
})
