// Who is signed in, as the person's own browser needs it.
import type { ResultOf } from '#domain/contract.ts'
import type { User } from '#domain/user.ts'

export const showMe = ({ id, login, name, language, grants }: User): ResultOf<'me'> => ({ user: { id, login, name, language, grants } })
