// What a terminal says of an error: one line in the language of the person's system, and at its end the code that a script reads.
import { Refusal } from '#domain/refusal.ts'
import type { InterfaceLanguage } from '#domain/user.ts'
import { problemOf } from '../http/problem.ts'
import { problemWord } from '../http/problem-values.ts'

/** What the system calls a file that cannot be used (errno(3)), as codes with words. */
const fileProblems: Record<string, string> = {
  ENOENT: 'no-such-file', ENOTDIR: 'no-such-file', ENAMETOOLONG: 'no-such-file', EISDIR: 'is-a-folder', EACCES: 'no-permission', EPERM: 'no-permission', EROFS: 'read-only',
}

/** A file of the person's that cannot be used. */
export const fileRefusal = (file: string, problem: string): Refusal =>
  new Refusal('bad-input', `${file}: ${problemWord(problem, 'en') ?? problem}`, { field: 'file', problem, value: file })

/** The refusal that an error of the system about a file stands for; `file` is what the person called it. Null for any other error. */
export const ofFile = (error: unknown, file?: string): Refusal | null => {
  if (error instanceof Refusal) return error
  if (!(error instanceof Error) || !('code' in error) || !('syscall' in error) || typeof error.code !== 'string') return null
  const path = file ?? ('path' in error && typeof error.path === 'string' ? error.path : undefined)
  if (error.code === 'ENOSPC' || error.code === 'EDQUOT') return new Refusal('storage-full', `there is no room to write ${path ?? ''}`.trim(), {})
  return path === undefined ? null : fileRefusal(path, fileProblems[error.code] ?? 'unreadable')
}

const nobody = () => Promise.resolve(null)

/** In English as whoever refuses puts it, in the other languages as the screens do. */
export const refusalWords = async (refusal: Refusal, language: InterfaceLanguage): Promise<string> =>
  language === 'en' ? refusal.message : (await problemOf(refusal, language, '', nobody)).title

/** A refusal about the command line itself names what stands in the usage: then the usage is told too. */
const isOfUsage = ({ code, details: { field } }: Refusal): boolean => code === 'bad-input' && typeof field === 'string' && /^(?:-|[A-Z]+$)/.test(field)

/** Without the command's name. `use`: its usage. */
export const errorWords = async (error: unknown, language: InterfaceLanguage, use: string): Promise<string> => {
  const refusal = ofFile(error)
  if (!refusal) return error instanceof Error ? error.message.split('\n')[0] ?? '' : String(error)
  const { code, details: { problem, reason } } = refusal
  const codes = [code, problem ?? reason].filter(part => typeof part === 'string').join(' ')
  return `${await refusalWords(refusal, language)}${isOfUsage(refusal) ? ` · qulaq ${use}` : ''} [${codes}]`
}
