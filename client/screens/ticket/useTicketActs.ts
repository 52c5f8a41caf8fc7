// Sends the acts of a ticket with the version that the person saw, one at a time, and says what was done.
import { ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { results } from '#domain/ticket.ts'
import { useAct } from '#client/act.ts'
import { useToasts } from '#client/toasts.ts'
import type { ActForm, AskingAct } from './actForm.ts'
import type { Ticket } from './ticket.ts'

type PlainAct = 'accept' | 'withdraw' | 'approve' | 'control'

export const useTicketActs = (ticket: () => Ticket | undefined) => {
  const { t } = useI18n()
  const { run } = useAct()
  const { show } = useToasts()
  const sending = ref(false)

  const once = async (key: string, send: (now: Ticket, seen: { version: number }) => Promise<object | null>): Promise<boolean> => {
    const now = ticket()
    if (!now || sending.value) return false
    sending.value = true
    const done = await send(now, { version: now.version })
    sending.value = false
    if (done) show({ kind: 'done', text: `${now.number} · ${t(`words.event.${key}`)}` })
    return done !== null
  }

  /** Acts that ask nothing. */
  const perform = (act: PlainAct): Promise<boolean> => {
    const on = !ticket()?.onControl
    return once(act === 'control' && !on ? 'control-off' : act, ({ id: ticketId }, seen) => act === 'control' ? run('control', { ticketId, on }, seen) : run(act, { ticketId }, seen))
  }

  /** Acts with what the dialog asked. */
  const performWith = (act: AskingAct, { bodyId, officerId, words, result, postId }: ActForm): Promise<boolean> => once(act, ({ id: ticketId }, seen) => {
    const said = words.trim()
    const reason = said || undefined
    switch (act) {
      case 'assign': return run('assign', { ticketId, bodyId, officerId: officerId || undefined }, seen)
      case 'reassign': return run('reassign', { ticketId, bodyId, officerId: officerId || undefined, reason }, seen)
      case 'return': return run('return', { ticketId, reason: said, bodyId: bodyId || undefined }, seen)
      case 'reject': return run('reject', { ticketId, note: said }, seen)
      case 'send-back': return run('send-back', { ticketId, note: said }, seen)
      case 'close': return run('close', { ticketId, result: results.find(known => known === result) }, seen)
      case 'reopen': return run('reopen', { ticketId, reason: said }, seen)
      case 'annul': return run('annul', { ticketId, reason }, seen)
      case 'detach': return run('detach', { ticketId, postId }, seen)
    }
  })
  return { sending, perform, performWith }
}
