// What is left of a Russian word without its endings; also without the vowel that comes and goes («рынок» — «рынка»).
import { fold } from './letters.ts'
import { remember } from './remember.ts'

const endings = (text: string): string[] => text.split(' ').sort((a, b) => b.length - a.length)

const nounEndings = endings(
  'иями ями ами иях ях ах иям ям ам ием ем ом ией ей ой ою ею ии ия ие ию ью а я о е ы и у ю ь й ов ев ьями ьях ьям ьев ья '
  + 'ыми ими ого его ому ему ая яя ое ее ые ый ий ую юю ым им ых их',
)
const verbEndings = endings(
  'ывать ивать овать ать ять ить еть уть ывают ивают ают яют уют ает яет ует ешь ишь ете ите али яли или ели ала яла ила ела ало ило ывал ивал',
)
const shortestNoun = 3
// Nouns of which two letters are left.
const shortNouns = new Set(['ям', 'ед'])
const shortestVerb = 4

const cut = (word: string, list: string[], shortest: number): string | undefined => {
  const ending = list.find(one => word.endsWith(one) && (word.length - one.length >= shortest || shortNouns.has(word.slice(0, -one.length))))
  return ending === undefined ? undefined : word.slice(0, -ending.length)
}

const consonant = '[бвгджзклмнпрстфхцчшщ]'
// «Рынок», «колодец», «кошек», «скамеек», «уголь», «земель», «окон», «сестер»: the vowel before the last consonant goes.
const comesAndGoes: [RegExp, string][] = [
  [new RegExp(`^(\\S{2,}${consonant})[ое](к|ц)$`), '$1$2'], [/^(\S{2,}[аеиоуыюя])е(к|ц)$/, '$1й$2'], [new RegExp(`^(\\S+${consonant})[оеё](нь|ль)$`), '$1$2'],
  [new RegExp(`^(\\S{2,}${consonant})ь?[ое]([нрл])$`), '$1$2'],
]

const withoutFleeting = (word: string): string[] => comesAndGoes.filter(([form]) => form.test(word)).map(([form, left]) => word.replace(form, left))

const bare = (stem: string): string => fold(stem.replace(/ь$/, ''))

// «Батарее» and «батарей» are of «батаре-я», «красивее» of «красив-ый».
const shorterCut = (word: string): string[] => /[аеиоу](?:ей|ее|ею)$|[рл]е[ейю]$/.test(word) ? [word.slice(0, -1)] : []

/** Folded stems that a Russian word in lower case may have, the likeliest first. */
export const russianStems = remember((word: string): string[] => {
  const plain = word.replaceAll('ё', 'е').replace(/(?<=[тьлимвгу])(?:ся|сь)$/, '')
  const [verb, noun] = [cut(plain, verbEndings, shortestVerb), cut(plain, nounEndings, shortestNoun)]
  const named = /мя$/.test(plain) ? [`${plain.slice(0, -1)}ен`] : []
  const found = [...verb === undefined ? [] : [verb], noun ?? plain, ...shorterCut(plain), ...withoutFleeting(plain), ...named]
  return [...new Set(found.map(bare))].filter(stem => stem.length > 1)
})
