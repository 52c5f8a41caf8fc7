// Reads the dates that feeds really carry: RFC 822, ISO 8601, W3CDTF, Russian and Kazakh. What it does not understand for sure is null.
import { minuteMs, msOf, toInstant, type Instant } from '#domain/time.ts'
import { wordOf } from './date/words.ts'
import { readOffset, zones } from './date/zones.ts'

export type Zone = 'UTC' | 'Asia/Almaty'

interface Parts {
  date: [year: number, month: number, day: number] | null
  month: number | null
  /** Bare numbers in order; `beforeMonth` tells a day from a short year. */
  numbers: { text: string, beforeMonth: boolean }[]
  /** Seconds of the day. */
  time: number | null
  half: 'am' | 'pm' | null
  /** Minutes east of Greenwich, or a zone with a history. */
  zone: number | Zone | null
  offset: number | null
}

const token = /(?<skip>[\s,;]+|t(?=\s?\d))|(?<time>\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?(?![\d:]))|(?<ymd>\d{4}([-/.])0?\d{1,2}\4\d{1,2}(?!\d))|(?<dmy>\d{1,2}([-/.])\d{1,2}\6\d{4}(?!\d))|(?<offset>[+\u2212-]\d{1,2}(?::?\d{2})?(?![\d:]))|(?<number>\d{1,4}(?!\d))|(?<word>\p{L}[\p{L}/_]*\.?)/uy

const secondsOf = (text: string): number | null => {
  const [hour = 0, minute = 0, second = 0] = text.replace(',', '.').split(':').map(Number)
  // RFC 3339 allows the leap second, ISO 8601 allowed midnight as 24:00.
  const right = minute < 60 && second < 61 && (hour < 24 || (hour === 24 && minute === 0 && second === 0))
  return right ? hour * 3600 + minute * 60 + second : null
}

/** With dots it is always day.month here; with other marks only when the order cannot be mistaken. */
const readDayFirst = (text: string): Parts['date'] => {
  const [a = 0, b = 0, year = 0] = text.split(/[-/.]/).map(Number)
  if (text.includes('.') || (a > 12 && b <= 12) || a === b) return [year, b, a]
  return b > 12 && a <= 12 ? [year, a, b] : null
}

const takeWord = (parts: Parts, text: string): boolean => {
  const word = wordOf(text)
  // "at" is the word before a time, and Atlantic time behind it.
  if (word === 'skip' || (text === 'at' && parts.time === null)) return true
  if (word === 'am' || word === 'pm') {
    if (parts.half !== null || parts.time === null) return false
    parts.half = word
    return true
  }
  if (word !== null) {
    if (parts.month !== null) return false
    parts.month = word
    return true
  }
  const zone = zones[text.replace(/\.$/, '')]
  if (zone === undefined || parts.zone !== null) return false
  parts.zone = zone
  return true
}

const takeOffset = (parts: Parts, text: string): boolean => {
  const offset = readOffset(text)
  // Etc/GMT-5 means east by POSIX and west by everyone else; an offset stands only behind a time.
  if (offset === null || parts.offset !== null || parts.time === null || (parts.zone !== null && parts.zone !== 0)) return false
  parts.offset = offset
  return true
}

const take = (parts: Parts, { time, ymd, dmy, offset, number, word }: Record<string, string | undefined>): boolean => {
  if (time !== undefined) {
    if (parts.time !== null) return false
    parts.time = secondsOf(time)
    return parts.time !== null
  }
  if (ymd !== undefined || dmy !== undefined) {
    if (parts.date) return false
    const [year = 0, month = 0, day = 0] = (ymd ?? '').split(/[-/.]/).map(Number)
    parts.date = ymd === undefined ? readDayFirst(dmy ?? '') : [year, month, day]
    return parts.date !== null
  }
  if (offset !== undefined) return takeOffset(parts, offset.replace('\u2212', '-'))
  if (number !== undefined) return parts.numbers.push({ text: number, beforeMonth: parts.month === null }) <= 2
  return word === undefined || takeWord(parts, word)
}

/** Day, month and year out of a month's name and two numbers. */
const dateOf = ({ date, month, numbers }: Parts): Parts['date'] => {
  if (date) return month === null && numbers.length === 0 ? date : null
  const [first, second] = numbers
  if (month === null || !first || !second) return null
  const isYear = (n: { text: string }) => n.text.length === 4
  if (isYear(first) !== isYear(second)) {
    const [year, day] = isYear(first) ? [first, second] : [second, first]
    return day.text.length > 2 ? null : [Number(year.text), month, Number(day.text)]
  }
  // RFC 2822 §4.3: a short year stands behind the month; 00–49 is this century.
  if (!first.beforeMonth || second.beforeMonth || second.text.length !== 2 || first.text.length > 2) return null
  return [Number(second.text) + (Number(second.text) < 50 ? 2000 : 1900), month, Number(first.text)]
}

const dayText = (year: number, month: number, day: number): string | null => {
  if (year < 1900 || year > 2199) return null
  const text = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
  const ms = Date.parse(`${text}T00:00:00.000Z`)
  return Number.isNaN(ms) || !toInstant(ms).startsWith(text) ? null : text
}

const instantOf = (parts: Parts, zone: Zone): Instant | null => {
  const date = dateOf(parts)
  const day = date && dayText(...date)
  if (!day) return null
  let seconds = parts.time ?? 0
  if (parts.half) {
    const hour = Math.floor(seconds / 3600)
    if (hour < 1 || hour > 12) return null
    seconds += (parts.half === 'pm' ? 12 : 0) * 3600 - (hour === 12 ? 12 * 3600 : 0)
  }
  const stated = parts.offset ?? parts.zone ?? zone
  const start = stated === 'Asia/Almaty'
    ? msOf(day, Math.floor(seconds / 60)) + (seconds % 60) * 1000
    : Date.parse(`${day}T00:00:00.000Z`) + seconds * 1000 - (stated === 'UTC' ? 0 : stated) * minuteMs
  return toInstant(start)
}

/** ISO 8601 forms made of digits alone, rewritten with their marks. */
const spellOut = (text: string): string => {
  const month = /^(\d{4})-(\d{2})$/.exec(text) ?? /^-(\d{2})-?(\d{2})$/.exec(text)
  if (/^\d{4}$/.test(text)) return `${text}-01-01`
  if (month) return `${month[1]?.length === 2 ? '20' : ''}${month[1]}-${month[2]}-01`
  return text.replace(/^(\d{4})(\d{2})(\d{2})(?=$|t)/, '$1-$2-$3').replace(/t(\d{2})(\d{2})(\d{2})?(?=$|z|[+-])/, (_, h, m, s) => `t${h}:${m}:${s ?? '00'}`)
}

/** The named month of `2004-július-13`. */
const numberMonth = (text: string): string =>
  text.replace(/^(\d{4})-(\p{L}+)-(\d{1,2})/u, (all, year: string, name: string, day: string) => {
    const month = wordOf(name)
    return typeof month === 'number' ? `${year}-${month}-${day}` : all
  })

/**
 * The instant that a date means; one without a zone is read in `zone`. Null for nonsense, and for what could mean two days (05/06/2026).
 * Years 1900–2199. Weekdays are not compared: many feeds have wrong ones.
 */
export const readDate = (text: string, zone: Zone): Instant | null => {
  if (text.length > 100) return null
  const given = numberMonth(spellOut(text.trim().normalize('NFC').toLowerCase()))
  const parts: Parts = { date: null, month: null, numbers: [], time: null, half: null, zone: null, offset: null }
  let at = 0
  while (at < given.length) {
    token.lastIndex = at
    const groups = token.exec(given)?.groups
    if (!groups || !take(parts, groups)) return null
    at = token.lastIndex
  }
  return instantOf(parts, zone)
}
