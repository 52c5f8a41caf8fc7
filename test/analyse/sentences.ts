// Forty invented sentences as people write them under a post, labelled by hand before the rules were written.
import type { Mention } from '#domain/classification.ts'

export interface Sentence {
  text: string
  mention: Mention
  /** KATO code of the place that should stand first, null = none named. */
  place: string | null
  sector: string
  danger: boolean
}

export const kazakh: Sentence[] = [
  { text: 'Ассалаумағалейкум! Қарағанды қаласының әкімдігі, Майқұдықта үш күннен бері ыстық су жоқ, қашан береді?', mention: 'akimat', place: '351000000', sector: 'utilities', danger: false },
  { text: 'Шымкент қаласы әкімдігіне сұрақ: Самал ықшамауданында көше жарығы қашан жанады? Кешке балалар мектептен қараңғыда қайтады', mention: 'akimat', place: '790000000', sector: 'improvement', danger: false },
  { text: 'Мектептің қасында люк ашық жатыр, кеше бала түсіп кете жаздады! Тез жабыңыздаршы', mention: 'none', place: null, sector: 'improvement', danger: true },
  { text: 'Алматы калалык акимдиги бул жолды кашан жондейди? Шункырдан коликтер сынып жатыр', mention: 'akimat', place: '750000000', sector: 'roads', danger: false },
  { text: 'Qyzylorda qalasynyn akimdigi korsin, auylda 2 kunnen beri jaryq joq, tonazytqyshtagy tamaq buzyldy', mention: 'akimat', place: '431000000', sector: 'utilities', danger: false },
  { text: 'Әкімшілік айыппұл салғанша, автобус санын көбейтсеңіздерші. 40 минут аялдамада тоңып тұрдық', mention: 'none', place: null, sector: 'transport', danger: false },
  { text: 'Ақтөбе облысының әкімі ауылдарды аралап, тұрғындармен кездесті', mention: 'akim', place: '150000000', sector: 'governance', danger: false },
  { text: 'Көшемізге қоқыс жәшігін қойып берген Тараз әкімдігіне көп рахмет!', mention: 'akimat', place: '311000000', sector: 'waste_ecology', danger: false },
  { text: 'Балабақша кезегіне 2022 жылы тұрдық, әлі жоқ. Атырау облысы бойынша қандай көмек бар?', mention: 'none', place: '230000000', sector: 'education', danger: false },
  { text: 'Бизде биыл комир кымбаттап кетти, аулда адамдар калай кыстайды? Аким не карап отыр', mention: 'akim', place: null, sector: 'utilities', danger: false },
  { text: 'Түркістан облысы Сайрам ауданында ауыз су екі аптадан бері келмейді, халық арықтан су ішіп отыр', mention: 'none', place: '615200000', sector: 'utilities', danger: false },
  { text: 'Газ иісі шығып тұр, подъезде тұрған адам есінен танады! 104-ке хабарласа алмай жатырмыз, Өскемен, Протозанов көшесі', mention: 'none', place: '631000000', sector: 'utilities', danger: true },
  { text: 'Ит талап кетті баланы, қаңғыбас иттер көбейіп кетті Екібастұзда, шара қолданыңыздар', mention: 'none', place: '552200000', sector: 'agri_vet', danger: true },
  { text: 'Astana akimdigi, Saryarqa audanyndagy 45 mektepke jol joq, balalar balshyqpen jurip jatyr', mention: 'akimat', place: '711310000', sector: 'roads', danger: false },
  { text: 'Қостанай облысы, Арқалық қаласында жылу орталығы жарылып, үйлердің бәрі суық. Кішкентай балалар ауырып жатыр', mention: 'none', place: '391600000', sector: 'utilities', danger: true },
  { text: 'Жеңіс көшесіндегі балалар алаңы сынып қалған, әткеншектің темірі шығып тұр. Ақтау қ.', mention: 'none', place: '471000000', sector: 'improvement', danger: false },
  { text: 'Қандай керемет мереке болды, ұйымдастырушыларға рахмет! Павлодар жайнап кетті', mention: 'none', place: '551000000', sector: 'culture_society', danger: false },
  { text: 'Дарыгер жетиспейди, емханада кезекте 3 сагат турамыз. Семей', mention: 'none', place: '101000000', sector: 'health', danger: false },
  { text: 'Ауыл әкіміне айттық, көпір құлағалы тұр деп, мектеп автобусы сол көпірмен жүреді', mention: 'akim', place: null, sector: 'roads', danger: true },
  { text: 'Жәрдемақыны қалай рәсімдеуге болады? Көпбалалы анамын, ХҚКО-дан кері қайтарды', mention: 'none', place: null, sector: 'social_labour', danger: false },
]

export const russian: Sentence[] = [
  { text: 'Акимат Алматы, когда наконец отремонтируют дорогу на Толе би? Ямы такие, что колёса отлетают', mention: 'akimat', place: '750000000', sector: 'roads', danger: false },
  { text: 'Каким местом думали, когда делали эту остановку без навеса?', mention: 'none', place: null, sector: 'transport', danger: false },
  { text: 'С таким отношением к жильцам КСК далеко не уедет, подъезд не мыли полгода', mention: 'none', place: null, sector: 'housing', danger: false },
  { text: 'Ерлан Акимов открыл новый спортзал в Кокшетау, цены нормальные', mention: 'none', place: '111000000', sector: 'culture_society', danger: false },
  { text: 'Третий день нет отопления в доме, в квартире +12, грудной ребёнок! Петропавловск, ул. Интернациональная', mention: 'none', place: '591000000', sector: 'utilities', danger: true },
  { text: 'Аким Павлодарской области провёл совещание по подготовке к паводкам', mention: 'akim', place: '550000000', sector: 'safety', danger: false },
  { text: 'Оголённый провод висит прямо над детской площадкой, искрит! Уральск, 7 микрорайон, дом 12', mention: 'none', place: '271000000', sector: 'utilities', danger: true },
  { text: 'Спасибо акимату Костаная за новый сквер возле театра, очень красиво', mention: 'akimat', place: '391000000', sector: 'improvement', danger: false },
  { text: 'Прошу акимат г. Актобе установить светофор на пересечении Маресьева и Шернияза, дети перебегают дорогу', mention: 'akimat', place: '151000000', sector: 'roads', danger: false },
  { text: 'Мусор не вывозят вторую неделю, баки переполнены, крысы бегают. Куда смотрит акимат??', mention: 'akimat', place: null, sector: 'waste_ecology', danger: false },
  { text: 'Предлагаю сделать велодорожку вдоль набережной в Усть-Каменогорске', mention: 'none', place: '631000000', sector: 'roads', danger: false },
  { text: 'Свалка горит, дышать нечем, весь Темиртау в дыму', mention: 'none', place: '352400000', sector: 'waste_ecology', danger: true },
  { text: 'Сдаю квартиру в Астане посуточно, центр, звоните 87010000000', mention: 'none', place: '710000000', sector: 'other', danger: false },
  { text: 'Администрация города Омска сообщает об отключении воды на Ленина', mention: 'none', place: null, sector: 'utilities', danger: false },
  { text: 'Врачей в районной больнице Щучинска нет, к терапевту запись на месяц вперёд, пенсионеры с ночи стоят', mention: 'none', place: '117020100', sector: 'health', danger: false },
]

export const mixed: Sentence[] = [
  { text: 'Әкімдік, ну сколько можно? Подъезде жарық жоқ уже неделю, Талдықорған, Каратал ықшамауданы', mention: 'akimat', place: '331000000', sector: 'utilities', danger: false },
  { text: 'Сәлеметсіздер ме, подскажите пожалуйста, ребенку пособие қалай аламыз, ЦОН-да очередь', mention: 'none', place: null, sector: 'social_labour', danger: false },
  { text: 'Автобус 37 мүлдем жүрмейді, водитель грубит, балаларды алмай кетеді. Акимат Шымкента, примите меры', mention: 'akimat', place: '790000000', sector: 'transport', danger: false },
  { text: 'Жаңаөзенде су жоқ, отключили без предупреждения, когда дадут воду? Аким города в курсе ме?', mention: 'akim', place: '471800000', sector: 'utilities', danger: false },
  { text: 'Рахмет Риддер қаласының акиматына, снег почистили вовремя, жол таза', mention: 'akimat', place: '632400000', sector: 'roads', danger: false },
]
