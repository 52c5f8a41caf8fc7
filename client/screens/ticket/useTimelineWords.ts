// A line of the trail as an impersonal sentence of the office: what was done, to whom, until when.
import { useI18n } from 'vue-i18n'
import { formatDay } from '#client/format/instant.ts'
import { useReference } from '#client/reference.ts'
import type { TimelineEntry } from './ticket.ts'
import { factsOf, sentenceKey, type Speech } from './timeline.ts'

export const useTimelineWords = () => {
  const { t } = useI18n()
  const { bodyName, personName, topicName } = useReference()
  const speech: Speech = { say: (key, values = {}) => t(key, values), body: bodyName, person: personName, topic: topicName, day: formatDay }

  /** `done`: what was done in words · `details`: to whom, with which result · `text`: the note or reason given with it. */
  const lineOf = (entry: TimelineEntry) => ({
    who: personName(entry.by), done: t(`words.event.${sentenceKey(entry)}`), details: factsOf(entry, speech), text: entry.text,
  })
  return { lineOf }
}
