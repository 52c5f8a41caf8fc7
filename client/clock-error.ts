// How far the clock of this machine is from the server's: terms are counted by the office's clock, not by a computer whose battery has died. Pure, so that it can be tried without a browser.

/** An answer takes its time, and the header tells whole seconds: less than this is no error. */
const toleratedMs = 60_000

/** Milliseconds by which `here` is ahead (behind: negative) of the `Date` header of an answer just come; 0 where it is near or was not told. */
export const clockError = (date: string | null, here: number): number => {
  const ahead = here - Date.parse(date ?? '')
  return Math.abs(ahead) > toleratedMs ? ahead : 0
}
