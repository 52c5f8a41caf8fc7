// The texts of the screens. Kazakh comes with the first load; another language is one chunk, fetched when it is chosen.
import { createI18n } from 'vue-i18n'
import type { InterfaceLanguage } from '#domain/user.ts'
import { formatCount } from '#client/format/count.ts'
import { keepLanguage, language } from '#client/language.ts'
import kk from '#client/messages/kk.ts'

type Tree = { [key: string]: string | Tree }

/** Russian plurals by the rules of the language: one | few | many. Kazakh nouns stay singular after a number. */
const russian = new Intl.PluralRules('ru')
const russianForm = (count: number, forms: number) => Math.min({ one: 0, few: 1, many: 2, zero: 2, two: 1, other: 2 }[russian.select(count)], forms - 1)

export const i18n = createI18n({
  legacy: false,
  locale: 'kk',
  fallbackLocale: 'kk',
  messages: { kk } as Record<string, Tree>,
  pluralRules: { ru: russianForm, kk: () => 0 },
  missingWarn: false,
  fallbackWarn: false,
})

/** Figures that name a thing and count nothing. */
const names = new Set(['year', 'line', 'seq'])
const withCounts = (values: object) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, Number.isInteger(value) && !names.has(name) ? formatCount(value as number) : value]))

/** One place for all screens: `useI18n` gives them this `t`, and no text can forget how its language writes a count. */
const { t: say } = i18n.global
i18n.global.t = ((key: string, values?: unknown, count?: number) => {
  if (typeof values !== 'object' || values === null) return Reflect.apply(say, null, values === undefined ? [key] : [key, values])
  const form = count ?? Reflect.get(values, 'count') as unknown
  return Reflect.apply(say, null, [key, withCounts(values), ...typeof form === 'number' ? [form] : []])
}) as typeof say

const loaders: Record<Exclude<InterfaceLanguage, 'kk'>, () => Promise<{ default: Tree }>> = {
  ru: () => import('#client/messages/ru.ts'),
  en: () => import('#client/messages/en.ts'),
}

/** Text by key outside of components; `count` chooses its form. */
export const t = (key: string, values: Record<string, unknown> = {}, count = 1): string => i18n.global.t(key, values, count)

/** Fetches the texts if needed, then switches every screen. Keeps the old language when they cannot be fetched. */
export const setLanguage = async (chosen: InterfaceLanguage): Promise<void> => {
  if (chosen !== 'kk') i18n.global.setLocaleMessage(chosen, (await loaders[chosen]()).default)
  i18n.global.locale.value = chosen
  document.documentElement.lang = chosen
  keepLanguage(chosen)
}

/** A screen or dialog with rarer texts: they are there before it is. */
export const withRare = <T>(load: () => Promise<T>) => async (): Promise<T> => {
  i18n.global.mergeLocaleMessage('kk', (await import('#client/messages/kk-rare.ts')).default)
  return await load()
}

/** Before the first screen: the language kept in this browser. */
export const startLanguage = (): Promise<void> => setLanguage(language.value)
