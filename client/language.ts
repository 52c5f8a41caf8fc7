// Which language the person reads: kept per browser, Kazakh until they choose another. Apart from i18n.ts, so that requests can name it without the texts.
import { shallowRef } from 'vue'
import type { InterfaceLanguage } from '#domain/user.ts'
import { keepChoice, recallChoice } from '#client/kept-choice.ts'

/** In the order of the switch. */
export const shownLanguages: readonly InterfaceLanguage[] = ['kk', 'ru', 'en']
const storageKey = 'qulaq.language'

const stored = (): InterfaceLanguage => shownLanguages.find(known => known === recallChoice(storageKey)) ?? 'kk'

/** The interface language now. Changed by `setLanguage` of i18n.ts, which loads its texts first. */
export const language = shallowRef<InterfaceLanguage>(stored())

export const keepLanguage = (chosen: InterfaceLanguage): void => {
  language.value = chosen
  keepChoice(storageKey, chosen)
}
