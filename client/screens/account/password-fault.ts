// What is wrong with a new password before the server is asked.

/** As `contract-inputs.ts` has it. */
const shortest = 10

export const passwordFault = (password: string, again: string): 'short' | 'different' | null => {
  if (password.length < shortest) return 'short'
  return password === again ? null : 'different'
}
