// Binds a form to what is kept of it: found again after a reload or a crash, kept at every key, gone when it is sent.
import { ref, watch, type Ref } from 'vue'
import { dropDraft, keepDraft, recallDraft } from '#client/drafts.ts'

/** Only fields that the form has, of the kind it has them: what an older version of the client kept may be another form. */
const fitting = (blank: object, kept: unknown): [string, unknown][] => {
  if (typeof kept !== 'object' || kept === null) return []
  return Object.entries(kept).filter(([name, value]) => typeof Reflect.get(blank, name) === typeof value && Array.isArray(Reflect.get(blank, name)) === Array.isArray(value))
}
const textOf = (form: object): string => JSON.stringify(form)

export interface KeptForm<T extends object> {
  /** What the words are for; null keeps nothing. Another one empties the form, or fills it with what is kept there. */
  what: () => string | null
  form: Ref<T>
  blank: () => T
  /** Of the noun that the form is about, as it is shown now. */
  version?: () => number | null
}

/** `found`: what is in the form was kept from before · `isMoved`: the noun has changed since it was written · `sent` forgets it · `restart` empties the form. */
export const useKept = <T extends object>({ what, form, blank, version = () => null }: KeptForm<T>) => {
  const found = ref(false)
  const isMoved = ref(false)
  let isFilling = false

  const fill = (fields: T) => {
    isFilling = true
    form.value = fields
    isFilling = false
  }
  const recall = async (name: string | null) => {
    const draft = name === null ? null : await recallDraft(name)
    // Whoever typed meanwhile, or went on to something else, is not interrupted.
    if (draft === null || what() !== name || textOf(form.value) !== textOf(blank())) return
    fill({ ...blank(), ...Object.fromEntries(fitting(blank(), draft.value)) })
    isMoved.value = draft.version !== null && draft.version !== version()
    found.value = true
  }
  const sent = (): void => {
    const name = what()
    found.value = false
    if (name !== null) void dropDraft(name)
  }

  watch(form, (typed) => {
    const name = what()
    if (isFilling || name === null) return
    if (textOf(typed) === textOf(blank())) return sent()
    void keepDraft(name, { value: JSON.parse(textOf(typed)), version: version() })
  }, { deep: true, flush: 'sync' })
  watch(what, (name, before) => {
    found.value = false
    if (before !== undefined) fill(blank())
    void recall(name)
  }, { immediate: true })

  return { found, isMoved, sent, restart: () => { form.value = blank() } }
}
