// Each act of a dialog as a call of its endpoint, with only what belongs to it.
import type { CallOf } from '#domain/contract.ts'
import type { EndpointName } from '#domain/paths.ts'
import { kinds, sentiments, urgencies } from '#domain/classification.ts'
import { extensionReasons } from '#domain/extension.ts'
import { promiseOutcomes } from '#domain/promise.ts'
import { grades, results } from '#domain/ticket.ts'
import type { ActForm, AskingAct } from './actForm.ts'

/** Sends one call; null after a refusal was shown. */
export type Send = <N extends EndpointName>(name: N, input: CallOf<N>) => Promise<unknown>

/** One of the known values; a form cannot hold another, for it was chosen from them. */
const oneOf = <T extends string>(known: readonly T[], chosen: string): T => {
  const found = known.find(each => each === chosen)
  if (found === undefined) throw new Error(`«${chosen}» is none of ${known.join(' ')}`)
  return found
}
const orNothing = (text: string): string | undefined => text.trim() || undefined

const aboutTerms = (act: AskingAct, ticketId: string, form: ActForm, send: Send) => {
  const note = orNothing(form.words)
  switch (act) {
    case 'ask-author': return send(act, { ticketId, text: form.text.trim() })
    case 'post-question': return send(act, { ticketId, permalink: form.link.trim() })
    case 'author-answered': return send(act, { ticketId, text: note })
    case 'request-extension': return send(act, { ticketId, reason: oneOf(extensionReasons, form.extensionReason), dueOn: form.day, note })
    case 'decide-extension': return send(act, { ticketId, grant: form.decision === 'grant', note })
    case 'promise': return send(act, { ticketId, outcome: oneOf(promiseOutcomes, form.outcome), on: orNothing(form.day), reason: note })
    case 'answer-under': return send(act, { ticketId, postId: form.postId, permalink: form.link.trim() })
    default: return null
  }
}

const aboutFacts = (act: AskingAct, ticketId: string, form: ActForm, send: Send) => {
  const { topic, place, name, phone, email, more } = form
  switch (act) {
    case 'priority': return send(act, { ticketId, priority: oneOf(urgencies, form.priority), reason: orNothing(form.words) })
    case 'correct': return send(act, { ticketId, topic, place: place || null, kind: oneOf(kinds, form.kind), sentiment: oneOf(sentiments, form.sentiment) })
    case 'co-executors': return send(act, { ticketId, userIds: form.userIds })
    case 'grade': return send(act, { ticketId, grade: grades.find(each => String(each) === form.grade) ?? 1, reason: orNothing(form.words) })
    case 'formal-number': return send(act, { ticketId, formalNumber: form.number.trim() || null })
    case 'contact': return send(act, { ticketId, name: name || null, phone: phone || null, email: email || null, more: more || null })
    default: return null
  }
}

/** Sends an act with what its dialog asked. */
export const sendAct = (act: AskingAct, ticketId: string, form: ActForm, send: Send): Promise<unknown> => {
  const { bodyId, officerId, words, postId, mainId, text, link, number } = form
  const said = words.trim()
  const named = { bodyId, officerId: officerId || undefined }
  switch (act) {
    case 'assign': return send(act, { ticketId, ...named })
    case 'reassign': return send(act, { ticketId, ...named, reason: said || undefined })
    case 'return': return send(act, { ticketId, reason: said, bodyId: bodyId || undefined })
    case 'reject': case 'send-back': return send(act, { ticketId, note: said })
    case 'close': return send(act, { ticketId, result: oneOf(results, form.result) })
    case 'reopen': case 'take-back': return send(act, { ticketId, reason: said })
    case 'annul': return send(act, { ticketId, reason: said || undefined })
    case 'detach': return send(act, { ticketId, postId })
    case 'merge': return send(act, { ticketId, mainId })
    case 'hand-over': return send(act, { ticketId, bodyId, text: text.trim(), permalink: link.trim(), formalNumber: number.trim() })
    case 'body-answered': return send(act, { ticketId, text: said || undefined })
    default: return aboutTerms(act, ticketId, form, send) ?? aboutFacts(act, ticketId, form, send) ?? Promise.resolve(null)
  }
}
