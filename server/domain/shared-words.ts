// Words in three languages, and the sentences that the screens and the terminal say alike, once: the screens take them among their messages, by the same keys.
import type { InterfaceLanguage } from './user.ts'
import en from './words/en.json' with { type: 'json' }
import kk from './words/kk.json' with { type: 'json' }
import ru from './words/ru.json' with { type: 'json' }

/** A word or sentence in the three languages. */
export type Words = Record<InterfaceLanguage, string>
/** `Words`, short enough for a table of them. */
export const w = (kk: string, ru: string, en: string): Words => ({ kk, ru, en })

export const sharedWords: Record<InterfaceLanguage, typeof kk> = { kk, ru, en }

type Values = Readonly<Record<string, string | number | boolean | null | string[] | undefined>>

const valueOf = (values: Values, name: string): string => {
  const value = values[name]
  return Array.isArray(value) ? value.join(', ') : String(value ?? '')
}

/** Puts values into their places `{name}`. A bracket of which nothing is known is left out: "(who: ; when: )" tells nobody anything. */
export const withValues = (text: string, values: Values): string => text
  .replace(/ \([^()]*\{[^()]*\)/g, part => [...part.matchAll(/\{(\w+)\}/g)].some(([, name = '']) => valueOf(values, name) !== '') ? part : '')
  .replace(/\{(\w+)\}/g, (_, name: string) => valueOf(values, name))
  .trim()

/** `5 MB`, the same in the three languages. */
export const sizeInWords = (bytes: number): string => {
  const [unit, size] = bytes >= 2 ** 20 ? ['MB', 2 ** 20] : bytes >= 1024 ? ['KB', 1024] : ['B', 1]
  return `${Math.round(bytes / size)} ${unit}`
}

/** What to do about a source whose state has this reason; undefined where nothing can be done, or for a reason that no source has. */
export const healthAdvice = (reason: string, language: InterfaceLanguage): string | undefined =>
  Object.entries(sharedWords[language].words['health-advice']).find(([code]) => code === reason)?.[1]
