// Whose matter it is when it is not the akimat's: the police, a department of a ministry, a state firm.
import { bodyPlans } from '#domain/body-plans.ts'
import type { HandOver, Kind } from '#domain/classification.ts'
import named from './data/outside_words.json' with { type: 'json' }
import { compileKeywords } from './keywords.ts'
import type { Token } from './normalise.ts'

const outside = bodyPlans().filter(({ kind }) => kind === 'external')
const shown = new Map(outside.map(({ code, names }): [string, HandOver] => [code, { code, name_kk: names.kk, name_ru: names.ru }]))
const ownerOf = new Map(outside.flatMap(({ code, topics }) => topics.map(topic => [topic, code] as const)))
const find = compileKeywords(() => Object.entries(named.words).flatMap(([code, keywords]) => keywords.map(keyword => ({ keyword, value: code }))))

/** News and thanks tell of bodies of which nothing is wanted. */
const wantingNothing: readonly Kind[] = ['news', 'thanks', 'advert', 'spam']

/** By the topic, else by the first body that the text names; none in texts that ask nothing of anybody. */
export const findHandOver = (words: Token[], kind: Kind, topic: string): HandOver | undefined => {
  if (wantingNothing.includes(kind)) return undefined
  return shown.get(ownerOf.get(topic) ?? find(words)[0]?.value ?? '')
}
