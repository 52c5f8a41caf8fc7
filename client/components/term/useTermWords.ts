// Sentences about a clock, shared by the chip and by the bars of the ticket.
import { useI18n } from 'vue-i18n'
import type { Clock } from '#domain/clock.ts'
import { formatDuration, formatLimit } from '#client/format/duration.ts'
import { formatInstant } from '#client/format/instant.ts'
import { language } from '#client/language.ts'
import type { TermReading } from './term.ts'

export type ClockName = 'triage' | 'accept' | 'first-reply' | 'final'

export const useTermWords = () => {
  const { t } = useI18n()
  const duration = (minutes: number, unit: TermReading['unit']) => formatDuration(minutes, language.value, unit)

  /** «2 сағ 10 мин қалды», «кешікті: 40 мин», «мерзімінде». */
  const wordsOf = ({ state, leftMinutes, overdue, awaits, unit }: TermReading): string => {
    if (state === 'stopped') return t(overdue ? 'words.term.missed' : 'words.term.kept')
    if (state === 'paused') return t('words.term.paused')
    if (state === 'awaits' || leftMinutes === null) return t('words.term.awaits', { year: awaits ?? '' })
    if (!overdue) return t('words.term.left', { time: duration(leftMinutes, unit) })
    return leftMinutes > -1 ? t('words.term.due-passed') : t('words.term.late', { time: duration(-leftMinutes, unit) })
  }

  /** «8 сағ жұмыс уақыты», «тәулік бойы 1 сағ», «7 жұмыс күні». */
  const limitOf = ({ limit }: Clock): string => {
    if ('workingDays' in limit) return formatLimit(limit)
    return t('minutes' in limit ? 'words.term.round' : 'words.term.working', { time: formatLimit(limit) })
  }

  /** Which clock, its limit, since when and until when. */
  const titleOf = (clock: Clock, of: ClockName): string => {
    const facts = { clock: t(`words.clock.${of}`), limit: limitOf(clock), from: formatInstant(clock.startedAt) }
    return clock.dueAt === null ? t('words.term.title-open', facts) : t('words.term.title', { ...facts, due: formatInstant(clock.dueAt) })
  }

  return { wordsOf, limitOf, titleOf }
}
