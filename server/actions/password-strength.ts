// Refuses a password that is easy to guess (ASVS 6.2.4: common ones, and those made of the person's own name).
import { ZxcvbnFactory } from '@zxcvbn-ts/core'
import * as common from '@zxcvbn-ts/language-common'
import { Refusal } from '#domain/refusal.ts'

/** Guesses, as a power of ten, that a slow attacker with the hashes would not reach. */
const guessesLog10 = 8

const estimator = new ZxcvbnFactory({ dictionary: common.dictionary, graphs: common.adjacencyGraphs })

/** `about`: words of the person that must not make up the password. Refusal `weak-password`. */
export const demandStrong = (password: string, about: readonly string[]): void => {
  const words = about.flatMap(word => word.toLowerCase().split(/[\s.@_-]+/)).filter(word => word.length > 2)
  if (estimator.check(password, ['qulaq', 'құлақ', 'akimat', 'әкімдік', 'акимат', ...words]).guessesLog10 < guessesLog10) {
    throw new Refusal('weak-password', 'this password is easy to guess')
  }
}
