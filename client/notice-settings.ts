// How the desk makes itself heard to this person in this browser: quiet but for danger, and outside the page only when it was asked for.
import { readonly, ref } from 'vue'
import { keepChoice, recallChoice } from '#client/kept-choice.ts'
import { useSession } from '#client/session.ts'

/** `sound`: of every notice · `dangerSound`: of danger to life · `browser`: notifications of the browser while the page is not in view. */
export interface NoticeSettings { sound: boolean, dangerSound: boolean, browser: boolean }

const keyOf = (userId: string) => `qulaq.notices.${userId}`
const parse = (stored: string | null): unknown => {
  try {
    return JSON.parse(stored ?? 'null')
  } catch {
    return null
  }
}
const recall = (userId: string): NoticeSettings => {
  const kept = parse(recallChoice(keyOf(userId)))
  const is = (name: keyof NoticeSettings, otherwise: boolean) =>
    typeof kept === 'object' && kept !== null && typeof Reflect.get(kept, name) === 'boolean' ? Reflect.get(kept, name) === true : otherwise
  return { sound: is('sound', false), dangerSound: is('dangerSound', true), browser: is('browser', false) }
}

const settings = ref<NoticeSettings>({ sound: false, dangerSound: true, browser: false })
let ownerId = ''

/** Of the person who is signed in; kept for each person apart. */
export const useNoticeSettings = () => {
  const userId = useSession().me.value?.id ?? ''
  if (userId !== ownerId) {
    ownerId = userId
    settings.value = recall(userId)
  }
  const set = (changed: Partial<NoticeSettings>): void => {
    settings.value = { ...settings.value, ...changed }
    keepChoice(keyOf(ownerId), JSON.stringify(settings.value))
  }
  return { settings: readonly(settings), set }
}
