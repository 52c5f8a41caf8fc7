// A person who lived at the desk and asks to be erased: what she said, what was kept of it, and a look into every file for what is left.
import { carryOutErasures } from '../../server/actions/carry-out-erasures.ts'
import { showErasure } from '../../server/actions/show/erasures.ts'
import type { openOffice } from './office.ts'

type Office = Awaited<ReturnType<typeof openOffice>>

export const forever = new AbortController().signal
export const author = 'Гүлбаршын Сейітқызы'
export const said = {
  text: 'Әкімдік, Бөгенбай көшесіндегі құдық апта бойы ашық тұр', edit: 'Бөгенбайдағы құдыққа бала түсіп кете жаздады', second: 'Акимат, на Богенбая снова темно',
  answer: 'Жетінші үй, екінші кіреберіс', phone: '+7 701 555 44 33', note: 'Гүлбаршынға қоңырау шалдым', dismissed: 'Сейітқызының былтырғы суреті', url: 'https://qala.example/gulbarshyn/1',
  formal: 'ЖТ-2026-00987654', asked: 'https://qala.example/gulbarshyn/1?c=1', permalink: 'https://qala.example/gulbarshyn/1?c=2',
}
export const reply = `Құрметті ${author}! Құдық бүгін жабылды.`

/** A whole life of a person at the desk: two posts, an edit, contacts, an answer, a reply with the name in it. */
export const live = async (office: Office) => {
  const post = await office.post(said.text, { author, url: said.url, media: [{ kind: 'image', url: 'https://photo.example/gulbarshyn.jpg' }] })
  await office.post(said.edit, { author, url: said.url })
  const second = await office.post(said.second, { author })
  await office.as('aigul').dismiss(second, { reason: 'other', note: said.dismissed })
  const { ticketId, number } = await office.as('aigul').register(post, { bodyId: office.place('koldi/water'), officerId: office.user('dana') })
  await office.as('dana').accept(ticketId)
  await office.as('dana').askAuthor(ticketId)
  await office.as('aigul').postQuestion(ticketId, said.asked)
  await office.as('dana').authorAnswered(ticketId, { text: said.answer })
  await office.as('dana').contact(ticketId, { phone: said.phone, name: author })
  await office.as('aigul', 'look').readContact(ticketId)
  await office.as('aigul').formalNumber(ticketId, said.formal)
  await office.as('dana').note(ticketId, said.note)
  await office.as('dana').submit(ticketId, { text: reply, kind: 'final', result: 'solved' })
  await office.as('gulnar').approve(ticketId)
  await office.as('aigul').publish(ticketId, said.permalink)
  return { post, second, ticketId, number }
}

export const ask = (office: Office, { postId, organisationId }: { postId: string, organisationId: string }, of: 'author' | 'post' = 'author') =>
  office.as('aigul').requestErasure({ organisationId, of, postId })

export const preview = async (office: Office, erasureId: string) => showErasure(office.world, await office.sees('kairat').viewer(), { erasureId })
const quoting = async (office: Office, erasureId: string) => (await preview(office, erasureId)).notes.filter(({ quotes, text }) => quotes || text === said.note).map(({ id }) => id)

/** Asked by the press service, decided by the coordinator with what names the person, done by the machine. */
export const eraseAuthor = async (office: Office, post: { postId: string, organisationId: string }) => {
  const { id } = await ask(office, post)
  await office.as('kairat').erase(id, { noteIds: [...new Set([...await quoting(office, id), ...(await preview(office, id)).notes.map(note => note.id)])], strike: ['Гүлбаршын', author] })
  await carryOutErasures(office.world, forever)
  return id
}

export const secrets = [...Object.values(said), 'Гүлбаршын', 'gulbarshyn']
export const left = async (office: Office) => {
  const bytes = await office.bytes()
  return secrets.filter(secret => bytes.includes(secret))
}
