// Says how good a model was on the posts held out, and fits how sure it may claim to be.
import { scoreOf } from './score.ts'

/** One held-out post: its right label and what the model gave each label, at temperature 1. */
export interface Tried { right: string, chances: number[], labels: string[] }

const tempered = (chances: number[], temperature: number): number[] => {
  const powers = chances.map(chance => Math.max(chance, 1e-9) ** (1 / temperature))
  const all = powers.reduce((sum, power) => sum + power, 0)
  return powers.map(power => power / all)
}

const surprise = (tried: Tried[], temperature: number): number =>
  tried.reduce((sum, { right, chances, labels }) => sum - Math.log(tempered(chances, temperature)[labels.indexOf(right)] ?? 1e-9), 0)

/** The temperature at which the held-out posts surprise least, in steps of a twentieth. */
export const temperatureOf = (tried: Tried[]): number => {
  const steps = Array.from({ length: 60 }, (_, at) => (at + 8) / 20)
  const costs = steps.map(step => surprise(tried, step))
  return steps[costs.indexOf(Math.min(...costs))] ?? 1
}

const best = ({ chances, labels }: Tried): string => labels[chances.indexOf(Math.max(...chances))] ?? ''
const three = (value: number): string => value.toFixed(3)
const sureFrom = 0.6

const sureness = (tried: Tried[], temperature: number): string => {
  const sure = tried.filter(one => Math.max(...tempered(one.chances, temperature)) >= sureFrom)
  return `sure of ${three(sure.length / tried.length)}, of those right ${three(sure.filter(one => best(one) === one.right).length / sure.length)}`
}

const inFirstTwo = (one: Tried): boolean => {
  const right = one.chances[one.labels.indexOf(one.right)] ?? 0
  return one.chances.filter(chance => chance > right).length < 2
}

const dangerLines = (tried: Tried[]): string[] => [0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5].map((from) => {
  const rung = tried.filter(({ chances, labels }) => (chances[labels.indexOf('danger')] ?? 0) >= from)
  const right = rung.filter(({ right }) => right === 'danger').length
  return `  danger from ${from}: ${right} of ${tried.filter(one => one.right === 'danger').length} found, ${rung.length - right} false`
})

/** Prints what the docs keep: accuracy, macro-F1, classes, mistakes, and how far the sure answers may be trusted. */
export const report = (task: string, tried: Tried[], temperature: number): void => {
  const answers = tried.map(one => ({ right: one.right, given: best(one) }))
  const { count, accuracy, macroF1, classes, mistakes } = scoreOf(answers)
  const lines = [
    `${task}: ${count} posts held out, accuracy ${three(accuracy)}, macro-F1 ${three(macroF1)}, in the first two ${three(tried.filter(inFirstTwo).length / tried.length)}; temperature ${temperature}: ${sureness(tried, temperature)}`,
    ...task === 'topic'
      ? [`  sector: ${three(scoreOf(answers.map(({ right, given }) => ({ right: right.split('.')[0] ?? '', given: given.split('.')[0] ?? '' }))).accuracy)}`]
      : classes.map(one => `  ${one.name}: precision ${three(one.precision)}, recall ${three(one.recall)}, ${one.count} posts`),
    ...mistakes.map(([right, given, times]) => `  ${right} taken for ${given}: ${times}`),
    ...task === 'urgency' ? dangerLines(tried.map(one => ({ ...one, chances: tempered(one.chances, temperature) }))) : [],
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
}
