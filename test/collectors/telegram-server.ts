// Telegram's preview pages on loopback, in its markup of 2026, with an invented channel; a request that Telegram's own page would not make is noted as a fault.
import { createServer, type ServerResponse } from 'node:http'
import { openOnLoopback } from '../loopback.ts'

/** `owner`: number of the channel. */
export interface ChannelMessage { text?: string, inside?: string, meta?: string, classes?: string, at?: string, views?: string, owner?: number }

/** A comment under a message: `replyTo` another comment; `name` a public name. */
export interface Comment { id: number, text: string, by: string, name?: string, replyTo?: number, at?: string }

export interface TelegramServer {
  /** `http://127.0.0.1:port` */
  origin: string
  hostPort: string
  /** Messages of the channel `qala_ainasy` by number; change it between looks. */
  messages: Map<number, ChannelMessage>
  /** What the discussion widget shows under the message 5, oldest first; a sentence when it shows none. */
  comments: Comment[] | string
  /** Queries of all requests, oldest first: '' for the newest page. */
  asked: string[]
  /** Requests that are not in Telegram's own pages. */
  faults: string[]
  /** What the next requests get instead of a page; empty: the page. */
  instead: ('throttled' | 'closed' | 'busy' | 'other-markup' | 'stuck')[]
  close: () => Promise<void>
}

export const channel = 'qala_ainasy'
const pageSize = 20

/** One message as Telegram writes it. */
export const messageHtml = (id: number, { text, inside = '', meta = '', classes = '', at = '2026-11-21T04:00:00+00:00', views = '1.2K', owner = 1 }: ChannelMessage, name = channel): string => `
<div class="tgme_widget_message_wrap js-widget_message_wrap"><div class="tgme_widget_message text_not_supported_wrap ${classes} js-widget_message" data-post="${name}/${id}" data-view="${Buffer.from(JSON.stringify({ c: -owner, p: id })).toString('base64url')}">
  <div class="tgme_widget_message_user"><a href="https://t.me/${name}"><i class="tgme_widget_message_user_photo" data-content="Қ"><img src="https://cdn4.telesco.example/file/face.jpg"></i></a></div>
  <div class="tgme_widget_message_bubble">
    <div class="tgme_widget_message_author accent_color"><a class="tgme_widget_message_owner_name" href="https://t.me/${name}"><span dir="auto">Қала айнасы</span></a></div>
${inside}${text === undefined ? '' : `<div class="tgme_widget_message_text js-message_text" dir="auto">${text}</div>`}
<div class="tgme_widget_message_footer compact js-message_footer"><div class="tgme_widget_message_info short js-message_info">
    <span class="tgme_widget_message_views">${views}</span><span class="copyonly"> views</span><span class="tgme_widget_message_meta">${meta}<a class="tgme_widget_message_date" href="https://t.me/${name}/${id}"><time datetime="${at}" class="time">04:00</time></a></span>
</div></div></div>
</div></div>`

/** A whole preview page around messages; `older`: the number that its link to older ones names. */
export const pageHtml = (inside: string, { older = null, counters = '' }: { older?: number | null, counters?: string } = {}): string => `<!DOCTYPE html><html><head><title>Қала айнасы – Telegram</title>
${older === null ? '' : `<link rel="prev" href="/s/${channel}?before=${older}">`}</head><body class="widget_frame_base tgme_webpreview">
<header class="tgme_header"><form class="tgme_header_search_form" action="/s/${channel}"><input class="tgme_header_search_form_input" placeholder="Search" name="q" autocomplete="off" value="" /></form>
<div class="tgme_channel_info_counters"><div class="tgme_channel_info_counter"><span class="counter_value">10K</span> <span class="counter_type">subscribers</span></div>${counters}</div></header>
<main class="tgme_main" data-url="/${channel}"><section class="tgme_channel_history js-message_history">
${older === null ? '' : `<div class="tgme_widget_message_centered js-messages_more_wrap"><a href="/s/${channel}?before=${older}" class="tme_messages_more js-messages_more" data-before="${older}"></a></div>`}
${inside}</section></main></body></html>`

export const nothingFound = '<div class="tgme_widget_message_wrap"><div class="tgme_widget_message_centered"><div class="tme_no_messages_found">No posts found</div></div></div>'

/** t.me/name: what a group, a person or a closed channel shows. */
export const closedHtml = '<!DOCTYPE html><html><head><title>Telegram: Contact</title></head><body><div class="tgme_page_wrap"><div class="tgme_page"><div class="tgme_page_title" dir="auto">\n  <span dir="auto">Көрші үй</span>\n</div><div class="tgme_page_extra">120 members</div></div></div></body></html>'

/** Number of the message inside the discussion group. */
const top = 8

/** One comment as the widget writes it. */
export const commentHtml = ({ id, text, by, name, replyTo, at = '2026-11-23T06:00:00+00:00' }: Comment, message = 5): string => `
<div class="tgme_widget_message_wrap js-widget_message_wrap"><div class="tgme_widget_message js-widget_message" data-post-id="${id}">
  <div class="tgme_widget_message_user">${name === undefined ? '' : `<a href="https://t.me/${name}">`}<i class="tgme_widget_message_user_photo"><img src="https://cdn4.telesco.example/file/face.jpg"></i></div>
  <div class="tgme_widget_message_bubble"><div class="tgme_widget_message_author accent_color">
    ${name === undefined ? `<span class="tgme_widget_message_author_name" dir="auto">${by}</span>` : `<a class="tgme_widget_message_author_name" href="https://t.me/${name}"><span dir="auto">${by}</span></a>`}</div>
${replyTo === undefined ? '' : `<div class="tgme_widget_message_reply js-reply_to" data-reply-to="${replyTo}"><span class="tgme_widget_message_author_name" dir="auto">Біреу</span><div class="tgme_widget_message_text js-message_reply_text" dir="auto">бұрынғы сөз</div></div>`}
<div class="tgme_widget_message_text js-message_text" dir="auto">${text}</div>
<div class="tgme_widget_message_footer"><a class="tgme_widget_message_date" href="https://t.me/${channel}/${message}?comment=${id}"><time datetime="${at}">Nov 23</time></a></div></div>
</div></div>`

/** A page of the widget; `older`: where the comments before these begin. */
export const discussionHtml = (inside: string, older: number | null = null): string => `<!DOCTYPE html><html><head><title>Telegram Widget</title></head><body class="body_widget_discussion">
<div class="tgme_post_discussion_header_wrap"><h3 class="tgme_post_discussion_header"><span class="js-header">Comments</span> on <a href="https://t.me/${channel}/5">this post</a></h3></div>
<div class="tgme_post_discussion js-message_history">${older === null ? '' : `<div class="tme_messages_more js-messages_more" data-before="${older}">Show more</div>`}${inside}
<div class="tme_messages_more js-messages_more autoload hide" data-after="1"></div></div>
<form class="tgme_post_discussion_new_message_form js-new_message_form"><input type="hidden" name="peer" value="c1_2" /><input type="hidden" name="top_msg_id" value="${top}" /></form></body></html>`

export const noComments = (sentence: string): string => `<div class="tgme_widget_message_wrap js-no_messages_wrap"><div class="tme_no_messages_found">${sentence}</div></div>`

/** The newest comments, or those before and at `at`. */
const discussionPage = (comments: Comment[] | string, limit: number, at: number): string => {
  if (typeof comments === 'string') return discussionHtml(noComments(comments))
  const shown = comments.filter(({ id }) => id <= at).slice(-limit)
  const [first] = shown
  return discussionHtml(shown.map(comment => commentHtml(comment)).join('') || noComments('No comments here yet...'), first && first !== comments[0] ? first.id : null)
}

const channelPage = (messages: Map<number, ChannelMessage>, before: number): string => {
  const numbers = [...messages.keys()].filter(id => id < before).sort((a, b) => a - b)
  const shown = numbers.slice(-pageSize)
  const older = numbers.length > shown.length ? shown[0] ?? null : null
  return pageHtml(shown.length ? shown.map(id => messageHtml(id, messages.get(id) ?? {})).join('\n') : nothingFound, { older })
}

const answerInstead = (response: ServerResponse, what: TelegramServer['instead'][number], messages: Map<number, ChannelMessage>) => {
  if (what === 'closed') response.writeHead(302, { location: `/${channel}` }).end()
  else if (what === 'busy') response.writeHead(429, { 'retry-after': '35' }).end()
  else if (what === 'throttled') response.end(pageHtml(nothingFound))
  else if (what === 'stuck') response.end(channelPage(messages, Infinity))
  else response.end(channelPage(messages, Infinity).replaceAll('datetime=', 'data-time='))
}

/** Invented posts 1 … count. */
export const someMessages = (count: number): Map<number, ChannelMessage> => new Map(Array.from({ length: count }, (_, i) => [i + 1, { text: `${i + 1}-үйде су жоқ.<br/>Воды нет с утра.` }]))

export const startTelegramServer = async (): Promise<TelegramServer> => {
  const state: Pick<TelegramServer, 'messages' | 'comments' | 'asked' | 'faults' | 'instead'> = { messages: new Map(), comments: [], asked: [], faults: [], instead: [] }
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1')
    if (url.pathname === '/robots.txt') {
      response.writeHead(404).end()
      return
    }
    if (url.pathname === `/${channel}`) {
      response.end(closedHtml)
      return
    }
    const query = url.searchParams
    if (url.pathname === `/${channel}/5` && query.get('embed') === '1' && query.get('discussion') === '1') {
      const names = ['embed', 'discussion', 'comments_limit', 'comment']
      if (![...query.keys()].every(name => names.includes(name))) state.faults.push(`${request.method} ${request.url}`)
      state.asked.push(query.get('comment') ?? '')
      response.setHeader('content-type', 'text/html; charset=utf-8')
      response.end(discussionPage(state.comments, Number(query.get('comments_limit') ?? 5), Number(query.get('comment') ?? Infinity)))
      return
    }
    const before = query.get('before')
    const isKnown = request.method === 'GET' && url.pathname === `/s/${channel}` && [...url.searchParams.keys()].every(name => name === 'before') && (before === null || /^[1-9]\d*$/.test(before))
    if (!isKnown) state.faults.push(`${request.method} ${request.url}`)
    state.asked.push(before ?? '')
    const what = state.instead.shift()
    response.setHeader('content-type', 'text/html; charset=utf-8')
    if (what) answerInstead(response, what, state.messages)
    else response.end(channelPage(state.messages, before === null ? Infinity : Number(before)))
  })
  return Object.assign(state, await openOnLoopback(server))
}
