// Is there room for two columns? On a phone a list and its detail are two pages.
import { readonly, ref } from 'vue'

const wide = matchMedia('(min-width: 900px)')
const isWide = ref(wide.matches)
wide.addEventListener('change', () => { isWide.value = wide.matches })

export const useWide = () => readonly(isWide)
