// Does the text speak of an akimat, of an akim, or of neither: «каким», «Акимов» and әкімшілік sound alike and are not.
import type { Mention } from '#domain/classification.ts'
import type { Token } from './normalise.ts'
import { rememberWhether } from './remember.ts'

export interface MentionFound { mention: Mention, words: Token[] }

// «Акемат» is how many hear it. Folded: Kazakh әкімдік and Latin akimdik arrive as «акимдик». Kyrgyz «акимият, акимиат, акимчилик» do not begin so.
const akimatWord = /^(?:гор|обл|раи|кала|кент)?(?:ак[ие]мат|акимди[кг])/
const akimWord = new RegExp('^(?:зам|экс|екс)?аким(?:'
  + 'а|у|ом|е|ы|ов|ам|ами|ах' // Russian cases
  + '|(?:дер|)(?:и|им|ин|иниз|имиз|)(?:нин|дин|ге|не|е|ди|ни|н|ден|нен|мен|де|нде|)' // Kazakh plural, possessive and case
  + ')$')
const patronymic = /(?:ович|евич|овна|евна|улы|кызы)(?:а|у|ем|ом|е)?$/
const apparatus = /^аппарат/

const isName = (word: Token, next: Token | undefined): boolean =>
  (word.folded === 'акимов' && word.capital) || (word.capital && next !== undefined && next.capital && patronymic.test(next.folded))

/** «Моего кота зовут Аким», «аким деген досым». */
const isCalled = (before: Token | undefined, next: Token | undefined): boolean =>
  (before !== undefined && /^(?:зовут|звали|аты|есими|имени)$/.test(before.folded)) || next?.folded === 'деген'

const mayMention = rememberWhether(({ folded }: Token): boolean => /ак[ие]м/.test(folded))

/** akimat wins over akim; `words` are those that decided. The office of an akim («аппарат акима») is the akimat. */
export const findMention = (words: Token[]): MentionFound => {
  const institution: Token[] = []
  const head: Token[] = []
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at]
    if (word === undefined || !mayMention(word)) continue
    const isAkim = akimWord.test(word.folded) && !isName(word, words[at + 1]) && !isCalled(words[at - 1], words[at + 1])
    const office = [words[at - 1], words[at + 1]].find(other => other !== undefined && apparatus.test(other.folded))
    if (akimatWord.test(word.folded)) institution.push(word)
    else if (isAkim && office !== undefined) institution.push(word, office)
    else if (isAkim) head.push(word)
  }
  if (institution.length > 0) return { mention: 'akimat', words: institution }
  return { mention: head.length > 0 ? 'akim' : 'none', words: head }
}
