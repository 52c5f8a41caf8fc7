// The story of a ticket in words: every event of the trail that stands on it has its sentence in three languages, and no code shows through.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { extensionReasons } from '#domain/extension.ts'
import { promiseOutcomes } from '#domain/promise.ts'
import type { LeavingCause, TrailEvent } from '#domain/trail.ts'
import { factsOf, sentenceKey, type Speech } from '../../client/screens/ticket/timeline.ts'

type OfTicket = Extract<TrailEvent, { ticketId: string }>
type Facts = Record<string, unknown>
/** What each event can carry beside its type: one example for each sentence it has. Another event in the trail does not compile without its example here. */
const examples: Record<OfTicket['type'], Facts[]> = {
  'register': [{ topic: 'roads.potholes', priority: 'danger', ruleId: 'rule-1' }], 'join': [{}], 'detach': [{}], 'annul': [{}],
  'evidence': [{ of: 'post' }, { of: 'reply' }], 'assign': [{ bodyId: 'body-1', officerId: 'user-1', binding: true, ruleId: 'rule-1' }],
  'reassign': (['blocked', 'left', 'leave'] as const satisfies LeavingCause[]).map(cause => ({ bodyId: 'body-1', officerId: null, cause })),
  'accept': [{}], 'term-moved': [{}], 'return': [{ returns: 1 }], 'draft': [{}],
  'submit': [{ reply: 'final', result: 'planned', promisedOn: '2026-12-01' }], 'withdraw': [{}], 'reject': [{}], 'send-back': [{}], 'approve': [{}],
  'publish': [{ reply: 'interim', promisedOn: '2026-12-01', inTerm: true }, { reply: 'final', inTerm: false }],
  'promise': [...promiseOutcomes, 'replaced'].map(outcome => ({ outcome, promisedOn: '2026-12-01' })),
  'close': [{ result: 'no-data' }], 'reopen': [{ priority: 'high' }], 'note': [{}], 'control': [{ on: true }, { on: false }],
  'ask-author': [{ posted: false }, { posted: true }], 'author-answered': [{}],
  'request-extension': extensionReasons.map(reason => ({ reason, dueOn: '2026-12-01' })), 'decide-extension': [{ granted: true, dueOn: '2026-12-01' }, { granted: false, dueOn: '2026-12-01' }],
  'merge': [{ ticketId: 'ticket-1', mainId: 'ticket-1' }, { ticketId: 'ticket-1', mainId: 'ticket-2' }], 'unmerge': [{ ticketId: 'ticket-1', mainId: 'ticket-1' }, { ticketId: 'ticket-1', mainId: 'ticket-2' }],
  'hand-over': [{ toId: 'body-2', formalNumber: '01-12/345' }], 'body-answered': [{ toId: 'body-2', result: 'handed-over' }], 'take-back': [{}],
  'answer-under': [{ answered: 37, of: 52 }], 'contact': [{ read: false }, { read: true }], 'priority': [{ priority: 'low' }],
  'correct': [{ topic: 'other', place: null, kind: 'complaint', sentiment: 'negative' }], 'erase': [{ notes: 2, replies: 1, contacts: 1, appeals: 1 }],
  'formal-number': [{ given: true }, { given: false }], 'co-executors': [{ userIds: ['user-1', 'user-2'] }], 'grade': [{ grade: 5 }],
}

const textIn = (language: string, key: string): string | null => {
  const [part = '', ...path] = key.split('.')
  const tree: unknown = JSON.parse(readFileSync(fileURLToPath(new URL(`../../client/messages/${language}/${part}.json`, import.meta.url)), 'utf8'))
  const found = path.reduce<unknown>((branch, name) => typeof branch === 'object' && branch !== null ? Reflect.get(branch, name) : undefined, tree)
  return typeof found === 'string' ? found : null
}

describe.each(['kk', 'ru', 'en'])('in %s', (language) => {
  const missing: string[] = []
  const say: Speech['say'] = (key, values = {}) => {
    const text = textIn(language, key)
    if (text === null) missing.push(key)
    return (text ?? key).replaceAll(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? `{${name}}`))
  }
  const speech: Speech = { say, body: id => id ? `<${id}>` : '', person: id => id ? `<${id}>` : '', topic: code => `<${code}>`, day: on => `<${on}>` }

  it.each(Object.entries(examples))('«%s» has its words, with everything that it tells', (type, carried) => {
    missing.length = 0
    const lines = carried.map(event => ({ type, event })) as unknown as Parameters<typeof sentenceKey>[0][]
    const said = lines.map(line => `${say(`words.event.${sentenceKey(line)}`)} · ${factsOf(line, speech)}`)
    expect(missing).toEqual([])
    expect(said.join()).not.toMatch(/\{\w+\}|\bundefined\b|\bnull\b/)
    expect(new Set(said).size).toBe(said.length)
  })
})

it('a ticket that passed on because its officer went on leave says so, and one that a rule registered names the rule', () => {
  const speech: Speech = { say: key => textIn('ru', key) ?? key, body: () => 'Отдел ЖКХ', person: () => 'Сергей Полищук', topic: () => 'Дороги', day: on => on }
  const line = (type: string, event: Facts) => ({ type, event }) as unknown as Parameters<typeof sentenceKey>[0]
  expect(factsOf(line('reassign', { bodyId: 'b', officerId: 'u', cause: 'leave' }), speech)).toBe('Отдел ЖКХ · Сергей Полищук · исполнитель в отпуске')
  expect(factsOf(line('register', { topic: 'roads', priority: 'normal', ruleId: 'r' }), speech)).toBe('Дороги · по правилу')
})
