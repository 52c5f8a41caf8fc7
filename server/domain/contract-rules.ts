// What goes out about rules: where posts are led, and by when they are answered.
import { z } from 'zod'
import { urgencies } from './classification.ts'
import { limit, names, ruleCondition } from './contract-views.ts'
import { ruleEffects } from './rule.ts'
import { triageStates } from './triage.ts'

const instant = z.iso.datetime()
const id = z.string()

export const rulesView = z.object({
  organisationId: id,
  rules: z.array(z.object({
    id, version: z.number(), ...ruleCondition, bodyId: id, officerId: id.nullable(), effect: z.enum(ruleEffects), active: z.boolean(), changedAt: instant, changedBy: id,
  })),
  /** Binding decisions that could become rules. */
  offers: z.array(z.object({ ...ruleCondition, bodyId: id, ticketId: id, offeredAt: instant })),
  /** Names of the places under the akimat, and of those that rules and offers name. */
  places: z.array(z.object({ code: z.string(), names })),
  mayManage: z.boolean(),
})
const bounds = z.object({ atLeast: z.number(), atMost: z.number() })
const boundsOfTerms = z.object({ triageMinutes: bounds, acceptMinutes: bounds, firstReplyMinutes: bounds, finalWorkingDays: bounds })
const term = z.number().nullable()
export const termsView = z.object({
  organisationId: id,
  /** Grows with each change; 0 while nothing was set. */
  edition: z.number(), setAt: instant.nullable(), setBy: id.nullable(),
  rules: z.array(z.object({
    topic: z.string().nullable(), priority: z.enum(urgencies).nullable(), triageMinutes: term, acceptMinutes: term, firstReplyMinutes: term, finalWorkingDays: term,
  })),
  /** What holds where no line says otherwise. */
  limits: z.object({ triage: limit, triageDanger: limit, accept: limit, firstReply: z.record(z.enum(urgencies), limit), final: limit, finalAtMostWorkingDays: z.number() }),
  bounds: z.object({ usual: boundsOfTerms, danger: boundsOfTerms }),
  mayManage: z.boolean(),
})
export const termsActView = z.object({ organisationId: id, edition: z.number() })
export const ruleActView = z.object({ organisationId: id, ruleId: id, version: z.number() })
export const offerActView = z.object({ organisationId: id, state: z.enum(['accepted', 'declined']), ruleId: id.nullable() })
export const rulePreviewView = z.object({
  organisationId: id, since: instant,
  /** Posts of the week; `capped`: the week had more than are looked at. */
  looked: z.number(), capped: z.boolean(),
  /** Posts where this rule would have the word, and those it covers while a more specific one has it. */
  takes: z.number(), outweighed: z.number(),
  /** Of those it takes: plain enough for a rule that registers. */
  obvious: z.number(),
  /** What was decided about the posts it takes. */
  fates: z.record(z.enum(triageStates), z.number()),
  /** Their tickets: in the body of the rule, in another one, in none. */
  tickets: z.object({ agree: z.number(), differ: z.number(), undecided: z.number() }),
  wentTo: z.array(z.object({ bodyId: id.nullable(), tickets: z.number() })),
  /** The newest; empty for whoever reads no tickets. */
  items: z.array(z.object({
    postId: id, excerpt: z.string(), state: z.enum(triageStates), ticketId: id.nullable(), number: z.string().nullable(),
    topic: z.string(), place: z.string().nullable(), wentTo: id.nullable(),
  })),
})
