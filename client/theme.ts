// Light, dark or as the system says; kept per browser and set before the first screen is drawn.
import { readonly, ref } from 'vue'
import { keepChoice, recallChoice } from '#client/kept-choice.ts'

export const themes = ['system', 'light', 'dark'] as const
export type Theme = typeof themes[number]

const storageKey = 'qulaq.theme'
const theme = ref<Theme>(themes.find(known => known === recallChoice(storageKey)) ?? 'system')

const apply = () => {
  if (theme.value === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = theme.value
}
apply()

const set = (chosen: Theme): void => {
  theme.value = chosen
  keepChoice(storageKey, chosen)
  apply()
}

export const useTheme = () => ({ theme: readonly(theme), set })
