// The words of a Telegram message as its readers see them: lines, emoji, poll and the links that stand behind words.
import type { CheerioAPI } from 'cheerio/slim'
import { htmlToText, oneLine } from '../feed/html-text.ts'

const maxLinks = 50

/** Addresses behind words, which plain text would lose; mentions, hashtags and addresses written out are in the text already. */
const hiddenLinks = ($: CheerioAPI, visible: string): string[] => {
  const links = $('.tgme_widget_message_text').last().find('a[href]').toArray().slice(0, maxLinks)
    .map(element => ({ words: $(element).text().trim(), href: $(element).attr('href')?.trim() ?? '' }))
  const isHidden = ({ words, href }: { words: string, href: string }) =>
    /^https?:\/\/\S+$/i.test(href) && !/^[@#]/.test(words) && !visible.includes(href.replace(/^https?:\/\//i, '').replace(/\/$/, ''))
  return [...new Set(links.filter(isHidden).map(({ href }) => href))]
}

const pollText = ($: CheerioAPI): string => {
  const question = oneLine($('.tgme_widget_message_poll_question').first().text())
  const options = $('.tgme_widget_message_poll_option_text').toArray().map(option => `— ${oneLine($(option).text())}`)
  return [question, ...options].filter(Boolean).join('\n')
}

/** The message's own text; `$` holds one message without what it answers. */
export const readText = ($: CheerioAPI): string => {
  // Beside media the text stands twice, one in the other: the inner one is last.
  const text = htmlToText($('.tgme_widget_message_text').last().html() ?? '')
  const document = text === '' ? oneLine($('.tgme_widget_message_document_title').first().text()) : ''
  return [text, hiddenLinks($, text).join('\n'), pollText($), document].filter(Boolean).join('\n\n')
}
