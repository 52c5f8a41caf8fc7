// Topics to choose from: under each sector the sector as a whole, then its topics.
import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { useReference } from '#client/reference.ts'

export const useTopicOptions = () => {
  const { t } = useI18n()
  const { reference, inLanguage } = useReference()
  return computed(() => reference.value?.sectors.flatMap(({ code, names, topics }) => [
    { value: code, label: t('shell.whole-sector', { sector: inLanguage(names) }), group: inLanguage(names) },
    ...topics.map(topic => ({ value: topic.code, label: inLanguage(topic.names), group: inLanguage(names) })),
  ]) ?? [])
}
