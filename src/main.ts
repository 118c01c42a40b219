import { parseArgs } from 'node:util';
import type { Refusal, Result } from '#src/lib/result.ts';
import { refusalText } from '#src/main/refusal-text.ts';
import { usage } from '#src/main/usage.ts';

/** Exit codes: 0 done, 1 refused with a reason, 2 wrong use. */
const WRONG_USE = 2;

const options = {
  json: { type: 'boolean' },
  from: { type: 'string' },
  to: { type: 'string' },
  demo: { type: 'boolean' },
  name: { type: 'string' },
  role: { type: 'string' },
  organization: { type: 'string' },
  rules: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

type Values = Partial<Record<'json' | 'demo' | 'help', boolean>> &
  Partial<Record<'from' | 'to' | 'name' | 'role' | 'organization' | 'rules', string>>;

/** Commands are imported when asked for, so that `nastavnik deadline` answers in a moment. */
async function run(words: readonly string[], values: Values): Promise<Result | 'usage'> {
  const [command = 'start', first, second] = words;
  const count = words.length;
  switch (command) {
    case 'start':
    case 'web':
    case 'worker': {
      if (count > 1) return 'usage';
      const { start } = await import('#src/main/start.ts');
      return start(command === 'start' ? 'all' : command, values.demo === true);
    }
    case 'demo': {
      if (count > 1) return 'usage';
      const { start } = await import('#src/main/start.ts');
      return start('all', true);
    }
    case 'migrate':
    case 'config': {
      if (count > 1) return 'usage';
      const maintenance = await import('#src/main/maintenance.ts');
      return command === 'migrate' ? maintenance.runMigrate() : maintenance.printConfig();
    }
    case 'backup':
    case 'restore': {
      if (first === undefined || count > 2) return 'usage';
      const maintenance = await import('#src/main/maintenance.ts');
      return command === 'backup' ? maintenance.runBackup(first) : maintenance.runRestore(first);
    }
    case 'user': {
      if ((first !== 'add' && first !== 'reset') || second === undefined || count > 3) return 'usage';
      const maintenance = await import('#src/main/maintenance.ts');
      return first === 'add'
        ? maintenance.runUserAdd({
            userName: second,
            name: values.name,
            role: values.role,
            organization: values.organization,
          })
        : maintenance.runUserReset(second);
    }
    case 'roadmap':
    case 'deadline': {
      const reading = await import('#src/main/reading-commands.ts');
      const period = reading.periodOf(values.from, values.to);
      if (!period.ok) return period;
      const how = { period: period.value, isJson: values.json === true };
      if (command === 'deadline') {
        return reading.runDeadline(count > 1 ? words.slice(1).join(' ') : null, how);
      }
      return first !== 'read' || second === undefined || count > 3
        ? 'usage'
        : reading.runRoadmapRead(second, how);
    }
    case 'match': {
      if (first === undefined || count > 2) return 'usage';
      const { runMatch } = await import('#src/main/match-command.ts');
      const how = { rulesFile: values.rules ?? null, isJson: values.json === true };
      return runMatch(first, how, Temporal.Now.plainDateISO().toString());
    }
    default:
      return 'usage';
  }
}

function parse(): { words: readonly string[]; values: Values } | Refusal {
  try {
    const { positionals, values } = parseArgs({ options, allowPositionals: true });
    return { words: positionals, values };
  } catch (error) {
    return { code: 'command.unknown_option', facts: { reason: error instanceof Error ? error.message : '' } };
  }
}

async function main(): Promise<number> {
  const parsed = parse();
  if ('code' in parsed) {
    console.error(`${refusalText(parsed)}\n\n${usage}`);
    return WRONG_USE;
  }
  if (parsed.values.help === true) {
    console.log(usage);
    return 0;
  }
  const answer = await run(parsed.words, parsed.values);
  if (answer === 'usage') {
    console.error(usage);
    return WRONG_USE;
  }
  if (answer.ok) return 0;
  console.error(refusalText(answer.refusal));
  return 1;
}

process.exitCode = await main();
