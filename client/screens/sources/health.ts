// Which sources are not seen at the moment: what stands on the screen is without their posts.
import type { ResultOf } from '#domain/contract.ts'
import type { HealthState } from '#domain/source.ts'

export type Source = ResultOf<'sources'>['items'][number]

const states: readonly HealthState[] = ['broken', 'blocked', 'degraded', 'silent', 'ok']

/** Closed, not understood, or stopped by hand. One that is late or quiet is seen. */
export const isUnseen = ({ health, paused }: Pick<Source, 'health' | 'paused'>): boolean => paused !== null || health.state === 'blocked' || health.state === 'broken'

const rankOf = ({ health, paused }: Source): number => paused === null ? states.indexOf(health.state) : states.indexOf('degraded') - 0.5
/** What somebody should look at stands above. */
export const worstFirst = (sources: readonly Source[]): Source[] => [...sources].sort((a, b) => rankOf(a) - rankOf(b) || (a.name < b.name ? -1 : 1))

/** Did the look before adding understand what stands there? */
export const isRead = ({ state }: Pick<ResultOf<'try-source'>, 'state'>): boolean => state !== 'error' && state !== 'blocked'
