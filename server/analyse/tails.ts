// Which letters may follow a short stem: the endings of both languages, so that «су» is found in «судың» and not in «сурет».
import { fold } from './letters.ts'

const list = (text: string): string[] => text.split(' ').map(fold)

const plurals = ['', ...list('лар лер дар дер тар тер')]
const possessives = ['', ...list('ы і сы сі ым ім м ың ің ң ымыз іміз мыз міз ыңыз іңіз ңыз ңіз')]
const cases = ['', ...list(
  'ның нің дың дің тың тің ға ге қа ке а е на не ны ні ды ді ты ті н да де та те нда нде дан ден тан тен нан нен мен бен пен '
  + 'дағы дегі тағы тегі ндағы ндегі сыз сіз лық лік дық дік тық тік',
)]

const verbs = list('ып іп п ған ген қан кен ады еді йды йді айды ейді са се май мей пай пей бай бей мады меді пады педі майды мейді ушы у')

const kazakhTails = new Set([
  ...plurals.flatMap(plural => possessives.flatMap(possessive => cases.map(grammaticalCase => plural + possessive + grammaticalCase))),
  ...verbs,
])

const russianTails = new Set([
  '',
  ...list('а о у ы и е я ю ь й ой ей ою ею ом ем ём ам ям ами ями ах ях ов ев ёв ью ия ие ии ию ием'),
  ...list('ый ий ая яя ое ее ые ие ого его ому ему ым им ых их ыми ими ую юю'),
  ...list('ный ная ное ные ного ному ным ных ной ную ными ном ский ская ское ские ского скому ским ских ской скую ском'),
  ...list('ка ки ке ку кой ок ник ники ников ика ике щик'),
  ...list('л ла ло ли ал ала ало али ил ила ило или ел ела ело ели ял яла яли ть ать ять ить еть ут ют ет ит ат ят ует уют ает ают яет яют ся сь тся ться'),
])

/** Whether folded letters are a Kazakh chain plural + possessive + case, or a simple verb ending. */
export const isKazakhTail = (tail: string): boolean => kazakhTails.has(tail)

/** Whether folded letters are an ending of a Russian noun, adjective or simple verb. */
export const isRussianTail = (tail: string): boolean => russianTails.has(tail)
