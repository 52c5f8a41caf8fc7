// The processes of a bench: started with what they need, asked by messages, gone at the end.
import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'

export const heard = async <T>(child: ChildProcess): Promise<T> => {
  const [message]: T[] = await once(child, 'message')
  return message as T
}

export const start = (file: string, env: NodeJS.ProcessEnv = {}): ChildProcess =>
  fork(new URL(file, import.meta.url), { env: { ...process.env, ...env } })

export const stop = async (child: ChildProcess): Promise<void> => {
  const gone = once(child, 'exit')
  child.disconnect()
  const late = setTimeout(() => child.kill('SIGKILL'), 10_000)
  await gone
  clearTimeout(late)
}
