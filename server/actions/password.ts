// Passwords as argon2id (OWASP: 19 MiB, 2 passes, 1 lane), in PHC form so that parameters can grow. Hashing happens before an act, never in it.
import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { Refusal } from '#domain/refusal.ts'

const derive = promisify(argon2)
const setting = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 }
const encode = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64').replace(/=+$/, '')

/** Hashing costs 19 MiB and a core: more than a few at once would stop the desk. */
const atMost = 4
let running = 0
const waiting: (() => void)[] = []

/** So many wait some seconds; what is beyond is a flood, and would only make all wait longer. */
const waitingAtMost = 200

/** To be asked before a guess is looked at, and before it is counted. Refusal `too-many-requests`. */
export const demandRoom = (): void => {
  if (waiting.length >= waitingAtMost) throw new Refusal('too-many-requests', 'too many people sign in at this moment', { seconds: 5 })
}

const inTurn = async <T>(work: () => Promise<T>): Promise<T> => {
  if (running >= atMost) await new Promise<void>(resolve => waiting.push(resolve))
  running += 1
  try {
    return await work()
  } finally {
    running -= 1
    waiting.shift()?.()
  }
}

const hashWith = (password: string, nonce: Uint8Array, { memory, passes, parallelism }: Omit<typeof setting, 'tagLength'>) =>
  inTurn(() => derive('argon2id', { message: password.normalize('NFKC'), nonce, memory, passes, parallelism, tagLength: setting.tagLength }))

export const hashPassword = async (password: string): Promise<string> => {
  const nonce = randomBytes(16)
  const tag = await hashWith(password, nonce, setting)
  return `$argon2id$v=19$m=${setting.memory},t=${setting.passes},p=${setting.parallelism}$${encode(nonce)}$${encode(tag)}`
}

const phc = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([\w+/]+)\$([\w+/]+)$/
/** A hash of nobody's password: an unknown login costs the same time as a known one. */
const nobodys = `$argon2id$v=19$m=${setting.memory},t=${setting.passes},p=${setting.parallelism}$${encode(new Uint8Array(16))}$${encode(new Uint8Array(32))}`

/** True when the password is the one; takes as long when there is no hash to compare with. */
export const checkPassword = async (password: string, hash: string | null): Promise<boolean> => {
  const [, memory = '', passes = '', parallelism = '', nonce = '', tag = ''] = phc.exec(hash ?? nobodys) ?? []
  const want = Buffer.from(tag, 'base64')
  const got = await hashWith(password, Buffer.from(nonce, 'base64'), { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) })
  return want.length === got.length && timingSafeEqual(want, got) && hash !== null
}

/** A first password that can be read out: 20 letters and digits without look-alikes, about 99 bits. */
export const newPassword = (): string => {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789'
  const bytes = randomBytes(64).filter(byte => byte < letters.length * 8)
  return Array.from(bytes.subarray(0, 20), byte => letters[byte % letters.length]).join('')
}
