// Words for the values inside a problem's sentence: states, fields, what is wrong with them. Codes stay in `details`.
import { type Refusal, type RefusalDetails } from '#domain/refusal.ts'
import { healthAdvice, sharedWords, sizeInWords, withValues, w, type Words } from '#domain/shared-words.ts'
import type { TicketState } from '#domain/ticket.ts'
import { dayOf, instantOf, minuteMs, toMs } from '#domain/time.ts'
import type { TriageState } from '#domain/triage.ts'
import type { InterfaceLanguage } from '#domain/user.ts'
import { problems } from './problem-faults.ts'
import { fields } from './problem-fields.ts'

const states: Record<TicketState | TriageState, Words> = {
  'new': w('жаңа', 'новая', 'new'), 'joined': w('біріктірілді', 'присоединена', 'joined'), 'dismissed': w('тіркелмеді', 'не зарегистрирована', 'dismissed'),
  'passed': w('басқа әкімдікке берілді', 'передана другому акимату', 'passed'), 'registered': w('тіркелді', 'зарегистрирована', 'registered'),
  'assigned': w('орындаушыға берілді', 'назначена', 'assigned'), 'in-work': w('орындауда', 'в работе', 'in work'), 'waiting': w('автордан жауап күтілуде', 'ожидает автора', 'waiting'),
  'review': w('келісуде', 'на согласовании', 'in review'), 'approved': w('келісілді', 'согласована', 'approved'), 'answered': w('жауап берілді', 'отвечена', 'answered'),
  'handed-over': w('сыртқы ұйымға берілді', 'передана внешней организации', 'handed over'), 'merged': w('қосылды', 'объединена', 'merged'),
  'closed': w('жабылды', 'закрыта', 'closed'), 'annulled': w('күші жойылды', 'аннулирована', 'annulled'),
}

/** Failures of a call that no source has for its state. */
const callReasons: Record<string, Words> = {
  stopped: w('сұрау тоқтатылды', 'запрос остановлен', 'the request was stopped'), redirects: w('тым көп бағыттау', 'слишком много перенаправлений', 'too many redirects'),
}
const otherAdvice = w('Мекенжайды тексеріңіз немесе кейінірек қайталаңыз', 'Проверьте адрес или повторите позже', 'Check the address or repeat later')
const machineName = w('жүйе', 'система', 'the desk')

/** `22.11.2026`, the same in the three languages, by the office's calendar. */
export const shownDay = (at: string): string => dayOf(at).split('-').reverse().join('.')

/** `22.11.2026 18:05`, by the office's clock. */
export const shownInstant = (at: string): string => {
  const minutes = Math.floor((toMs(at) - toMs(instantOf(dayOf(at), 0))) / minuteMs)
  const two = (n: number) => String(n).padStart(2, '0')
  return `${shownDay(at)} ${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}

const wordIn = (table: Record<string, Words>, code: unknown, language: InterfaceLanguage): string | undefined =>
  typeof code === 'string' && Object.hasOwn(table, code) ? table[code]?.[language] : undefined

/** Of `grants.0.role` the last name counts; without words of its own (a field that nobody knows, an option as it was typed) it stands as it is. */
export const fieldWord = (field: unknown, language: InterfaceLanguage): string | undefined => {
  const name = typeof field === 'string' ? field.split('.').findLast(part => !/^\d+$/.test(part)) : undefined
  return wordIn(fields, name, language)
}

/** Undefined for a code that has no words. */
export const problemWord = (problem: unknown, language: InterfaceLanguage): string | undefined => wordIn(problems, problem, language)

/** Why a source could not be read and what to do, as the screen of sources says it. */
const ofReason = ({ reason, detail, status, limit, host }: RefusalDetails, language: InterfaceLanguage): RefusalDetails => {
  if (typeof reason !== 'string') return {}
  const code = reason === 'status' ? 'http-error' : reason
  const known = Object.entries(sharedWords[language].words['health-reason']).find(([one]) => one === code)?.[1]
  return {
    reason: known === undefined ? wordIn(callReasons, code, language) ?? code : withValues(known, { detail: detail ?? status ?? (typeof limit === 'number' ? sizeInWords(limit) : host) }),
    advice: healthAdvice(code, language) ?? otherAdvice[language],
  }
}

/** The details as a reader of the language sees them. `nameOf` gives the name of a person by id. */
export const shownValues = async ({ details }: Refusal, language: InterfaceLanguage, nameOf: (id: string) => Promise<string | null>): Promise<RefusalDetails> => {
  const shown: RefusalDetails = { ...details, ...ofReason(details, language) }
  const { state, field, problem, what, by, at, limit } = details
  shown.state = wordIn(states, state, language) ?? state ?? null
  shown.field = fieldWord(field, language) ?? field ?? null
  shown.what = fieldWord(what, language) ?? what ?? null
  const words = problemWord(problem, language)
  shown.problem = words === undefined ? problem ?? null : withValues(words, details)
  if (typeof by === 'string') shown.by = by === 'machine' ? machineName[language] : await nameOf(by) ?? '—'
  if (typeof at === 'string' && !Number.isNaN(Date.parse(at))) shown.at = shownInstant(at)
  if (typeof limit === 'number') shown.limit = sizeInWords(limit)
  return shown
}
