// How a source is, as a terminal says it: the sentence of the screen of sources, with what to do.
import { healthAdvice, sharedWords, withValues } from '#domain/shared-words.ts'
import type { Source, SourceHealth } from '#domain/source.ts'
import type { InterfaceLanguage } from '#domain/user.ts'
import { shownDay, shownInstant } from '../http/problem-values.ts'

/** «таспа емес. Сайттың RSS мекенжайын енгізіңіз»: why, and what to do where something can be done. */
export const healthWords = ({ reason, detail }: Pick<SourceHealth, 'reason' | 'detail'>, language: InterfaceLanguage): string => {
  const what = healthAdvice(reason, language)
  return `${withValues(sharedWords[language].words['health-reason'][reason], { detail })}${what === undefined ? '' : `. ${what}`}`
}

/** «оқылмайды · таспа емес · Не істеу керек: …»: as on the screen; what is well needs no advice. */
export const sourceSentence = ({ health, gap, backfill }: Pick<Source, 'health' | 'gap' | 'backfill'>, language: InterfaceLanguage): string => {
  const { words, sources } = sharedWords[language]
  const what = health.state === 'ok' ? undefined : healthAdvice(health.reason, language)
  return [
    words.health[health.state],
    withValues(words['health-reason'][health.reason], { detail: health.detail }),
    ...health.failures > 1 ? [withValues(sources.failures, { count: health.failures })] : [],
    ...gap ? [withValues(sources.gap[gap.why], { when: shownInstant(gap.at) })] : [],
    ...backfill ? [withValues(sources.backfill, { day: backfill.reachedAt === null ? '—' : shownDay(backfill.reachedAt), pages: backfill.pages })] : [],
    ...what === undefined ? [] : [`${sources['what-to-do']}: ${what}`],
  ].join(' · ')
}
