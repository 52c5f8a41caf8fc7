// The door of the terminal: commands that write come in through a socket in the data folder, and are done inside the running desk.
import { rmSync } from 'node:fs'
import { once } from 'node:events'
import { createServer, type Server, type Socket } from 'node:net'
import { Readable } from 'node:stream'
import type { World } from './actions/world.ts'
import { fileRefusal } from './commands/refusal-words.ts'
import { isWriting, runCommand } from './commands/run.ts'
import type { Terminal } from './commands/terminal.ts'
import { controlPath, fromTerminal, hear, tell, type FromTerminal } from './control-messages.ts'

const maxTerminals = 32

interface Inbox { next(): Promise<FromTerminal | null> }

/** Always listens for the next message, so that a terminal that goes away is noticed at once. */
const inboxOf = (socket: Socket, onGone: () => void): Inbox => {
  const said = hear(socket, fromTerminal)
  const listen = () => {
    const message = said.next().then(({ value }) => value ?? null)
    message.then((value) => { if (value === null) onGone() }, onGone)
    return message
  }
  let coming = listen()
  return {
    next: async () => {
      const message = await coming
      coming = listen()
      return message
    },
  }
}

/** Pieces of the person's file, asked for one by one: the desk holds no more of it than it works on. */
async function* piecesOf(socket: Socket, inbox: Inbox, file: string): AsyncGenerator<Buffer> {
  for (;;) {
    await tell(socket, { read: file })
    const answer = await inbox.next()
    if (answer === null) throw new Error('the terminal is gone')
    if ('unreadable' in answer) throw fileRefusal(answer.unreadable, answer.problem)
    if (!('piece' in answer)) throw new Error('a piece of the file was asked for')
    if (answer.piece === null) return
    yield Buffer.from(answer.piece, 'base64')
  }
}

const serve = async (socket: Socket, world: World): Promise<void> => {
  const gone = new AbortController()
  const inbox = inboxOf(socket, () => gone.abort())
  const asked = await inbox.next()
  if (asked === null || !('name' in asked)) return
  const { name, args, language } = asked
  if (!isWriting(name)) return await tell(socket, { exit: 2, err: `qulaq: "${name}" is no command that writes` })
  world.log.info({ command: name }, 'a command came through the control socket')
  let failed = false
  const terminal: Terminal = {
    sayLine: async line => await tell(socket, { out: line }),
    read: file => Readable.from(piecesOf(socket, inbox, file), { objectMode: false }),
    fail: () => { failed = true },
    withWorld: async (_, work) => await work(world),
    language,
    untilStopped: () => gone.signal,
  }
  const { exit, err } = await runCommand(terminal, name, args)
  if (socket.writable) await tell(socket, { exit: failed ? exit || 1 : exit, err })
}

/** Only the owner of the folder may connect, from the first moment on. */
const listen = async (server: Server, path: string): Promise<void> => {
  if (process.platform !== 'win32') rmSync(path, { force: true })
  const before = process.umask(0o177)
  server.listen(path)
  process.umask(before)
  await once(server, 'listening')
}

export interface Control { close(): Promise<void> }

const withoutSocket = 'there is no control socket: while the desk runs, commands that write are refused'

/**
 * Opens the door of a folder that this process has locked: a socket that lies there is of a desk that was killed. A folder that cannot
 * hold one is no reason not to work: the log says so. Closing hangs up on terminals; an act that has begun is finished first.
 */
export const openControl = async (folder: string, world: World): Promise<Control> => {
  const working = new Map<Socket, Promise<void>>()
  const server = createServer((socket) => {
    const work = serve(socket, world).catch((error: unknown) => world.log.warn({ err: error }, 'a terminal was hung up on')).finally(() => {
      socket.end()
      working.delete(socket)
    })
    // Whoever speaks to a terminal that is gone is told so there.
    socket.on('error', () => {})
    working.set(socket, work)
  })
  server.maxConnections = maxTerminals
  const path = controlPath(folder)
  if (path === null) world.log.warn({ folder, why: 'its path is too long' }, withoutSocket)
  else await listen(server, path).catch((error: unknown) => world.log.warn({ folder, err: error }, withoutSocket))
  return {
    close: async () => {
      server.close()
      const rest = [...working]
      for (const [socket] of rest) socket.destroy()
      await Promise.all(rest.map(([, work]) => work))
    },
  }
}
