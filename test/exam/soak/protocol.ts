// What the processes of the soak exam say to each other.

/** What may be switched in to see that it is found: the desk holds on to memory, or stands still now and then; or feeds show too few posts. */
export const soakFaults = ['leak', 'slow', 'window'] as const
export type SoakFault = typeof soakFaults[number]

/** How the desk is started: its folder, and the feeds that it may call on loopback. */
export interface DeskTask { folder: string, fetchAllow: string[], fault?: SoakFault }
/** MiB after a full collection of garbage. */
export interface Memory { rss: number, heap: number }

/** So many sockets of each of these sessions. */
export interface CrowdTask { url: string, cookies: string[], each: number }
/** `cuts`: lines that were closed from the other side, for whatever reason. */
export interface CrowdReport { open: number, heard: number, cuts: number }
