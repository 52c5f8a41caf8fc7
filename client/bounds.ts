// Holds every field to its `maxlength` before the browser lays the text out: a file pasted by mistake would hold the screen for many seconds, and be cut without a word.
import { t } from '#client/i18n.ts'
import { useToasts } from '#client/toasts.ts'

/** How much of `wanted` fits into a field of `most` letters that keeps `kept` of them. Never half of a letter that takes two units. */
export const fitting = (wanted: string, kept: number, most: number): string => {
  const room = Math.max(0, most - kept)
  const half = /[\uD800-\uDBFF]/.test(wanted.charAt(room - 1)) ? 1 : 0
  return wanted.length <= room ? wanted : wanted.slice(0, room - half)
}

const isField = (target: EventTarget | null): target is HTMLInputElement | HTMLTextAreaElement =>
  target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && target.selectionStart !== null)

const bound = (event: InputEvent): void => {
  const { target: field, data } = event
  if (!isField(field) || field.maxLength < 0 || data === null || !event.cancelable) return
  const [from, to] = [field.selectionStart ?? 0, field.selectionEnd ?? 0]
  const kept = field.value.length - (to - from)
  const fits = fitting(data, kept, field.maxLength)
  if (fits.length === data.length) return
  event.preventDefault()
  if (fits !== '') {
    field.setRangeText(fits, from, to, 'end')
    field.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: event.inputType }))
  }
  useToasts().show({ kind: 'refused', text: t('shell.too-long', { most: field.maxLength, lost: data.length - fits.length }) })
}

/** For all fields of the client at once, whatever brings the text: keys, paste or drop. */
export const boundFields = (): void => { document.addEventListener('beforeinput', bound, { capture: true }) }
