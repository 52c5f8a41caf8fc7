// The condition of a rule in words: topic and place, or any.
import { useI18n } from 'vue-i18n'
import { useReference } from '#client/reference.ts'
import type { Rules } from './useRuleChoices.ts'

export const useCondition = () => {
  const { t } = useI18n()
  const { topicName, inLanguage } = useReference()
  /** Empty where the register has no name for it. */
  const placeName = (code: string, places: Rules['places']): string => inLanguage(places.find(place => place.code === code)?.names)
  const topicOf = (topic: string | null): string => topic === null ? t('rules.any-topic') : topicName(topic)
  const placeOf = (place: string | null, places: Rules['places']): string => place === null ? t('rules.any-place') : placeName(place, places) || place
  return { topicOf, placeOf, placeName }
}
