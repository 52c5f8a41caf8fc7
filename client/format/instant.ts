// Moments as the screens show them: in the language of the interface unless another is asked for, so that they change with the switch.
import type { Day, Instant } from '#domain/time.ts'
import type { InterfaceLanguage } from '#domain/user.ts'
import { language } from '#client/language.ts'
import { writtenAgo, writtenDay, writtenInstant, writtenStamp, writtenTime, writtenWhen } from './written.ts'

/** `2026 ж. 21 қараша, 18:05`. */
export const formatInstant = (at: Instant, spoken: InterfaceLanguage = language.value): string => writtenInstant(at, spoken)
/** `2026 ж. 21 қараша`. */
export const formatDay = (day: Day, spoken: InterfaceLanguage = language.value): string => writtenDay(day, spoken)
/** `18.11.2026 10:00` in Almaty, for tables. */
export const formatStamp = (at: Instant): string => writtenStamp(at)
/** `18:05` in Almaty. */
export const formatTime = (at: Instant): string => writtenTime(at)
/** «40 мин бұрын», from a day on the day and time. */
export const formatAgo = (at: Instant, now: Instant, spoken: InterfaceLanguage = language.value): string => writtenAgo(at, now, spoken)
/** The shortest that can be told apart now: `18:05`, `кеше 18:05`, `12.11 18:05`. */
export const formatWhen = (at: Instant, now: Instant, spoken: InterfaceLanguage = language.value): string => writtenWhen(at, now, spoken)
