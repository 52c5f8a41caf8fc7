// What commands read and print: JSON lines where data flows.
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { once } from 'node:events'

/** Waits when the reader is slow: a million lines are printed in constant memory. */
export const sayLine = async (line: string): Promise<void> => {
  if (!process.stdout.write(`${line}\n`)) await once(process.stdout, 'drain')
}
export const say = (value: unknown): Promise<void> => sayLine(JSON.stringify(value))

/** Lines of a file, or of standard input for `-`. */
export const linesOf = (file: string): AsyncIterable<string> =>
  createInterface({ input: file === '-' ? process.stdin : createReadStream(file, 'utf8'), crlfDelay: Infinity })

export const wholeInput = async (): Promise<string> => (await Array.fromAsync(linesOf('-'))).join('\n')
