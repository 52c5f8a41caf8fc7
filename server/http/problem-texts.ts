// What a refusal says to a person, in three languages: what happened and what to do next. A value stands alone, so that no Kazakh ending is glued to it.
import type { RefusalCode } from '#domain/refusal.ts'
import type { InterfaceLanguage } from '#domain/user.ts'

/** `{name}` is replaced by the detail of that name of the refusal. */
export const problemTexts: Record<RefusalCode, Record<InterfaceLanguage, string>> = {
  'bad-input': {
    kk: 'Дерек дұрыс толтырылмаған. Өріс: {field} ({value}). Себебі: {problem} (болатыны: {known}). Түзетіп, қайталаңыз.',
    ru: 'Данные заполнены неверно. Поле: {field} ({value}). Причина: {problem} (можно: {known}). Исправьте и повторите.',
    en: 'The data is not filled in correctly. Field: {field} ({value}). Problem: {problem} (known: {known}). Correct it and repeat.',
  },
  'bad-json': {
    kk: 'Сұрау оқылмады: JSON пішімі бұзылған. Пішімін тексеріп, қайта жіберіңіз.',
    ru: 'Запрос не прочитан: нарушен формат JSON. Проверьте формат и отправьте ещё раз.',
    en: 'The request could not be read: it is not valid JSON. Check it and send again.',
  },
  'too-large': {
    kk: 'Жіберілген дерек тым үлкен (рұқсат етілген шегі: {limit}). Қысқартып немесе бөліп жіберіңіз.',
    ru: 'Отправлено слишком много данных (предел: {limit}). Сократите или отправьте частями.',
    en: 'Too much data was sent (limit: {limit}). Shorten it or send it in parts.',
  },
  'not-found': {
    kk: 'Мұндай дерек табылмады (не: {what}) немесе оны көруге құқығыңыз жоқ. Сілтемені не нөмірді тексеріңіз.',
    ru: 'Ничего не найдено (что: {what}), либо у вас нет права это видеть. Проверьте ссылку или номер.',
    en: 'Nothing was found (what: {what}), or you have no right to see it. Check the link or the number.',
  },
  'not-signed-in': {
    kk: 'Сіз жүйеге кірмегенсіз. Жалғастыру үшін кіріңіз.',
    ru: 'Вы не вошли в систему. Войдите, чтобы продолжить.',
    en: 'You are not signed in. Sign in to continue.',
  },
  'wrong-password': {
    kk: 'Логин немесе құпиясөз қате. Қайта теріп көріңіз; ұмытсаңыз, әкімшіге хабарласыңыз.',
    ru: 'Неверный логин или пароль. Попробуйте ещё раз; если забыли, обратитесь к администратору.',
    en: 'The login or the password is wrong. Try again; if you forgot it, ask the administrator.',
  },
  'session-expired': {
    kk: 'Сеанс уақыты аяқталды. Қайта кіріңіз.',
    ru: 'Время сеанса истекло. Войдите снова.',
    en: 'Your session has ended. Sign in again.',
  },
  'user-blocked': {
    kk: 'Бұл пайдаланушы бұғатталған. Әкімшіге хабарласыңыз.',
    ru: 'Этот пользователь заблокирован. Обратитесь к администратору.',
    en: 'This user is blocked. Ask the administrator.',
  },
  'no-right': {
    kk: 'Бұл әрекетке құқығыңыз жоқ. Қажет болса, әкімшіден рөліңізді тексеруді сұраңыз.',
    ru: 'У вас нет права на это действие. Если оно нужно, попросите администратора проверить вашу роль.',
    en: 'You have no right to do this. If you need it, ask the administrator to check your role.',
  },
  'not-in-this-state': {
    kk: 'Қазіргі күйде бұл әрекетті орындауға болмайды (күйі: {state}). Бетті жаңартып, қай әрекет ашық екенін қараңыз.',
    ru: 'В текущем состоянии это действие невозможно (состояние: {state}). Обновите страницу и посмотрите, какие действия доступны.',
    en: 'This cannot be done in the current state (state: {state}). Refresh the page and see which acts are open.',
  },
  'stale-version': {
    kk: 'Сіз қарап отырғанда мұны басқа адам өзгертті (кім: {by}; қашан: {at}). Бетті жаңартып, өзгерісті қарап шыққан соң қайталаңыз.',
    ru: 'Пока вы смотрели, это изменил другой человек (кто: {by}; когда: {at}). Обновите страницу, посмотрите изменение и повторите.',
    en: 'Somebody changed this while you were looking at it (who: {by}; when: {at}). Refresh the page, look at the change and repeat.',
  },
  'duplicate': {
    kk: 'Мұндай дерек бұрыннан бар: {what}. Барын ашыңыз немесе басқа мән беріңіз.',
    ru: 'Такое уже есть: {what}. Откройте существующее или задайте другое значение.',
    en: 'This already exists: {what}. Open the existing one or choose another value.',
  },
  'key-reused': {
    kk: 'Бұл қайталау кілтімен басқа сұрау жіберілген. Жаңа сұрауға жаңа кілт алыңыз.',
    ru: 'С этим ключом повтора уже отправлен другой запрос. Для нового запроса возьмите новый ключ.',
    en: 'Another request was already sent with this idempotency key. Take a new key for a new request.',
  },
  'self-approval': {
    kk: 'Өзіңіз жазған немесе жіберген жауапты өзіңіз келісе алмайсыз. Оны басқа басшы келісуі керек.',
    ru: 'Нельзя согласовать ответ, который вы сами писали или отправили. Его должен согласовать другой руководитель.',
    en: 'You cannot approve a reply that you wrote or submitted. Another head must approve it.',
  },
  'wrong-body': {
    kk: 'Бұл ұйым немесе қызметкер осы әкімдікке қарамайды. Өз әкімдігіңіздің ұйымын таңдаңыз.',
    ru: 'Эта организация или этот сотрудник не относится к данному акимату. Выберите организацию своего акимата.',
    en: 'This body or person does not belong to this akimat. Choose a body of your own akimat.',
  },
  'external-body': {
    kk: 'Сыртқы ұйымға орындаушы тағайындалмайды. «Сыртқы ұйымға беру» әрекетін пайдаланыңыз.',
    ru: 'Внешней организации заявку не назначают. Используйте действие «Передать внешней организации».',
    en: 'An external body cannot be assigned a ticket. Use “Hand over” instead.',
  },
  'binding-assignment': {
    kk: 'Орындаушыны үйлестіруші түпкілікті тағайындаған, бұл өтінім қайтарылмайды. Сұрағыңыз болса, үйлестірушіге хабарласыңыз.',
    ru: 'Исполнителя окончательно назначил координатор, вернуть эту заявку нельзя. Если есть вопрос, обратитесь к координатору.',
    en: 'The coordinator made this assignment binding, so the ticket cannot be returned. If in doubt, ask the coordinator.',
  },
  'erased': {
    kk: 'Бұл жазбаның деректері өшірілген, оны қайта енгізуге болмайды.',
    ru: 'Данные этого поста удалены, снова внести его нельзя.',
    en: 'The data of this post was erased; it is not taken in again.',
  },
  'undo-too-late': {
    kk: 'Тіркеуді болдырмау уақыты өтіп кетті (шегі, минут: {minutes}). Енді өтінімнің күшін себебін көрсетіп тек үйлестіруші жоя алады.',
    ru: 'Время отмены регистрации прошло (предел в минутах: {minutes}). Теперь аннулировать заявку с указанием причины может только координатор.',
    en: 'It is too late to undo the registration (limit in minutes: {minutes}). Now only the coordinator can annul the ticket, giving a reason.',
  },
  'closed-too-long': {
    kk: 'Өтінім жабылғалы көп уақыт өтті (шегі, күн: {days}). Жазбаны жаңа өтінім ретінде тіркеңіз.',
    ru: 'Заявка закрыта слишком давно (предел в днях: {days}). Зарегистрируйте пост как новую заявку.',
    en: 'The ticket was closed too long ago (limit in days: {days}). Register the post as a new ticket.',
  },
  'reason-needed': {
    kk: 'Бұл әрекетке себеп көрсетілуі керек. Себебін жазып, қайталаңыз.',
    ru: 'Для этого действия нужна причина. Укажите её и повторите.',
    en: 'This act needs a reason. Write it and repeat.',
  },
  'foreign-origin': {
    kk: 'Сұрау бөтен сайттан келгендіктен қабылданбады. Құлақты өз мекенжайынан ашып, қайталаңыз.',
    ru: 'Запрос пришёл с чужого сайта и не принят. Откройте «Құлақ» по его собственному адресу и повторите.',
    en: 'The request came from another site and was refused. Open Qulaq at its own address and repeat.',
  },
  'code-needed': {
    kk: 'Қосымша растау коды керек: қосымшадағы алты санды немесе қағаздағы кодтардың бірін теріңіз.',
    ru: 'Нужен код подтверждения: шесть цифр из приложения или один из кодов на бумаге.',
    en: 'A confirmation code is needed: six digits from the app, or one of the codes on paper.',
  },
  'wrong-code': {
    kk: 'Код қате немесе бұрын қолданылған. Келесі кодты күтіп, қайта теріңіз.',
    ru: 'Код неверный или уже использован. Дождитесь следующего и введите его.',
    en: 'The code is wrong or was used before. Wait for the next one and type it.',
  },
  'password-change-needed': {
    kk: 'Алдымен өз құпиясөзіңізді қойыңыз: қазіргісін басқа адам біледі.',
    ru: 'Сначала задайте свой пароль: нынешний знает другой человек.',
    en: 'First set a password of your own: somebody else knows the present one.',
  },
  'second-factor-needed': {
    kk: 'Алдымен екінші растауды қосыңыз: бұл рөл үшін ол міндетті.',
    ru: 'Сначала включите второе подтверждение: для этой роли оно обязательно.',
    en: 'First turn on the second confirmation: this role must have it.',
  },
  'weak-password': {
    kk: 'Бұл құпиясөзді табу оңай. Бірнеше сөзден тұратын ұзынырақ құпиясөз ойлап табыңыз.',
    ru: 'Этот пароль легко подобрать. Придумайте подлиннее, из нескольких слов.',
    en: 'This password is easy to guess. Make a longer one, of several words.',
  },
  'invitation-over': {
    kk: 'Шақыру сілтемесінің мерзімі өтті немесе ол қолданылған. Әкімшіден жаңасын сұраңыз.',
    ru: 'Срок ссылки-приглашения истёк, или она уже использована. Попросите у администратора новую.',
    en: 'The invitation link has run out or was used. Ask the administrator for a new one.',
  },
  'wrong-method': {
    kk: 'Бұл мекенжайға мұндай сұрау жіберілмейді (рұқсат етілгені: {methods}).',
    ru: 'По этому адресу такие запросы не принимаются (можно: {methods}).',
    en: 'This address does not take such requests (it knows: {methods}).',
  },
  'too-many-requests': {
    kk: 'Сұрау тым жиі жіберілді. Біраз күтіп, қайталаңыз (күту уақыты, секунд: {seconds}).',
    ru: 'Слишком много запросов подряд. Подождите и повторите (ожидание в секундах: {seconds}).',
    en: 'Too many requests in a row. Wait and repeat (seconds to wait: {seconds}).',
  },
  'storage-full': {
    kk: 'Дискіде орын қалмады, сондықтан ештеңе сақталған жоқ. Әкімшіге хабарлаңыз: орын босатылғаннан кейін қайталауға болады.',
    ru: 'На диске нет места, поэтому ничего не сохранено. Сообщите администратору: когда место освободят, действие можно повторить.',
    en: 'The disk is full, so nothing was saved. Tell the administrator: once there is room, you can repeat.',
  },
  'desk-closing': {
    kk: 'Жүйе қазір тоқтатылып жатыр, сұрау орындалмады. Бір минуттан кейін қайталаңыз.',
    ru: 'Система сейчас останавливается, запрос не выполнен. Повторите через минуту.',
    en: 'The desk is closing just now, and the request was not carried out. Repeat in a minute.',
  },
  'desk-gone': {
    kk: 'Жүйе жауабын аяқтамай жабылды. Осыған дейін көрсетілгені орындалды, қалғанын қайталаңыз.',
    ru: 'Система закрылась, не закончив ответа. Показанное до этого выполнено, остальное повторите.',
    en: 'The desk closed before it had answered. What was shown until then is done; repeat the rest.',
  },
  'stopped': {
    kk: 'Пәрмен тоқтатылды, жартылай жасалған ештеңе қалған жоқ. Қажет болса, қайта орындаңыз.',
    ru: 'Команда остановлена, ничего недоделанного не осталось. Если она нужна, выполните её снова.',
    en: 'The command was stopped, and nothing half done is left. Run it again if you need it.',
  },
  'storage-unavailable': {
    kk: 'Дерекқор қазір жауап бермейді, өзгеріс сақталмады (себебі: {problem}). Бірер минуттан кейін қайталаңыз.',
    ru: 'Хранилище сейчас не отвечает, изменение не сохранено (причина: {problem}). Повторите через минуту-другую.',
    en: 'The storage does not answer at the moment, and the change was not saved (why: {problem}). Repeat in a minute or two.',
  },
  'search-not-ready': {
    kk: 'Іздеу индексі қазір қайта құрылып жатыр. Іздеу толық нәтиже бермейтіндіктен, уақытша тоқтатылды. Бірнеше минуттан кейін қайталаңыз.',
    ru: 'Поисковый индекс сейчас строится заново. Поиск нашёл бы не всё, поэтому пока остановлен. Повторите через несколько минут.',
    en: 'The search index is being built anew. A search would miss something, so it waits. Repeat in a few minutes.',
  },
  'lease-lost': {
    kk: 'Бұл жұмысты басқа сервер өз қолына алды, сондықтан ол мұнда тоқтатылды. Ештеңе істеудің қажеті жоқ: жұмыс сол серверде жалғасады.',
    ru: 'Эту работу взял на себя другой сервер, поэтому здесь она остановлена. Делать ничего не нужно: там она продолжится.',
    en: 'Another server has taken this work over, so it stopped here. Nothing needs to be done: it goes on there.',
  },
  'desk-is-running': {
    kk: 'Бұл деректер қалтасымен басқа сервер жұмыс істеп тұр (қалта: {folder}). Алдымен оны тоқтатыңыз немесе басқа қалта көрсетіңіз.',
    ru: 'С этой папкой данных уже работает другой сервер (папка: {folder}). Сначала остановите его или укажите другую папку.',
    en: 'Another server already works with this data folder (folder: {folder}). Stop it first or name another folder.',
  },
  'last-admin': {
    kk: 'Бұл — соңғы әкімші, оны бұғаттауға немесе рөлін алуға болмайды. Алдымен басқа әкімші тағайындаңыз.',
    ru: 'Это последний администратор: его нельзя заблокировать или лишить роли. Сначала назначьте другого.',
    en: 'This is the last administrator and cannot be blocked or lose the role. Appoint another one first.',
  },
  'address-refused': {
    kk: 'Бұл мекенжайға сұрау жіберуге болмайды, себебі ол ішкі желіге жатады (хост: {host}). Жалпыға ашық мекенжай көрсетіңіз.',
    ru: 'По этому адресу обращаться нельзя, он принадлежит внутренней сети (хост: {host}). Укажите общедоступный адрес.',
    en: 'This address may not be asked, because it belongs to a private network (host: {host}). Give a public address.',
  },
  'fetch-failed': {
    kk: 'Дереккөзден дерек алынбады: {reason}. {advice}.',
    ru: 'Не удалось получить данные из источника: {reason}. {advice}.',
    en: 'The source could not be fetched: {reason}. {advice}.',
  },
  'not-a-feed': {
    kk: 'Бұл мекенжайда RSS немесе Atom таспасы жоқ. Сайттан таспаның сілтемесін тауып, соны енгізіңіз.',
    ru: 'По этому адресу нет ленты RSS или Atom. Найдите на сайте ссылку на ленту и укажите её.',
    en: 'There is no RSS or Atom feed at this address. Find the link to the feed on the site and give that.',
  },
  'not-a-picture': {
    kk: 'Бұл мекенжайда көрсетуге болатын сурет жоқ (хост: {host}). Түпнұсқасын ашып көріңіз.',
    ru: 'По этому адресу нет изображения, которое можно показать (хост: {host}). Откройте оригинал.',
    en: 'There is no picture at this address that could be shown (host: {host}). Open the original.',
  },
}
