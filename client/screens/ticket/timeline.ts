// What a line of the trail says about a ticket: the key of its sentence, and the facts that belong to it. Pure, so that every event is held to its words.
import type { TimelineEntry } from './ticket.ts'

type Event = TimelineEntry['event']
type Entry = Pick<TimelineEntry, 'type' | 'event'>

/** How facts become words on the screen. `say` gives the text of a key. */
export interface Speech {
  say: (key: string, values?: Record<string, unknown>) => string
  body: (id: string | null) => string
  person: (id: string | null) => string
  topic: (code: string) => string
  day: (on: string) => string
}
type Facts = (event: Event, speech: Speech) => (string | null)[]

const text = (event: Event, name: string): string | null => {
  const value = event[name]
  return typeof value === 'string' && value !== '' ? value : null
}
const number = (event: Event, name: string): number => typeof event[name] === 'number' ? event[name] : 0
/** A code in words; `key` is where its text stands. */
const coded = (event: Event, name: string, key: (code: string) => string, { say }: Speech): string | null => {
  const code = text(event, name)
  return code === null ? null : say(key(code))
}

/** Some events are two things by what they carry. */
const codes: Partial<Record<string, (event: Event) => string | null>> = {
  'control': event => event.on === false ? 'control-off' : null,
  'ask-author': event => event.posted === true ? 'post-question' : null,
  'decide-extension': event => event.granted === false ? 'extension-refused' : 'extension-granted',
  'contact': event => event.read === true ? 'contact-read' : null,
  'formal-number': event => event.given === false ? 'formal-number-off' : null,
  'merge': event => event.ticketId === event.mainId ? 'merge-main' : null,
  'unmerge': event => event.ticketId === event.mainId ? 'unmerge-main' : null,
}

/** The key of the sentence under `words.event`. */
export const sentenceKey = ({ type, event }: Entry): string => codes[type]?.(event) ?? type

const byRule = (event: Event, { say }: Speech) => text(event, 'ruleId') ? say('ticket.line.by-rule') : null
const named: Facts = (event, speech) => [
  speech.body(text(event, 'bodyId')), speech.person(text(event, 'officerId')), event.binding === true ? speech.say('words.flag.binding') : null,
  coded(event, 'cause', code => `ticket.line.cause.${code}`, speech), byRule(event, speech),
]
const until = (event: Event, { say, day }: Speech) => {
  const dueOn = text(event, 'dueOn')
  return dueOn && say('ticket.line.new-term', { day: day(dueOn) })
}
const promised = (event: Event, { say, day }: Speech) => {
  const on = text(event, 'promisedOn')
  return on && say('ticket.promised', { day: day(on) })
}
const priority = (event: Event, speech: Speech) => coded(event, 'priority', code => `words.priority.${code}`, speech)
const result = (event: Event, speech: Speech) => coded(event, 'result', code => `words.result.${code}`, speech)
const replied: Facts = (event, speech) => [coded(event, 'reply', code => `words.reply-kind.${code}`, speech), result(event, speech), promised(event, speech)]
const inTerm = (event: Event, { say }: Speech) => typeof event.inTerm === 'boolean' ? say(event.inTerm ? 'words.term.kept' : 'words.term.missed') : null

const facts: Partial<Record<string, Facts>> = {
  'register': (event, speech) => {
    const topic = text(event, 'topic')
    return [topic && speech.topic(topic), event.priority === 'normal' ? null : priority(event, speech), byRule(event, speech)]
  },
  'assign': named,
  'reassign': named,
  'submit': replied,
  'publish': (event, speech) => [...replied(event, speech), inTerm(event, speech)],
  'close': (event, speech) => [result(event, speech)],
  'reopen': (event, speech) => [priority(event, speech)],
  'priority': (event, speech) => [priority(event, speech)],
  'correct': (event, speech) => {
    const topic = text(event, 'topic')
    return [topic && speech.topic(topic), coded(event, 'kind', code => `words.kind.${code}`, speech), coded(event, 'sentiment', code => `words.sentiment.${code}`, speech)]
  },
  'evidence': (event, { say }) => [say(event.of === 'reply' ? 'ticket.evidence-reply' : 'ticket.evidence-post')],
  'request-extension': (event, speech) => [until(event, speech), coded(event, 'reason', code => `acts.extension-reason.${code}`, speech)],
  'decide-extension': (event, speech) => [event.granted === false ? null : until(event, speech)],
  'promise': (event, speech) => [promised(event, speech), coded(event, 'outcome', code => `ticket.line.outcome.${code}`, speech)],
  'hand-over': (event, speech) => [speech.body(text(event, 'toId')), text(event, 'formalNumber')],
  'body-answered': (event, speech) => [speech.body(text(event, 'toId')), result(event, speech)],
  'answer-under': (event, { say }) => [say('ticket.line.answered-under', { done: number(event, 'answered'), all: number(event, 'of') })],
  'co-executors': (event, { person }) => [Array.isArray(event.userIds) ? event.userIds.map(id => person(String(id))).join(', ') : null],
  'grade': (event, { say }) => [number(event, 'grade') ? say(`acts.grade.${number(event, 'grade')}`) : null],
  'erase': (event, { say }) => (['notes', 'replies', 'contacts', 'appeals'] as const).map(what => number(event, what) ? say(`ticket.line.erased.${what}`, { count: number(event, what) }) : null),
}

/** To whom, with which result, until when: in one line, empty when the event says no more than its sentence. */
export const factsOf = ({ type, event }: Entry, speech: Speech): string => facts[type]?.(event, speech).filter(Boolean).join(' · ') ?? ''
