// Lengths of time as the screens show them. The clocks of the office count working minutes, eight hours a day.
import type { Limit } from '#domain/office.ts'
import type { InterfaceLanguage } from '#domain/user.ts'
import { language } from '#client/language.ts'
import { writtenDays, writtenDuration } from './written.ts'

/** «2 сағ 10 мин», «3 жұмыс күні»; `clock` for minutes that run round the clock. */
export const formatDuration = (minutes: number, spoken: InterfaceLanguage = language.value, of: 'working' | 'clock' = 'working'): string => writtenDuration(minutes, spoken, of)

/** A clock's limit: «8 сағ», «7 жұмыс күні». Eight hours stay hours: a term is named as the rules name it. */
export const formatLimit = (limit: Limit, spoken: InterfaceLanguage = language.value): string => {
  if ('workingDays' in limit) return writtenDays(limit.workingDays, spoken, true)
  return writtenDuration('minutes' in limit ? limit.minutes : limit.workingMinutes, spoken, 'clock')
}
