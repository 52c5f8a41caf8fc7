// Stems that the trained models were taught with: shorter and rougher than those of the search (stems.ts). Another cut asks for training anew.
import { fold } from './letters.ts'

const byLength = (text: string): string[] => [...new Set(text.split(' ').map(fold))].sort((a, b) => b.length - a.length)

const kazakhSuffixes = byLength(
  'лар лер дар дер тар тер ның нің дың дің тың тің ға ге қа ке ны ні ды ді ты ті да де та те дан ден тан тен нан нен мен бен пен '
  + 'дағы дегі тағы тегі ндағы ндегі нда нде ына іне сына сіне сы сі ы і ымыз іміз мыз міз ыңыз іңіз ңыз ңіз ыңыздар іңіздер '
  + 'сыз сіз майды мейді пайды пейді байды бейді айды еді ейді ған ген қан кен ғандар гендер ып іп ында інде ынан інен ының інің '
  + 'ымен імен ымызды імізді мызда мізде лары лері дары дері тары тері ларының лерінің ларында лерінде мақ мек',
)

// Nouns of two letters that are asked for: nothing else may be cut down to two.
const shortNouns = new Set(['су', 'үй', 'ай', 'ат', 'ит', 'ел', 'ер', 'от', 'ой', 'ми', 'ту', 'ас', 'ет', 'өз', 'ән'].map(fold))

const voiceless: Record<string, string> = { б: 'п', г: 'к' }

const cutOnce = (word: string, suffixes: string[]): string => {
  for (const suffix of suffixes) {
    const left = word.length - suffix.length
    if (left < 2 || !word.endsWith(suffix)) continue
    const stem = word.slice(0, left)
    if (left > 2 || shortNouns.has(stem)) return stem
  }
  return word
}

/** Rough Kazakh stem of a folded word: case, possessive, plural and the commonest verb endings, up to four of them. */
export const roughKazakh = (folded: string): string => {
  let stem = folded
  for (let round = 0; round < 4; round += 1) {
    const cut = cutOnce(stem, kazakhSuffixes)
    if (cut === stem) break
    stem = cut
  }
  const end = voiceless[stem.at(-1) ?? '']
  return stem !== folded && end !== undefined && stem.length > 2 ? stem.slice(0, -1) + end : stem
}

const endings = (text: string): string[] => text.split(' ').sort((a, b) => b.length - a.length)

const russianEndings = endings(
  'иями ями ами иях ях ах иям ям ам ием ем ом ией ей ой ою ею ии ия ие ию ью а я о е ы и у ю ь й ов ев '
  + 'ыми ими ого его ому ему ая яя ое ее ые ый ий ую юю ым им ых их',
)
const russianVerbEndings = endings(
  'ывать ивать овать ать ять ить еть уть ывают ивают ают яют уют ает яет ует ешь ишь ете ите али яли или ели ала яла ила ела ало ило ывал ивал',
)

/** Rough Russian stem, folded, of a word in lower case. */
export const roughRussian = (word: string): string => {
  let stem = word.replaceAll('ё', 'е').replace(/(?<=[тьлимвгу])(ся|сь)$/, '')
  const cut = russianVerbEndings.find(ending => stem.endsWith(ending) && stem.length - ending.length >= 4)
    ?? russianEndings.find(ending => stem.endsWith(ending) && stem.length - ending.length >= 2)
  if (cut !== undefined) stem = stem.slice(0, -cut.length)
  const fleeting = /^(\S{3,}[бвгджзлмнпрстхцчшщ])ок$/.exec(stem)
  if (cut === undefined && fleeting !== null) stem = `${fleeting[1] ?? ''}к`
  return fold(stem.endsWith('ь') ? stem.slice(0, -1) : stem)
}
