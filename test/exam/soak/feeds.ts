// Feeds on loopback that never stop writing: each shows its newest posts, and knows how many it has shown for the last time.
import { createServer } from 'node:http'
import { openOnLoopback } from '../../loopback.ts'
import { rssOf, type FeedPost } from '../../collectors/feed-server.ts'

/** As many as a busy site shows: what was written between two looks must fit in. */
const newest = 200

const streets = ['Абай', 'Сәтбаев', 'Әуезов', 'Байтұрсынұлы', 'Момышұлы', 'Сейфуллин', 'Жамбыл', 'Құнанбаев', 'Бөгенбай батыр', 'Қабанбай батыр']
const matters = [
  'көшесінде шұңқыр көп, жөндеу қашан басталады', 'көшесінде шам жанбайды, кешке қараңғы', 'көшесіндегі ауладан қоқыс шығарылмайды', 'көшесінде автобус уақытында келмейді',
  'көшесіндегі үйде су әлсіз, қысым жоқ', 'улице не убирают снег, пройти нельзя', 'улице сломана скамейка у подъезда', 'улице нужен пешеходный переход у школы',
]

export interface Feed {
  /** `127.0.0.1:port`, as FETCH_ALLOW takes it. */
  hostPort: string
  url: string
  /** Writes so many posts now. */
  write: (count: number) => void
  written: () => number
  close: () => Promise<void>
}

const postOf = (name: string, n: number): FeedPost => {
  const text = `Әкімдік назарына! ${streets[n % streets.length]} ${matters[n % matters.length]}. ${name}-${n} үйдің тұрғыны жазды.`
  return { guid: `${name}-${n}`, title: `${streets[(n * 7) % streets.length]}, ${n}`, text, date: new Date().toUTCString() }
}

/** `window`: how many posts it shows. */
export const openFeed = async (name: string, window = newest): Promise<Feed> => {
  let [posts, written]: [FeedPost[], number] = [[], 0]
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/rss+xml; charset=utf-8' }).end(rssOf(posts))
  })
  const { origin, hostPort, close } = await openOnLoopback(server)
  return {
    hostPort, close, url: `${origin}/${name}.xml`, written: () => written,
    write: (count) => {
      const fresh = Array.from({ length: count }, () => postOf(name, written++)).reverse()
      posts = [...fresh, ...posts].slice(0, window)
    },
  }
}
