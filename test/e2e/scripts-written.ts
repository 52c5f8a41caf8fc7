// Scripts of the corpus, written wherever a stranger or a colleague can write: posts, authors, names, notes, replies, sources, contacts.
import { carryOut } from '../../server/actions/verbs.ts'
import type { World } from '../../server/actions/world.ts'
import { scripts } from '../attack-corpora.ts'
import { castOf } from '../http/desk.ts'

const all = scripts.join('\n')
/** For fields of a line: the shorter ones. */
const line = (index: number) => scripts.filter(text => text.length <= 110)[index] ?? scripts[0]

export const writeScripts = async (world: World): Promise<{ ticketId: string, postId: string, organisationId: string }> => {
  const cast = castOf(world.store)
  const by = async (login: string) => ({ by: await cast.user(login) })
  const [aigul, zhanna, bolat, ruslan] = [await by('aigul'), await by('zhanna'), await by('bolat'), await by('ruslan')]
  const organisationId = await cast.akimat('burabay')
  const bodyId = await cast.body('burabay', 'energy_utilities')
  const paste = async (index: number, text: string) => (await carryOut(world, aigul, 'paste-post', { organisationId, url: `https://social.example/${index}?x=${encodeURIComponent(line(index))}`, text, author: line(index) })).postId
  for (const [index, text] of scripts.entries()) if (index % 5 === 0) await paste(index, `${text} ${scripts.slice(index, index + 5).join(' ')}`)
  const postId = await paste(1000, all)
  const main = await paste(1001, `${all} Абай көшесінде су жоқ`)
  const { ticketId } = await carryOut(world, aigul, 'register', { postId: main, organisationId, bodyId, officerId: await cast.user('zhanna') })
  if (ticketId === null) throw new Error('a registered post has a ticket')
  await carryOut(world, zhanna, 'accept', { ticketId })
  await carryOut(world, aigul, 'note', { ticketId, text: all })
  await carryOut(world, aigul, 'contact', { ticketId, name: line(1), phone: '<b>1</b>', email: line(2), more: line(3) })
  await carryOut(world, zhanna, 'submit', { ticketId, kind: 'interim', text: all, promisedOn: '2026-11-25' })
  await carryOut(world, bolat, 'reject', { ticketId, note: scripts.slice(0, 20).join(' ') })
  await carryOut(world, zhanna, 'submit', { ticketId, kind: 'final', text: all, result: 'refused', reason: line(4) })
  await carryOut(world, ruslan, 'create-source', { url: 'https://scripts.example/feed.xml', name: line(0), organisationIds: [organisationId], zone: 'Asia/Almaty' })
  const { id } = await carryOut(world, ruslan, 'create-organisation', { kind: 'department', parentId: organisationId, names: { kk: line(0), ru: line(1), en: line(5) } })
  await carryOut(world, ruslan, 'create-user', { login: 'scripted', name: line(0), password: 'үйдің-артында-үш-қайың', language: 'kk', grants: [{ role: 'officer', organisationId: id }] })
  const named = await carryOut(world, ruslan, 'create-user', { login: 'scripted.too', name: line(5), password: 'үйдің-артында-үш-қайың', language: 'kk', grants: [{ role: 'officer', organisationId: bodyId }] })
  await carryOut(world, bolat, 'co-executors', { ticketId, userIds: [named.id] })
  return { ticketId, postId, organisationId }
}
