// Rules of the form "these words near those words, and none of these": what danger and kind are decided by.
import { compileKeywords, type KeywordHit } from './keywords.ts'
import type { Token } from './normalise.ts'

export interface Rule<Code extends string> {
  code: Code
  weight: number
  /** Each row must be met by one of its keywords (format of topics.json). */
  all: string[][]
  /** Any of these near the first row's word silences the rule there, unless «не» stands before it: «люк не закрыли». */
  not?: string[]
  /** Greatest distance in words between the first row's word and the others. */
  within: number
}

export interface RuleHit<Code extends string> {
  code: Code
  weight: number
  /** Index of the first and the last word that decided. */
  first: number
  last: number
}

interface Slot { rule: number, row: number }

const notRow = -1
/** Above the bits of all rows. */
const touchedBit = 1 << 30

const near = (hits: KeywordHit<Slot>[], to: KeywordHit<Slot>, within: number): KeywordHit<Slot> | undefined =>
  hits.find(hit => hit.first - to.last <= within && to.first - hit.last <= within)

/** Makes a finder: at most one hit a rule, the first place where all its rows meet. */
export const compileRules = <Code extends string>(rules: Rule<Code>[]): (words: Token[]) => RuleHit<Code>[] => {
  const find = compileKeywords<Slot>(() => rules.flatMap((rule, index) => [
    ...rule.all.flatMap((row, at) => row.map(keyword => ({ keyword, value: { rule: index, row: at } }))),
    ...(rule.not ?? []).map(keyword => ({ keyword, value: { rule: index, row: notRow } })),
  ]))
  const meet = (rule: Rule<Code>, hits: KeywordHit<Slot>[], words: Token[]): RuleHit<Code> | undefined => {
    const rows = rule.all.map((_, at) => hits.filter(hit => hit.value.row === at))
    const against = hits.filter(hit => hit.value.row === notRow && words[hit.first - 1]?.folded !== 'не')
    for (const start of rows[0] ?? []) {
      if (near(against, start, rule.within) !== undefined) continue
      const others = rows.slice(1).map(row => near(row, start, rule.within))
      if (others.includes(undefined)) continue
      const met = [start, ...others.filter(hit => hit !== undefined)]
      return { code: rule.code, weight: rule.weight, first: Math.min(...met.map(hit => hit.first)), last: Math.max(...met.map(hit => hit.last)) }
    }
  }
  const complete = Int32Array.from(rules, ({ all }) => (1 << all.length) - 1)
  // Which rows of each rule the text meets; empty between texts.
  const rowsMet = new Int32Array(rules.length)
  return (words) => {
    const hits = find(words)
    const touched: number[] = []
    for (const { value: { rule, row } } of hits) {
      if (rowsMet[rule] === 0) touched.push(rule)
      rowsMet[rule] = (rowsMet[rule] ?? 0) | touchedBit | (row === notRow ? 0 : 1 << row)
    }
    const found: RuleHit<Code>[] = []
    for (const index of touched) {
      const rule = rules[index]
      // Most rules miss a row: only those that miss none are looked at.
      const isComplete = rowsMet[index] === ((complete[index] ?? 0) | touchedBit)
      rowsMet[index] = 0
      const hit = rule === undefined || !isComplete ? undefined : meet(rule, hits.filter(({ value }) => value.rule === index), words)
      if (hit !== undefined) found.push(hit)
    }
    return found
  }
}
