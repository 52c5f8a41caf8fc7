// Counts as the screens show them, by the language of the interface.
import type { InterfaceLanguage } from '#domain/user.ts'
import { language } from '#client/language.ts'
import { writtenCount } from './written.ts'

/** `12 345`. */
export const formatCount = (count: number, spoken: InterfaceLanguage = language.value): string => writtenCount(count, spoken)
