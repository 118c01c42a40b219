import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { z } from 'zod';
import { accept, refuse, type Result } from '#src/lib/result.ts';
import { capitalize } from '#src/lib/russian/capitalize.ts';
import { plural } from '#src/lib/russian/plural.ts';
import { readDocument } from '#src/lib/tables/read.ts';
import { formatScore } from '#src/features/matching/labels.ts';
import { explainPair } from '#src/features/matching/rules/explain.ts';
import { readLists, type ListProblem, type ListsRead } from '#src/features/matching/rules/lists.ts';
import { createPairs } from '#src/features/matching/rules/pair.ts';
import { WHOLE_POOL } from '#src/features/matching/rules/pool.ts';
import { propose, type Proposal } from '#src/features/matching/rules/propose.ts';
import { tellWhyUnmatched } from '#src/features/matching/rules/unmatched.ts';
import {
  AIMS,
  RULE_IDS,
  formsBetween,
  ruleText,
  usualSettings,
  WEIGHT_IDS,
  WEIGHT_MOST,
  type MatchSettings,
} from '#src/features/matching/rules/settings.ts';
import { formOf } from '#src/features/matching/rules/hard.ts';
import { formTitle, mentoringForms } from '#src/features/programmes/rules/forms.ts';

export interface MatchOptions {
  readonly rulesFile: string | null;
  readonly isJson: boolean;
}

const problemWords: Readonly<Record<ListProblem['why'], string>> = {
  no_name: 'нет имени, строка не взята',
  doubled: 'повтор, строка не взята',
  times: 'время не понято, считаем, что оно любое',
  wish: 'человека из пожелания нет в другом списке',
  veto: 'человека, с которым просили не соединять, нет в другом списке: проверьте имя',
};

/** People of both lists together: a region, not a school. */
const LIMITS = { rows: 250_000, bytes: 200_000_000, unpackedBytes: 2_000_000_000 };

const flags = z.partialRecord(z.enum(RULE_IDS), z.boolean());
const weights = z.partialRecord(z.enum(WEIGHT_IDS), z.number().int().min(0).max(WEIGHT_MOST));
/** What `--rules FILE` may say; anything left out is as usual. */
const rulesFile = z.strictObject({
  aim: z.enum(AIMS).optional(),
  forms: z.array(z.string().refine((id) => mentoringForms.some((form) => form.id === id))).optional(),
  rules: flags.optional(),
  weights: weights.optional(),
  minimumOverlap: z.number().int().min(1).max(21).optional(),
  seniorityGap: z.number().int().min(0).max(11).optional(),
  minimumScore: z.number().int().min(0).max(100).optional(),
});

async function readSettings(file: string | null, forms: readonly string[]): Promise<Result<MatchSettings>> {
  if (file === null) return accept(usualSettings(forms));
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch {
    return refuse('command.no_file', { file });
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return refuse('command.bad_rules', { file, place: '' });
  }
  const said = rulesFile.safeParse(json);
  if (!said.success) {
    return refuse('command.bad_rules', { file, place: said.error.issues[0]?.path.join('.') ?? '' });
  }
  const usual = usualSettings(said.data.forms ?? forms);
  return accept({
    ...usual,
    aim: said.data.aim ?? usual.aim,
    minimumOverlap: said.data.minimumOverlap ?? usual.minimumOverlap,
    seniorityGap: said.data.seniorityGap ?? usual.seniorityGap,
    minimumScore: said.data.minimumScore ?? usual.minimumScore,
    rules: { ...usual.rules, ...said.data.rules },
    weights: { ...usual.weights, ...said.data.weights },
  });
}

/**
 * `nastavnik match FILE`: two lists in, pairs with their reasons out, without a database or a browser. With `--json` one object:
 * `{pairs: [{mentee, mentor, form, score, cost, why}], unmatched: [{mentee, why}], total, proof: {kind, gap, uncertain}, problems}`.
 */
export async function runMatch(file: string, options: MatchOptions, today: string): Promise<Result> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(file);
  } catch {
    return refuse('command.no_file', { file });
  }
  const document = await readDocument(bytes, basename(file), LIMITS);
  if (!document.ok) return document;
  const lists = readLists(document.value, today);
  if (!lists.ok) return lists;
  const settings = await readSettings(
    options.rulesFile,
    formsBetween(lists.value.input.mentees, lists.value.input.mentors),
  );
  if (!settings.ok) return settings;
  const isShown = !options.isJson && process.stderr.isTTY;
  const proposal = propose(
    lists.value.input,
    settings.value,
    { pins: [], bans: [] },
    {
      progress: (share) => {
        if (isShown) process.stderr.write(`\rПодбираем: ${Math.round(share * 100)} %`);
        return true;
      },
    },
  );
  if (isShown) process.stderr.write('\r');
  if (!proposal.ok) return proposal;
  print(lists.value, settings.value, proposal.value, options.isJson);
  return accept();
}

function print(
  { input, problems }: ListsRead,
  settings: MatchSettings,
  proposal: Proposal,
  isJson: boolean,
): void {
  const pairAt = createPairs(input);
  const menteeAt = new Map(input.mentees.map(({ personId }, at) => [personId, at]));
  const mentorAt = new Map(input.mentors.map(({ personId }, at) => [personId, at]));
  const pairs = proposal.pairs.map(({ menteeId, mentorId, score, cost, warnings }) => {
    const pair = pairAt(menteeAt.get(menteeId) ?? 0, mentorAt.get(mentorId) ?? 0);
    return {
      mentee: pair.mentee.name,
      mentor: pair.mentor.name,
      form: formOf(pair, settings) ?? '',
      score: Math.round(score * 1000) / 1000,
      cost,
      why: explainPair(pair, settings, warnings, true),
    };
  });
  // In a region every mentor would be looked at for everybody once more: there the rules that stand in the way most are enough.
  const areFew = proposal.unmatchedIds.length * input.mentors.length <= WHOLE_POOL;
  const reasons = areFew
    ? tellWhyUnmatched(input, settings, { bans: [] }, proposal.pairs, proposal.unmatchedIds)
    : new Map<string, string>();
  const unmatched = proposal.unmatchedIds.map((id) => ({
    mentee: input.mentees[menteeAt.get(id) ?? 0]?.name ?? '',
    why: reasons.get(id) ?? '',
  }));
  if (isJson) {
    const { proof, totalCost } = proposal;
    const told = { kind: proof.kind, gap: proof.gap, uncertain: proof.uncertain };
    console.log(JSON.stringify({ pairs, unmatched, total: totalCost, proof: told, problems }, null, 1));
    return;
  }
  for (const { mentee, mentor, form, score, why } of pairs) {
    console.log(`${mentee} – ${mentor} (${formTitle(form)}, ${formatScore(score)})\n    ${why}`);
  }
  for (const { mentee, why } of unmatched) {
    console.log(`${mentee} – без пары${why === '' ? '' : `\n    ${why}`}`);
  }
  const proven =
    proposal.proof.kind === 'optimal' ? 'доказано: лучше нельзя' : 'не доказано, что лучше нельзя';
  console.log(`\nПар: ${pairs.length}, без пары: ${unmatched.length}, ${proven}.`);
  if (unmatched.length > 0 && !areFew && proposal.blocks.length > 0) {
    const most = proposal.blocks.slice(0, 3).map(({ rule }) => ruleText(rule).blocked);
    console.log(`Чаще всего мешает: ${most.join('; ')}.`);
  }
  for (const { sheet, row, why, what } of problems) {
    const where = sheet === '' ? `строка ${row}` : `лист «${sheet}», строка ${row}`;
    console.log(`${capitalize(where)}: ${problemWords[why]}${what === undefined ? '' : ` – «${what}»`}.`);
  }
  const left = problems.filter(({ why }) => why === 'no_name' || why === 'doubled').length;
  if (left > 0) console.log(`Не взято: ${plural(left, 'строка', 'строки', 'строк')}.`);
}
