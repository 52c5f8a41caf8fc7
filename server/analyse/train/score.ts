// How good a model is: share of right answers, the mean of F1 over classes, and what was taken for what.

export interface Answered { right: string, given: string }

export interface Score {
  count: number
  accuracy: number
  macroF1: number
  /** By class: precision, recall, how many there are. */
  classes: { name: string, precision: number, recall: number, count: number }[]
  /** Most frequent mistakes: right, given, how often. */
  mistakes: [string, string, number][]
}

const share = (part: number, all: number): number => all === 0 ? 0 : part / all

/** Scores answers; classes that are never right are left out of the mean. */
export const scoreOf = (answers: Answered[]): Score => {
  const names = [...new Set(answers.map(({ right }) => right))].toSorted()
  const classes = names.map((name) => {
    const hit = answers.filter(({ right, given }) => right === name && given === name).length
    const count = answers.filter(({ right }) => right === name).length
    return { name, precision: share(hit, answers.filter(({ given }) => given === name).length), recall: share(hit, count), count }
  })
  const f1 = classes.map(({ precision, recall }) => share(2 * precision * recall, precision + recall))
  const wrong = Map.groupBy(answers.filter(({ right, given }) => right !== given), ({ right, given }) => `${right}\t${given}`)
  return {
    count: answers.length,
    accuracy: share(answers.filter(({ right, given }) => right === given).length, answers.length),
    macroF1: share(f1.reduce((sum, value) => sum + value, 0), f1.length),
    classes,
    mistakes: [...wrong].map(([pair, rows]): [string, string, number] => [pair.split('\t')[0] ?? '', pair.split('\t')[1] ?? '', rows.length]).toSorted((a, b) => b[2] - a[2]).slice(0, 12),
  }
}
