// Who looks and who writes, as a sentence in which no name takes an ending.
import { useI18n } from 'vue-i18n'
import { useReference } from '#client/reference.ts'

/** Empty when there is nobody. */
export const usePresenceWords = () => {
  const { t } = useI18n()
  const { personName } = useReference()
  return (what: 'looking' | 'writing', ids: readonly string[]): string =>
    ids.length === 0 ? '' : t(`shell.presence.${what}`, { who: ids.map(personName).join(', ') }, ids.length)
}
