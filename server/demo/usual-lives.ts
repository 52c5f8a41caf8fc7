// The life of a post that takes a usual course: the steps of its course become moments, with texts of its sector.
import { addWorkingMinutes, type Calendar } from '#domain/calendar.ts'
import { toInstant, toMs, type Instant } from '#domain/time.ts'
import answers from './answers.json' with { type: 'json' }
import { courses, isInterimFirst } from './courses.ts'
import type { Moment } from './moment.ts'
import type { DemoPost } from './posts.ts'
import { nameOf, staffFor, type Staff } from './staff.ts'

/** The same number for the same text, so that each start makes the same demo. */
const lotOf = (text: string): number => [...text].reduce((hash, letter) => Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 16_777_619) >>> 0, 2_166_136_261) >>> 3

/** So many working minutes later; where no calendar can tell, plain ones. */
export const afterWork = (calendar: Calendar, from: Instant, minutes: number): Instant => {
  const moment = addWorkingMinutes(calendar, from, minutes)
  return 'at' in moment ? moment.at : toInstant(toMs(from) + minutes * 60_000)
}

const sectors: Partial<Record<string, typeof answers.sectors.other>> = answers.sectors

const resultOf = ({ course, kind }: DemoPost, lot: number): Moment['result'] => {
  if (course === 'planned' || course === 'refused') return course
  return (kind === 'complaint' || kind === 'request') && lot % 10 < 7 ? 'solved' : 'explained'
}

/** What is written beside an act, where it asks for words. */
const noteFor = (act: string, words: typeof answers.words.kk, lot: number): string => {
  const notes: Partial<Record<string, string>> = {
    'reject': words.reject, 'return': words.notOurs, 'ask-author': words.question, 'author-answered': words.answer, 'reopen': words.reopen,
    'hand-over': words.handOver, 'body-answered': words.bodyAnswered, 'priority': words.urgent, 'note': words.urgent, 'promise': lot % 4 === 0 ? words.broken : words.kept,
  }
  return notes[act] ?? words.refused
}

/** Grades are few. */
const isDone = (act: string, lot: number) => act !== 'grade' || lot % 5 === 0

const textsFor = (post: DemoPost, staff: Staff, lot: number) => {
  const words = answers.words[post.language]
  const { final, interim } = (sectors[post.topic.split('.')[0] ?? ''] ?? answers.sectors.other)[post.language]
  const signed = (text: string) => `${text} ${words.officer.replace('{name}', nameOf(staff.officer))}`
  return {
    reply: signed(final), again: signed(`${words.again} ${final}`), interim: isInterimFirst(post.course ?? '') ? signed(interim) : null,
    note: (act: string) => noteFor(act, words, lot),
  }
}

/** In order of time; empty for a post without a course. */
export const usualMoments = (post: DemoPost, calendar: Calendar): Moment[] => {
  const steps = courses[post.course ?? ''] ?? []
  const lot = lotOf(post.id)
  const staff = staffFor(post.akimat, post.topic, lot, post.officer)
  const texts = textsFor(post, staff, lot)
  let at = afterWork(calendar, post.at, 0)
  let submitted = texts.interim === null ? 0 : -1
  return steps.flatMap(([act, from, to, hand], index): Moment[] => {
    if (!isDone(act, lot)) return []
    at = afterWork(calendar, at, from + lotOf(`${post.id} ${index}`) % (to - from + 1))
    const isAgain = act === 'submit' && submitted++ > 0
    const mistaken = act === 'misassign'
    return [{
      at, post, act: mistaken ? 'assign' : act, by: staff.by(hand), ticketOf: post.id,
      body: mistaken ? staff.otherBody : staff.body, officer: mistaken ? staff.by('other officer') : staff.officer,
      interim: texts.interim, reply: isAgain ? texts.again : texts.reply, note: texts.note(act), result: resultOf(post, lot), promisedInDays: 4 + lot % 4,
    }]
  })
}
