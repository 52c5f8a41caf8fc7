// `npm run bench analyse`: texts understood in a second of one core, with near duplicates and without, beside the bare package `sentiment` on the same texts.
import { cpus } from 'node:os'
import Sentiment from 'sentiment'
import { analyseLines } from '../../server/analyse/analyse-lines.ts'
import { classify } from '../../server/analyse/classify.ts'
import { realTexts } from './real-posts.ts'

// Seconds of the processor, not of the clock: whoever else works on the machine takes no part of them.
const perCoreSecond = async (count: number, work: () => void | Promise<void>): Promise<number> => {
  const before = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(before)
  return count / ((user + system) / 1e6)
}

async function* linesOf(texts: readonly string[]): AsyncGenerator<string> {
  for (const [at, text] of texts.entries()) yield JSON.stringify({ id: at, text })
}

const rate = (name: string, ours: number, bare: number) => console.log(`| ${name.padEnd(46)} | ${`${Math.round(ours)}/s`.padStart(9)} | ${(ours / bare).toFixed(2).padStart(6)} |`)

/** `rows`: different texts that each way understands once. */
export const benchAnalyse = async ({ rows }: { rows: number }): Promise<void> => {
  const texts = realTexts(rows)
  const letters = texts.reduce((sum, text) => sum + text.length, 0)
  console.log(`${cpus()[0]?.model ?? ''}, Node ${process.versions.node}; ${rows} texts of ${Math.round(letters / rows)} letters; per second of one core's time\n`)
  const analyser = new Sentiment()
  // The first text waits for word lists and models: that is the start, not the speed.
  classify(texts.at(-1) ?? '')
  const first = await perCoreSecond(1000, () => { for (const text of texts.slice(0, 1000)) classify(text) })
  const bare = await perCoreSecond(rows, () => { for (const text of texts) analyser.analyze(text) })
  const half = Math.ceil(rows / 2)
  const fresh = await perCoreSecond(half, () => { for (const text of texts.slice(0, half)) classify(text) })
  const later = await perCoreSecond(rows - half, () => { for (const text of texts.slice(half)) classify(text) })
  const memory = process.memoryUsage()
  const whole = await perCoreSecond(rows, async () => {
    for await (const line of analyseLines(linesOf(texts))) if (line === '') throw new Error('a line has no answer')
  })
  const { rss, arrayBuffers } = process.memoryUsage()
  rate('bare `sentiment` (English words alone)', bare, bare)
  rate('the first thousand texts, words unseen', first, bare)
  rate('understood, without near duplicates', rows / (half / fresh + (rows - half) / later), bare)
  rate('  the second half: most words seen by then', later, bare)
  rate('`analyse` whole: JSON, near duplicates', whole, bare)
  console.log(`\nmemory of near duplicates over the last 100,000 lines: ${Math.round((arrayBuffers - memory.arrayBuffers) / 2 ** 20)} MiB given at the start; the process stands at ${Math.round(rss / 2 ** 20)} MiB`)
}
