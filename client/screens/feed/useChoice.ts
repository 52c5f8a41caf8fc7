// What the ticket will be registered with: proposed by the desk, changeable by the person until the key is pressed.
import { computed, ref } from 'vue'
import type { Urgency } from '#domain/classification.ts'
import { useKept } from '#client/kept.ts'
import { useReference } from '#client/reference.ts'
import { rowKey, type FeedItem } from './rows.ts'
import type { RegisterChoice } from './useTriage.ts'

export interface Choice { topic: string, priority: Urgency, bodyId: string }

const proposedFor = (item: FeedItem | undefined): Choice => ({
  topic: item?.post.classification.topic.topic ?? 'other',
  priority: item?.post.classification.urgency.level ?? 'normal',
  bodyId: item && !item.proposal.external ? item.proposal.bodyId ?? '' : '',
})

const nameOf = (item: FeedItem | undefined) => item ? `register:${rowKey(item)}` : null

/** `choice` is bound to the fields; `registerChoice` is what goes with the press of R. */
export const useChoice = (item: () => FeedItem | undefined) => {
  const { reference } = useReference()
  const choice = ref<Choice>(proposedFor(item()))
  useKept({ what: () => nameOf(item()), form: choice, blank: () => proposedFor(item()) })

  /** Bodies of the akimat that can be given a ticket. */
  const bodies = computed(() => {
    const akimatId = item()?.organisationId ?? ''
    return reference.value?.organisations.filter(({ kind, path }) => (kind === 'department' || kind === 'enterprise') && path.includes(akimatId)) ?? []
  })

  /** Another topic brings the body that answers for it. */
  const setTopic = (topic: string): void => {
    choice.value.topic = topic
    choice.value.bodyId = bodies.value.find(body => body.topics.includes(topic))?.id ?? ''
  }

  const registerChoice = (): RegisterChoice => {
    const proposal = item()?.proposal
    const isProposed = proposal?.bodyId === choice.value.bodyId && !proposal.external
    return {
      topic: choice.value.topic, priority: choice.value.priority, bodyId: choice.value.bodyId || undefined,
      officerId: isProposed ? proposal.officerId ?? undefined : undefined,
    }
  }
  return { choice, bodies, setTopic, registerChoice }
}
