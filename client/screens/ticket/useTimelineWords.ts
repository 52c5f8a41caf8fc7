// A line of the trail as an impersonal sentence of the office: what was done, to whom, until when.
import { useI18n } from 'vue-i18n'
import { formatDay } from '#client/format/instant.ts'
import { useReference } from '#client/reference.ts'
import type { TimelineEntry } from './ticket.ts'

type Facts = TimelineEntry['event']
const textIn = (facts: Facts, name: string): string | null => {
  const value = facts[name]
  return typeof value === 'string' ? value : null
}

export const useTimelineWords = () => {
  const { t, te } = useI18n()
  const { bodyName, personName, topicName } = useReference()

  const whoseIn = (facts: Facts) => [bodyName(textIn(facts, 'bodyId')), personName(textIn(facts, 'officerId'))]
  const replyIn = (facts: Facts) => {
    const [kind, result, promisedOn] = [textIn(facts, 'reply'), textIn(facts, 'result'), textIn(facts, 'promisedOn')]
    return [kind && t(`words.reply-kind.${kind}`), result && t(`words.result.${result}`), promisedOn && t('ticket.promised', { day: formatDay(promisedOn) })]
  }
  const publishIn = (facts: Facts) => [...replyIn(facts), typeof facts.inTerm === 'boolean' ? t(facts.inTerm ? 'words.term.kept' : 'words.term.missed') : null]
  const registerIn = (facts: Facts) => {
    const [topic, priority] = [textIn(facts, 'topic'), textIn(facts, 'priority')]
    return [topic && topicName(topic), priority && priority !== 'normal' ? t(`words.urgency.${priority}`) : null]
  }
  const detailsOf: Partial<Record<string, (facts: Facts) => (string | null | undefined)[]>> = {
    register: registerIn, assign: whoseIn, reassign: whoseIn, submit: replyIn, publish: publishIn,
    close: facts => [t(`words.result.${textIn(facts, 'result') ?? 'solved'}`)],
    evidence: facts => [t(facts.of === 'reply' ? 'ticket.evidence-reply' : 'ticket.evidence-post')],
  }

  /** `done`: what was done in words · `details`: to whom, with which result · `text`: the note or reason given with it. */
  const lineOf = ({ type, event, by, text }: TimelineEntry) => {
    const code = type === 'control' && event.on === false ? 'control-off' : type
    return {
      who: personName(by),
      done: te(`words.event.${code}`, 'kk') ? t(`words.event.${code}`) : code,
      details: detailsOf[type]?.(event).filter(Boolean).join(' · ') ?? '',
      text,
    }
  }
  return { lineOf }
}
