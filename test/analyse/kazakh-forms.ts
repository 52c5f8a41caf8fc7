// Forms of everyday Kazakh nouns by the rules of the grammar (harmony, assimilation), to see whether the search brings them together.

interface Noun { base: string, back: boolean }

const backVowels = 'аоұыуёяю'
const frontVowels = 'әөүіеэи'

// The last vowel decides; «у» and «и» do not when another vowel stands before them.
const isBack = (word: string): boolean => {
  for (const letter of [...word].reverse()) {
    if (letter === 'у' || letter === 'и' || letter === 'ю') continue
    if (backVowels.includes(letter)) return true
    if (frontVowels.includes(letter)) return false
  }
  return true
}

const after = (word: string): 'vowel' | 'nasal' | 'sonorant' | 'buzz' | 'voiceless' => {
  const last = word.at(-1) ?? ''
  if ('аәоөұүыіеёэяи'.includes(last)) return 'vowel'
  if ('мнң'.includes(last)) return 'nasal'
  if ('рлйу'.includes(last)) return 'sonorant'
  return 'зж'.includes(last) ? 'buzz' : 'voiceless'
}

const harmony = (ending: string, back: boolean): string => back ? ending : ending.replaceAll('а', 'е').replaceAll('ы', 'і').replaceAll('ғ', 'г').replaceAll('қ', 'к')

const add = (word: string, back: boolean, endings: Record<ReturnType<typeof after>, string>): string => {
  const ending = endings[after(word)]
  return word + (ending.endsWith('ен') ? ending : harmony(ending, back))
}

const plain = {
  genitive: { vowel: 'ның', nasal: 'ның', sonorant: 'дың', buzz: 'дың', voiceless: 'тың' },
  dative: { vowel: 'ға', nasal: 'ға', sonorant: 'ға', buzz: 'ға', voiceless: 'қа' },
  accusative: { vowel: 'ны', nasal: 'ды', sonorant: 'ды', buzz: 'ды', voiceless: 'ты' },
  locative: { vowel: 'да', nasal: 'да', sonorant: 'да', buzz: 'да', voiceless: 'та' },
  ablative: { vowel: 'дан', nasal: 'нан', sonorant: 'дан', buzz: 'дан', voiceless: 'тан' },
  instrumental: { vowel: 'мен', nasal: 'мен', sonorant: 'мен', buzz: 'бен', voiceless: 'пен' },
}

const casesOf = (word: string, back: boolean): string[] => [word, ...Object.values(plain).map(endings => add(word, back, endings))]

const pluralOf = ({ base, back }: Noun): string => {
  const last = base.at(-1) ?? ''
  const begins = 'лмнңзж'.includes(last) ? 'д' : after(base) === 'voiceless' ? 'т' : 'л'
  return base + harmony(`${begins}ар`, back)
}

// «Мектеп» is «мектебі», «жарық» is «жарығы», «орын» is «орны».
const softened = (word: string): string => word.replace(/п$/, 'б').replace(/к$/, 'г').replace(/қ$/, 'ғ')
const fleeting: Record<string, string> = { орын: 'орн', халық: 'халқ' }

const possessed = (word: string, back: boolean): string[] => {
  const vowel = after(word) === 'vowel'
  const stem = vowel ? word : fleeting[word] ?? softened(word)
  const of = (ending: string) => stem + harmony(vowel ? ending.replace(/^ы/, '') : ending, back)
  const [mine, yours, ours] = [of('ым'), of('ыңыз'), of('ымыз')]
  const theirs = vowel ? word + harmony('сы', back) : of('ы')
  const dative = (form: string) => form + harmony('а', back)
  return [
    ...casesOf(mine, back).filter((_, at) => at !== 2), dative(mine), ...casesOf(ours, back), ...casesOf(yours, back),
    theirs, ...['ның', 'на', 'н', 'нда', 'нан', 'ндағы'].map(ending => theirs + harmony(ending, back)), `${theirs}мен`,
  ]
}

/** Every case of a noun alone, in the plural, with each possessor, and in the plural with each possessor. */
export const formsOf = (base: string): string[] => {
  const noun = { base, back: isBack(base) }
  const many = pluralOf(noun)
  const all = [...casesOf(base, noun.back), ...casesOf(many, noun.back), ...possessed(base, noun.back), ...possessed(many, noun.back), `${casesOf(base, noun.back)[4] ?? ''}${harmony('ғы', noun.back)}`]
  return [...new Set(all)].filter(form => form !== base)
}

export const kazakhNouns = ('су жол көше мектеп жарық үй әкімдік қоқыс балабақша көпір дәрігер аула газ жылу құбыр шұңқыр аялдама автобус емхана аурухана алаң ағаш шам қар мұз көлік тұрақ жүргізуші ит мал '
  + 'әкім басқарма тұрғын халық қала ауыл аудан облыс бала ата-ана мұғалім оқушы студент жұмыс жалақы зейнетақы жәрдемақы төлем баға тариф есептегіш қызмет мәселе шағым өтініш арыз жауап құжат кезек орын '
  + 'жер жайылым құрылыс жөндеу күн түн апта ай жыл қыс көктем жаз саябақ гүлзар субұрқақ базар дүкен нан көмір отын өрт түтін ауа иіс өзен көл тасқын бөгет арық құдық люк лифт подъезд шатыр төбе жертөле '
  + 'қабырға терезе есік пәтер баспана жатақхана колледж тамақ асхана сынып кітап дәрі екпе ауру науқас жүкті қария зейнеткер мүгедек отбасы полиция ұрлық тәртіп камера есірткі алаяқ бюджет тендер сайлау депутат '
  + 'кәсіпкер салық несие қарыз банк байланыс интернет пошта желі сым бағана трансформатор қазандық батарея кәріз септик жаяу-жүргінші бағдаршам белгі қиылыс тротуар трасса пойыз әуежай такси бағыт билет').split(' ')

/** Words that only begin or sound alike: no search for one may bring the other. */
export const kazakhLookAlikes = ('су сурет|су сумка|су сусабын|қар қарыз|қар қарт|қар қарсы|жол жолбарыс|жол жолдас|көл көлік|көл көлем|көл көлеңке|ит италия|газ газет|мал малай|бала балық|бал балық|қала қалам|қала қалта|үй үйрек|үй үйлесім|'
  + 'от отбасы|от отставка|ауа ауыл|ауру ауыл|ауыл ауыз|жер жерлеу|шам шама|шам шампунь|аға ағаш|ағаш ағайын|тас тасқын|көше көшет|көше көшкін|көп көпір|жыл жылқы|жыл жылан|мұз музыка|дәрі дәріс|бақ бақыт|бақ бақыр|құда құдық|шаң шаңғы|'
  + 'жар жарық|жара жарық|жарыс жарық|қыз қызыл|қыз қызмет|таза тазы|тіл тілек|тау тауық|тау тауар|көмір көмек|ет етік|нан наным|қой қойма|қой қойын|арық арман|саз сазан|соғыс соғым|салық салт|салық салат|ай айып|ай айна|ай айғай|ел елу|ел елік|'
  + 'ер ерте|ер ерік|ас аспан|ас астық|ат атақ|ат атау|ой ойын|ту туыс|ту тұз|күн күнә|сақа сақал|қан қант|қап қапа|бас баспана|бас баспасөз|кез кезек|кеш кешен|жас жасыл|жас жасыру|сан сана|сот сотка|сым сымбат|өрт өртеу|түн түндік|апта аптап').split('|').map(pair => pair.split(' '))
