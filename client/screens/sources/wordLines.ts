// A list of words as a person types it: one word or phrase a line.

/** Without blanks and repeats, in the order of the lines. */
export const wordsIn = (lines: string): string[] => [...new Set(lines.split('\n').map(line => line.trim()).filter(Boolean))]
export const linesOf = (words: readonly string[]): string => words.join('\n')
