// What can be wrong with a line of the chain.

/**
 * missing: the line is not there. unreadable: it is no JSON. changed: its hash does not fit its content. unchained: it does not name the hash before it.
 * back-in-time: it is earlier than the line before. beyond-head: the head knows nothing of it. head: the head has another hash than the last line.
 */
export const trailFaults = ['missing', 'unreadable', 'changed', 'unchained', 'back-in-time', 'beyond-head', 'head'] as const
export type TrailFault = typeof trailFaults[number]
