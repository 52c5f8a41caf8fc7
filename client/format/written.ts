// Dates and durations in words. Chromium has no Kazakh data, so the tables are our own; the zone is always the office's.
import { addDays, dayOf, instantOf, toMs, type Day, type Instant } from '#domain/time.ts'
import type { InterfaceLanguage } from '#domain/user.ts'

type Words = Record<InterfaceLanguage, string>

const months: Record<InterfaceLanguage, readonly string[]> = {
  kk: ['қаңтар', 'ақпан', 'наурыз', 'сәуір', 'мамыр', 'маусым', 'шілде', 'тамыз', 'қыркүйек', 'қазан', 'қараша', 'желтоқсан'],
  ru: ['января', 'февраля', 'марта', 'апреля', 'мая', 'июня', 'июля', 'августа', 'сентября', 'октября', 'ноября', 'декабря'],
  en: ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'],
}
const yesterday: Words = { kk: 'кеше', ru: 'вчера', en: 'yesterday' }
const tomorrow: Words = { kk: 'ертең', ru: 'завтра', en: 'tomorrow' }
const justNow: Words = { kk: 'жаңа ғана', ru: 'только что', en: 'just now' }
const ago: Words = { kk: 'бұрын', ru: 'назад', en: 'ago' }
const hour: Words = { kk: 'сағ', ru: 'ч', en: 'h' }
const minute: Words = { kk: 'мин', ru: 'мин', en: 'min' }

const minuteMs = 60_000
const hourMinutes = 60
const dayMinutes = 24 * hourMinutes
/** One working day of the office. */
export const workingDayMinutes = 8 * hourMinutes

const pad = (figure: number) => String(figure).padStart(2, '0')
const russian = new Intl.PluralRules('ru')
const russianDays = (count: number, isWorking: boolean) => {
  const form = russian.select(count)
  if (!isWorking) return form === 'one' ? 'день' : form === 'few' ? 'дня' : 'дней'
  return form === 'one' ? 'рабочий день' : form === 'few' ? 'рабочих дня' : 'рабочих дней'
}

/** `12 345` · `12,345`: the space does not break. */
export const writtenCount = (count: number, language: InterfaceLanguage): string =>
  String(count).replace(/\B(?=(\d{3})+$)/g, language === 'en' ? ',' : '\u00a0')

/** «3 жұмыс күні»; without `isWorking` days of the wall calendar. */
export const writtenDays = (count: number, language: InterfaceLanguage, isWorking: boolean): string => {
  if (language === 'ru') return `${count} ${russianDays(count, isWorking)}`
  if (language === 'kk') return `${count} ${isWorking ? 'жұмыс күні' : 'күн'}`
  return `${count} ${isWorking ? 'working ' : ''}${count === 1 ? 'day' : 'days'}`
}

/** The wall clock of the office: `18:05`. */
export const writtenTime = (at: Instant): string => {
  const minutes = Math.floor((toMs(at) - toMs(instantOf(dayOf(at), 0))) / minuteMs)
  return `${pad(Math.floor(minutes / hourMinutes))}:${pad(minutes % hourMinutes)}`
}

/** `2026 ж. 21 қараша` · `21 ноября 2026 г.` · `21 November 2026`. */
export const writtenDay = (day: Day, language: InterfaceLanguage): string => {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number)
  const name = months[language][month - 1] ?? ''
  if (language === 'kk') return `${year} ж. ${date} ${name}`
  return language === 'ru' ? `${date} ${name} ${year} г.` : `${date} ${name} ${year}`
}

/** `2026 ж. 21 қараша, 18:05`. */
export const writtenInstant = (at: Instant, language: InterfaceLanguage): string => `${writtenDay(dayOf(at), language)}, ${writtenTime(at)}`

const shortDay = (day: Day, withYear: boolean) => {
  const [year, month, date] = day.split('-')
  return [date, month, ...(withYear ? [year] : [])].join('.')
}

/** `18.11.2026`. */
export const writtenShortDay = (day: Day): string => shortDay(day, true)

/** What a person typed as a day, with any signs between or none: `5.3.2026`, `05 03 2026`, `05032026`. Null when it is no day of the calendar. */
export const dayFrom = (text: string): Day | null => {
  const [, date = '', month = '', year = ''] = /^(\d{1,2})\D+(\d{1,2})\D+(\d{4})$/.exec(text.trim()) ?? /^(\d{2})(\d{2})(\d{4})$/.exec(text.trim()) ?? []
  if (year === '' || Number(month) < 1 || Number(month) > 12 || Number(date) < 1 || Number(date) > 31) return null
  const day = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`
  return addDays(day, 0) === day ? day : null
}

/** For tables: `18.11.2026 10:00`. */
export const writtenStamp = (at: Instant): string => `${shortDay(dayOf(at), true)} ${writtenTime(at)}`

/** As short as it can be told apart at `now`: `18:05`, `кеше 18:05`, `ертең 18:05`, `12.11 18:05`, `30.12.2025 18:05`. */
export const writtenWhen = (at: Instant, now: Instant, language: InterfaceLanguage): string => {
  const [day, today] = [dayOf(at), dayOf(now)]
  if (day === today) return writtenTime(at)
  if (day === addDays(today, -1)) return `${yesterday[language]} ${writtenTime(at)}`
  if (day === addDays(today, 1)) return `${tomorrow[language]} ${writtenTime(at)}`
  return `${shortDay(day, day.slice(0, 4) !== today.slice(0, 4))} ${writtenTime(at)}`
}

/** Whole minutes as days, hours and minutes, at most two of them. `working`: a day is the office's eight hours. Negative counts as 0. */
export const writtenDuration = (minutes: number, language: InterfaceLanguage, of: 'working' | 'clock' = 'working'): string => {
  const whole = Math.max(0, Math.floor(minutes))
  const day = of === 'working' ? workingDayMinutes : dayMinutes
  const [days, hours, rest] = [Math.floor(whole / day), Math.floor((whole % day) / hourMinutes), whole % hourMinutes]
  if (days > 0) return [writtenDays(days, language, of === 'working'), ...(hours > 0 ? [`${hours} ${hour[language]}`] : [])].join(' ')
  if (hours > 0) return [`${hours} ${hour[language]}`, ...(rest > 0 ? [`${rest} ${minute[language]}`] : [])].join(' ')
  return `${rest} ${minute[language]}`
}

/** «40 мин бұрын»; from the second day on the day itself. A future instant counts as just now. */
export const writtenAgo = (at: Instant, now: Instant, language: InterfaceLanguage): string => {
  const minutes = Math.floor((toMs(now) - toMs(at)) / minuteMs)
  if (minutes < 1) return justNow[language]
  if (minutes >= dayMinutes) return writtenWhen(at, now, language)
  const shown = minutes < hourMinutes ? minutes : Math.floor(minutes / hourMinutes) * hourMinutes
  return `${writtenDuration(shown, language, 'clock')} ${ago[language]}`
}
