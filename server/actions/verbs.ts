// The verbs by name: the HTTP door and the command line carry them out by the names of the contract.
import type { InputOf } from '#domain/contract-inputs.ts'
import { accept } from './accept.ts'
import type { Caller } from './act.ts'
import { annul } from './annul.ts'
import { answerUnder } from './answer-under.ts'
import { approve } from './approve.ts'
import { askAuthor } from './ask-author.ts'
import { assign } from './assign.ts'
import { authorAnswered } from './author-answered.ts'
import { blockUser } from './block-user.ts'
import { createBoardLink, revokeBoardLink } from './board-links.ts'
import { bodyAnswered } from './body-answered.ts'
import { changeGrants } from './change-grants.ts'
import { changeOrganisation } from './change-organisation.ts'
import { close } from './close.ts'
import { coExecutors } from './co-executors.ts'
import { collectNow } from './collect.ts'
import { contact } from './contact.ts'
import { control } from './control.ts'
import { correct } from './correct.ts'
import { createOrganisation } from './create-organisation.ts'
import { createSource } from './create-source.ts'
import { createUser } from './create-user.ts'
import { decideExtension } from './decide-extension.ts'
import { detach } from './detach.ts'
import { dismiss } from './dismiss.ts'
import { resetSecondFactor } from './drop-second-factor.ts'
import { draft } from './draft.ts'
import { erase } from './erase.ts'
import { formalNumber } from './formal-number.ts'
import { grade } from './grade.ts'
import { handOver } from './hand-over.ts'
import { importTable } from './import-table.ts'
import { invite } from './invite.ts'
import { join } from './join.ts'
import { merge } from './merge.ts'
import { nameDeputy } from './name-deputy.ts'
import { note } from './note.ts'
import { decideRuleOffer } from './offer-rule.ts'
import { pass } from './pass.ts'
import { pastePost } from './paste-post.ts'
import { postQuestion } from './post-question.ts'
import { pauseSource } from './pause-source.ts'
import { priority } from './priority.ts'
import { promise } from './promise.ts'
import { publish } from './publish.ts'
import { readContact } from './read-contact.ts'
import { readNotices } from './read-notices.ts'
import { reassign } from './reassign.ts'
import { refuseErasure } from './refuse-erasure.ts'
import { register } from './register.ts'
import { reject } from './reject.ts'
import { reopen } from './reopen.ts'
import { requestErasure } from './request-erasure.ts'
import { requestExtension } from './request-extension.ts'
import { restore } from './restore.ts'
import { returnTicket } from './return.ts'
import { dropView, saveView } from './saved-views.ts'
import { sendBack } from './send-back.ts'
import { setPrefix } from './set-prefix.ts'
import { setSecurity } from './set-security.ts'
import { setCalendarYear } from './set-calendar-year.ts'
import { endLeave, setLeave } from './set-leave.ts'
import { changeRule, createRule } from './set-rule.ts'
import { setSourceWords } from './set-source-words.ts'
import { setTerms } from './set-terms.ts'
import { setRetention } from './set-retention.ts'
import { submit } from './submit.ts'
import { takeBack } from './take-back.ts'
import { unblockUser } from './unblock-user.ts'
import { unmerge } from './unmerge.ts'
import { withdraw } from './withdraw.ts'
import type { World } from './world.ts'

const all = {
  'register': register, 'join': join, 'dismiss': dismiss, 'restore': restore, 'detach': detach, 'annul': annul,
  'assign': assign, 'reassign': reassign, 'accept': accept, 'return': returnTicket, 'draft': draft, 'submit': submit, 'withdraw': withdraw,
  'approve': approve, 'reject': reject, 'send-back': sendBack, 'publish': publish, 'close': close, 'reopen': reopen, 'note': note, 'control': control,
  'ask-author': askAuthor, 'post-question': postQuestion, 'author-answered': authorAnswered,
  'request-extension': requestExtension, 'decide-extension': decideExtension,
  'merge': merge, 'unmerge': unmerge,
  'hand-over': handOver, 'body-answered': bodyAnswered, 'take-back': takeBack,
  'answer-under': answerUnder, 'pass': pass,
  'contact': contact, 'read-contact': readContact,
  'priority': priority, 'correct': correct, 'formal-number': formalNumber, 'co-executors': coExecutors, 'grade': grade,
  'promise': promise, 'set-prefix': setPrefix,
  'paste-post': pastePost, 'create-organisation': createOrganisation, 'change-organisation': changeOrganisation, 'create-user': createUser, 'invite': invite, 'reset-second-factor': resetSecondFactor, 'set-security': setSecurity, 'block-user': blockUser, 'unblock-user': unblockUser,
  'set-leave': setLeave, 'end-leave': endLeave, 'change-grants': changeGrants, 'name-deputy': nameDeputy,
  'set-calendar-year': setCalendarYear,
  'set-terms': setTerms, 'create-rule': createRule, 'change-rule': changeRule, 'decide-rule-offer': decideRuleOffer,
  'request-erasure': requestErasure, 'erase': erase, 'refuse-erasure': refuseErasure, 'set-retention': setRetention,
  'create-board-link': createBoardLink, 'revoke-board-link': revokeBoardLink,
  'create-source': createSource, 'pause-source': pauseSource, 'set-source-words': setSourceWords, 'collect-now': collectNow, 'import-table': importTable, 'read-notices': readNotices,
  'save-view': saveView, 'drop-view': dropView,
}

export type VerbName = keyof typeof all
type AnswerOf<N extends VerbName> = Awaited<ReturnType<typeof all[N]>>

/** Each verb with its own input and answer. */
export const verbs: { [N in VerbName]: (world: World, caller: Caller, input: InputOf<N>) => Promise<AnswerOf<N>> } = all
export const verbNames = Object.keys(verbs) as VerbName[]
export const isVerb = (name: string): name is VerbName => Object.hasOwn(verbs, name)

/** One verb with its own input. */
export const carryOut = <N extends VerbName>(world: World, caller: Caller, name: N, input: InputOf<N>): Promise<AnswerOf<N>> => verbs[name](world, caller, input)
