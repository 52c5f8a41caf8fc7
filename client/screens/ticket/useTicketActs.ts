// Sends the acts of a ticket with the version that the person saw, one at a time, and says what was done.
import { ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { useAct } from '#client/act.ts'
import { useToasts } from '#client/toasts.ts'
import type { ActForm, AskingAct } from './actForm.ts'
import { sendAct, type Send } from './sendAct.ts'
import type { Ticket, TicketAct } from './ticket.ts'

/** Acts that ask nothing. */
export const plainActs = ['accept', 'withdraw', 'approve', 'control', 'unmerge'] as const satisfies TicketAct[]
export type PlainAct = typeof plainActs[number]
export const isPlain = (act: TicketAct): act is PlainAct => (plainActs as readonly TicketAct[]).includes(act)

export const useTicketActs = (ticket: () => Ticket | undefined) => {
  const { t } = useI18n()
  const { run } = useAct()
  const { show } = useToasts()
  const sending = ref(false)

  const once = async (key: string, work: (now: Ticket, send: Send) => Promise<unknown>): Promise<boolean> => {
    const now = ticket()
    if (!now || sending.value) return false
    sending.value = true
    const done = await work(now, (name, input) => run(name, input, { version: now.version }))
    sending.value = false
    if (done !== null) show({ kind: 'done', text: `${now.number} · ${t(`words.event.${key}`)}` })
    return done !== null
  }

  const perform = (act: PlainAct): Promise<boolean> => {
    const on = !ticket()?.onControl
    return once(act === 'control' && !on ? 'control-off' : act, ({ id: ticketId }, send) => act === 'control' ? send('control', { ticketId, on }) : send(act, { ticketId }))
  }

  /** Acts with what the dialog asked. */
  const performWith = (act: AskingAct, form: ActForm): Promise<boolean> => once(act, ({ id }, send) => sendAct(act, id, form, send))
  return { sending, perform, performWith }
}
