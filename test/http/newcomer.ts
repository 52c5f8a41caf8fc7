// New people at the door, and what they prove themselves with.
import { generateSync } from 'otplib'
import { toMs } from '#domain/time.ts'
import type { TestDesk } from './desk.ts'
import { problemIn } from './exchange.ts'
import { signInAs, type Person } from './person.ts'

/** A password that somebody made up for themselves. */
export const ownPassword = 'төрт көк есік ашық'

export const codeNow = (desk: TestDesk, secret: string) => generateSync({ secret, epoch: Math.floor(toMs(desk.world.now()) / 1000) })

/** `done`, or the code of the refusal. */
export const triedToSignIn = async (desk: TestDesk, login: string, password: string, code?: string) => {
  const answer = await desk.guest.send('sign-in', { login, password, code })
  return answer.status === 200 ? 'done' : problemIn(answer).code
}

export const newcomer = async (desk: TestDesk, admin: Person, login: string, role: 'officer' | 'head' = 'officer') => {
  const bodyId = await desk.body('burabay', 'energy_utilities')
  return admin.ask('create-user', { login, name: 'Жаңа Адам', grants: [{ role, organisationId: bodyId }] })
}

/** Signs in, turns the second factor on, and keeps its secret and sheet. */
export const withFactor = async (desk: TestDesk, login: string, password: string) => {
  const person = await signInAs(desk.url, login, password)
  const { secret } = await person.ask('begin-second-factor', { password })
  const { recoveryCodes } = await person.ask('confirm-second-factor', { code: codeNow(desk, secret) })
  desk.later(1)
  return { person, secret, recoveryCodes }
}
