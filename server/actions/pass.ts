// A post that another akimat above or below has to decide about: here it is passed, there it is new.
import type { InputOf } from '#domain/contract-inputs.ts'
import { isAkimat, type Organisation } from '#domain/organisation.ts'
import { Refusal } from '#domain/refusal.ts'
import { triageId } from '#domain/triage.ts'
import { found, type Caller } from './act.ts'
import { anew } from './anew.ts'
import { tellDanger } from './intake.ts'
import { noteText } from './note-text.ts'
import { notify } from './notify.ts'
import { decided, onTriage, type TriageAnswer, type TriageScene } from './on-triage.ts'
import { triageClock } from './terms.ts'
import type { World } from './world.ts'

const demandNeighbour = async ({ tx, akimat }: TriageScene, toId: string): Promise<Organisation> => {
  const other = found(await tx.get('organisation', toId), 'organisation')
  const isAboveOrBelow = akimat.path.includes(toId) || other.path.includes(akimat.id)
  if (!isAkimat(other) || !isAboveOrBelow || toId === akimat.id) throw new Refusal('bad-input', 'a post is passed to an akimat above or below', { field: 'toId', problem: 'not-an-akimat' })
  return other
}

/** New at the other akimat, unfolded, for a person thought of it; refused with the other's decision when there is one. */
const arriveThere = async ({ tx, world, post, triage: { danger, collectedAt } }: TriageScene, other: Organisation) => {
  const id = triageId(other.id, post.id)
  const known = await tx.get('triage', id)
  if (known && known.state !== 'new') {
    throw new Refusal('not-in-this-state', 'the other akimat has decided about this post already', { state: known.state, act: 'pass', by: known.decidedBy, at: known.decidedAt })
  }
  const clock = await triageClock(tx, world, other.id, post.classification, danger)
  if (known) await anew(tx, world, { ...known, folded: false })
  else {
    await tx.insert('triage', {
      id, organisationId: other.id, postId: post.id, state: 'new', collectedAt, danger, folded: false, clock, ticketId: null, decidedBy: null, decidedAt: null, reason: null,
      forPeople: true,
    })
  }
  if (danger) await tellDanger(tx, other, post.id, clock)
  else await notify(tx, other.members.press, 'passed', { organisationId: other.id, postId: post.id })
}

export const pass = (world: World, caller: Caller, input: InputOf<'pass'>): Promise<TriageAnswer> => {
  const { postId, organisationId, toId, note } = input
  return onTriage(world, caller, 'pass', input, [['organisation', toId], ['triage', triageId(toId, postId)]], async (scene) => {
    const { tx, who } = scene
    await arriveThere(scene, await demandNeighbour(scene, toId))
    const triage = await decided(scene)
    tx.append({ type: 'pass', postId, organisationId, toId, ...await noteText(tx, who, { organisationId, postId }, note) })
    return { triage, number: null }
  })
}
