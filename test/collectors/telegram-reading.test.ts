// What a saved page of Telegram says: every kind of message, every kind of page, and no page that stalls the reader.
import { describe, expect, it } from 'vitest'
import { readTelegramPage } from '../../collectors/telegram/page.ts'
import { readTelegramFile } from '../../collectors/telegram/parse.ts'
import { closedHtml, messageHtml, nothingFound, pageHtml, type ChannelMessage } from './telegram-server.ts'

const parse = (html: string) => readTelegramFile(Buffer.from(html))
const one = (message: ChannelMessage) => {
  const { posts, problems } = parse(messageHtml(520, message))
  return posts[0] ?? expect.fail(problems.join())
}
const emoji = (sign: string) => `<i class="emoji" style="background-image:url('//telegram.org/img/emoji/40/F09F.png')"><b>${sign}</b></i>`

describe('a message', () => {
  it('is a post with channel and number as its key', () => {
    expect(one({ text: 'Абай көшесінде су жоқ' })).toEqual({
      key: 'qala_ainasy/520', url: 'https://t.me/qala_ainasy/520', title: null, text: 'Абай көшесінде су жоқ', author: { name: 'Қала айнасы', id: 'qala_ainasy', url: 'https://t.me/qala_ainasy' },
      publishedAt: '2026-11-21T04:00:00.000Z', editedAt: null, replyTo: null, media: [], place: null, counts: { likes: null, comments: null, shares: null, views: 1200 },
    })
  })

  it('keeps its lines, its emoji and its quotes, and loses its markup', () => {
    const text = `<b>Назар</b> аударыңыз!<br/><br/>${emoji('⚠️')} Су 5 &lt; 6 сағат <tg-spoiler>жоқ</tg-spoiler><blockquote>Тұрғын: «қашан?»</blockquote><tg-emoji emoji-id="53">${emoji('💧')}</tg-emoji> <code>1420</code>`
    expect(one({ text }).text).toBe('Назар аударыңыз!\n\n⚠️ Су 5 < 6 сағат жоқ\n\nТұрғын: «қашан?»\n\n💧 1420')
  })

  it('names at its end the addresses that stand behind words, and not those that are written out', () => {
    const text = '<a href="https://su.example/kesте?id=5&amp;t=1">Кесте</a>, <a href="https://qala.example/">qala.example</a>, <a href="https://t.me/akimat_kz">@akimat_kz</a> <a href="?q=%23%D1%81%D1%83">#су</a> <a href="javascript:alert(1)">x</a>'
    expect(one({ text }).text).toBe('Кесте, qala.example, @akimat_kz #су x\n\nhttps://su.example/kesте?id=5&t=1')
  })

  it('beside media has its text twice in the page and once in the post', () => {
    expect(one({ inside: '<div class="tgme_widget_message_text"><div class="tgme_widget_message_text js-message_text">Шұңқыр</div></div>' }).text).toBe('Шұңқыр')
  })

  it('that answers another names it, and does not repeat its words', () => {
    const inside = '<a class="tgme_widget_message_reply" href="https://t.me/qala_ainasy/519"><div class="tgme_widget_message_text js-message_reply_text">Бұрынғы сөз</div></a>'
    expect(one({ inside, text: 'Жауап' })).toMatchObject({ text: 'Жауап', replyTo: 'qala_ainasy/519' })
  })

  it('that was forwarded is by its first author', () => {
    const inside = '<div class="tgme_widget_message_forwarded_from accent_color">Forwarded from&nbsp;<a class="tgme_widget_message_forwarded_from_name" href="https://t.me/kosheli_esik/17"><span dir="auto">Көршілер есігі</span></a></div>'
    expect(one({ inside, text: 'Жарық жоқ' }).author).toEqual({ name: 'Көршілер есігі', id: 'kosheli_esik', url: 'https://t.me/kosheli_esik/17' })
    const hidden = '<div class="tgme_widget_message_forwarded_from">Forwarded from <span class="tgme_widget_message_forwarded_from_name">Жасырын есім</span></div>'
    expect(one({ inside: hidden, text: 'Жарық жоқ' }).author).toEqual({ name: 'Жасырын есім', id: null, url: null })
  })

  it('that is signed is by who signed it', () => {
    expect(one({ text: 'т', meta: '<span class="tgme_widget_message_from_author" dir="auto">Айгүл edited</span>,&nbsp;' }).author).toMatchObject({ name: 'Айгүл edited', id: 'qala_ainasy' })
  })

  it('that was edited is told apart, and a name is no mark of it', () => {
    const page = [messageHtml(1, { text: 'а', meta: 'edited &nbsp;' }), messageHtml(2, { text: 'б', meta: '<span class="tgme_widget_message_from_author">edited</span>,&nbsp;' })].join('')
    expect(parse(page)).toMatchObject({ state: 'ok', edited: ['qala_ainasy/1'], deleted: [] })
  })

  it('has its pictures, videos, sounds and sticker, each once, and none of its preview or of what it answers', () => {
    const inside = `<a class="tgme_widget_message_reply" href="https://t.me/a_b_c/1"><i class="tgme_widget_message_reply_thumb" style="background-image:url('https://cdn.example/reply.jpg')"></i></a>
<a class="tgme_widget_message_photo_wrap" style="width:1px;background-image:url('https://cdn.example/1.jpg')" href="https://t.me/a/1?single"></a><a class="tgme_widget_message_photo_wrap" style="background-image:url('https://cdn.example/1.jpg')"></a>
<a class="tgme_widget_message_video_player"><i class="tgme_widget_message_video_thumb" style="background-image:url('https://cdn.example/thumb.jpg')"></i><video src="https://cdn.example/2.mp4?token=x"></video></a>
<a class="tgme_widget_message_video_player not_supported"><i class="tgme_widget_message_video_thumb" style="background-image:url('https://cdn.example/big.jpg')"></i></a>
<div class="tgme_widget_message_roundvideo_player"><video class="tgme_widget_message_roundvideo" src="https://cdn.example/3.mp4"></video></div><audio class="tgme_widget_message_voice" src="https://cdn.example/4.ogg"></audio>
<i class="tgme_widget_message_sticker js-sticker_image" style="background-image:url('data:image/svg+xml;base64,AA')" data-webp="https://cdn.example/5.webp"></i>
<a class="tgme_widget_message_link_preview"><i class="link_preview_image" style="background-image:url('https://cdn.example/preview.jpg')"></i></a>`
    expect(one({ inside }).media).toEqual([
      { kind: 'image', url: 'https://cdn.example/1.jpg' }, { kind: 'video', url: 'https://cdn.example/2.mp4?token=x' }, { kind: 'image', url: 'https://cdn.example/big.jpg' },
      { kind: 'video', url: 'https://cdn.example/3.mp4' }, { kind: 'audio', url: 'https://cdn.example/4.ogg' }, { kind: 'image', url: 'https://cdn.example/5.webp' },
    ])
  })

  it('may be a poll, a file or a place', () => {
    expect(one({ inside: '<div class="tgme_widget_message_poll"><div class="tgme_widget_message_poll_question">Су бар ма?</div><div class="tgme_widget_message_poll_option_text">Бар</div><div class="tgme_widget_message_poll_option_text">Жоқ</div></div>' }).text).toBe('Су бар ма?\n— Бар\n— Жоқ')
    expect(one({ inside: '<div class="tgme_widget_message_document_title">Акт.pdf</div>' }).text).toBe('Акт.pdf')
    expect(one({ inside: '<a class="tgme_widget_message_location_wrap" href="https://maps.google.com/maps?q=51.128,71.4304&ll=51.128,71.4304&z=16"></a>' }).place).toEqual({ lat: 51.128, lon: 71.4304 })
  })

  it('counts its views and all its reactions, but not the paid stars', () => {
    const reaction = (count: string, more = '') => `<span class="tgme_reaction ${more}">${emoji('5️⃣')}${count}</span>`
    expect(one({ text: 'т', views: '11.4M', inside: reaction('7.36K') + reaction('12') + reaction('900', 'tgme_reaction_paid') }).counts).toEqual({ likes: 7372, comments: null, shares: null, views: 11_400_000 })
  })

  it('without a date is a dead letter, its neighbours are posts', () => {
    const { posts, problems, state } = parse(messageHtml(1, { text: 'а', at: 'кеше' }) + messageHtml(2, { text: 'б' }))
    expect([state, posts.map(post => post.key), problems]).toEqual(['ok', ['qala_ainasy/2'], ['message 1: The message has no date']])
  })
})

describe('a page', () => {
  const photos = '<div class="tgme_channel_info_counter"><span class="counter_value">5</span> <span class="counter_type">photos</span></div>'
  it.each([
    ['with a message', pageHtml(messageHtml(5, { text: 'т' })), { state: 'ok', problems: [] }],
    ['with a service message only', pageHtml(messageHtml(5, { text: 'Channel created', classes: 'service_message' })), { state: 'empty', posts: [], problems: [] }],
    ['of a channel without posts', pageHtml(nothingFound), { state: 'empty', posts: [], problems: [] }],
    ['of a channel that has photos and shows no post', pageHtml(nothingFound, { counters: photos }), { state: 'blocked', waitSeconds: 300, problems: [expect.stringContaining('asked too often')] }],
    ['of a search that found nothing', pageHtml(nothingFound, { counters: photos }).replace('value=""', 'value="су"'), { state: 'empty' }],
    ['without preview', closedHtml, { state: 'blocked', problems: ['Telegram shows no preview of "Көрші үй": it is a group, a person or a bot, or a channel that is closed or absent'] }],
    ['of a server that is asked too often', '<html><head><title>429 Too Many Requests</title></head></html>', { state: 'blocked', waitSeconds: 300 }],
    ['of which nothing can be read', pageHtml(messageHtml(5, { at: '' })), { state: 'error', problems: ['message 1: The message has no date'] }],
  ])('%s is told as it is', (_, html, answer) => { expect(parse(html)).toMatchObject(answer) })

  it('a post that quotes the words of an empty page does not empty it', () => {
    expect(parse(pageHtml(messageHtml(5, { text: 'tme_no_messages_found class="tgme_page"' })))).toMatchObject({ state: 'ok', posts: [{ text: 'tme_no_messages_found class="tgme_page"' }] })
  })

  it.each(['', '<html><body>Сайт</body></html>', '<rss version="2.0"/>', '{"ok":false}', '\u0089PNG'])('%j is none of Telegram', (html) => {
    expect(() => parse(html)).toThrow(expect.objectContaining({ code: 'not-a-feed' }))
  })

  it('offers older messages by its link', () => {
    expect(readTelegramPage(pageHtml(messageHtml(5, {}), { older: 5 })).offersOlder).toBe(true)
    expect(readTelegramPage(pageHtml(messageHtml(5, {}))).offersOlder).toBe(false)
  })
})

const times = (count: number, make: (id: number) => string) => Array.from({ length: count }, (_, i) => make(i + 1)).join('')
const filled = (id: number, open: string, count: number) => messageHtml(id, { text: open.repeat(count) })
const hostile: [string, string][] = [
  ['elements nested without end', filled(1, '<div>', 900_000)],
  ['many messages nested to the limit', times(250, id => filled(id, '<a class="tgme_widget_message_video_player">', 4000))],
  ['texts in texts', times(100, id => filled(id, '<div class="tgme_widget_message_text">', 50).repeat(20))],
  ['ends of what was never opened', times(200, id => messageHtml(id, { text: '<i>'.repeat(2000) + '</b>'.repeat(2000) }))],
  ['links without end', times(60, id => filled(id, '<a href="https://x.example/">a</a>', 1800))],
  ['signs of messages without messages', 'data-post="'.repeat(450_000)],
  ['opening signs without end', `${'<'.repeat(4_000_000)}data-post="`],
  ['attributes without end', `${'<div '.repeat(900_000)}data-post="abc/1"`],
  ['an address without end', messageHtml(1, { inside: `<i class="tgme_widget_message_photo_wrap" style="background-image:url('${'a'.repeat(400_000)}"></i>` })],
  ['a search field again and again', `${'<input name="q"'.repeat(300_000)}tme_no_messages_found`],
  ['titles without end', 'class="tgme_page" class="tgme_page_title"'.repeat(100_000)],
  ['lone halves of signs', messageHtml(1, { text: '\ud83d'.repeat(10_000) })],
]

describe('hostile pages', () => {
  it.each(hostile)('%s: answered within two seconds of work', (_, html) => {
    const started = process.threadCpuUsage()
    let answer: unknown
    try {
      answer = parse(html)
    } catch (error) {
      answer = error
    }
    const { user, system } = process.threadCpuUsage(started)
    expect((user + system) / 1000).toBeLessThan(2000)
    expect(answer).toEqual(answer instanceof Error ? expect.objectContaining({ code: 'not-a-feed' }) : expect.objectContaining({ state: expect.any(String) }))
  })

  it('a message of two thousand emoji is still a message', () => {
    expect(one({ text: emoji('💧').repeat(2000) }).text).toBe('💧'.repeat(2000))
  })
})
