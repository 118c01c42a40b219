import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');
const FEATURES = [
  'orgs',
  'accounts',
  'people',
  'programmes',
  'consents',
  'surveys',
  'mentorships',
  'banks',
  'matching',
  'documents',
  'roadmap',
  'notices',
] as const;
const PURE = ['rules', 'access', 'schema', 'labels'];
/** What may stand in a room: a file of the vocabulary, or a folder of the same name. */
const VOCABULARY = [
  'rules',
  'access',
  'schema',
  'labels',
  'store.server',
  'service.server',
  'activities.server',
  'papers.server',
  'papers',
  'jobs.server',
  'api',
  'pages',
  'ui',
];
const FORBIDDEN_NAMES = /^(index|utils?|helpers?|common|manager|misc)\.tsx?$/;
/** About 300 is where a file asks to become a folder; this is where it must. */
const LINES_LIMIT = 350;

interface Source {
  /** From the root, with slashes. */
  readonly path: string;
  readonly text: string;
  readonly imports: readonly { readonly path: string; readonly isType: boolean }[];
}

function listFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? listFiles(path) : [path];
  });
}

const IMPORT = /(?:import|export)\s+(type\s+)?(?:[^'";]*?\sfrom\s+)?'([^']+)'|import\('([^']+)'\)/g;

function readSource(file: string): Source {
  const path = relative(root, file).split(sep).join('/');
  const text = readFileSync(file, 'utf8');
  const code = text.replaceAll(/^\s*(\/\/|\*|\/\*).*$/gm, '');
  const imports = [...code.matchAll(IMPORT)].map((match) => ({
    path: resolveImport(path, match[2] ?? match[3] ?? ''),
    isType: match[1] !== undefined,
  }));
  return { path, text, imports };
}

function resolveImport(from: string, specifier: string): string {
  if (specifier.startsWith('#src/')) return `src/${specifier.slice('#src/'.length)}`;
  if (specifier.startsWith('#data/')) return `data/${specifier.slice('#data/'.length)}`;
  if (!specifier.startsWith('.')) return specifier;
  return join(from, '..', specifier).split(sep).join('/');
}

const sources = listFiles(join(root, 'src'))
  .filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.generated.ts'))
  .map(readSource);
const production = sources.filter(({ path }) => !isTest(path));

function isTest(path: string): boolean {
  return /\.test\.tsx?$/.test(path) || /\/(testing|cases)\//.test(path);
}

function roomOf(path: string): string | null {
  return /^src\/features\/([^/]+)\//.exec(path)?.[1] ?? null;
}

/** `rules` for src/features/X/rules.ts and everything in src/features/X/rules/. */
function kindOf(path: string): string {
  const rest = path.split('/').slice(3);
  const first = rest[0] ?? '';
  return rest.length > 1 ? first : first.replace(/\.tsx?$/, '');
}

/** `<file> imports <what>: <what to do instead>` for every import that a rule forbids. */
function findBreaches(
  rule: (source: Source, imported: Source['imports'][number]) => string | null,
): string[] {
  return production.flatMap((source) =>
    source.imports.flatMap((imported) => {
      const advice = rule(source, imported);
      return advice === null ? [] : [`${source.path} imports ${imported.path}: ${advice}`];
    }),
  );
}

describe('architecture', () => {
  it('looks at the whole program', () => {
    expect(production.length).toBeGreaterThan(250);
    expect(production.reduce((sum, source) => sum + source.imports.length, 0)).toBeGreaterThan(1_000);
    const rooms = new Set(production.map(({ path }) => roomOf(path)).filter((room) => room !== null));
    expect([...rooms].toSorted()).toEqual([...FEATURES].toSorted());
  });

  it('keeps lib pure and without the product', () => {
    expect(
      findBreaches((source, { path }) => {
        if (!source.path.startsWith('src/lib/')) return null;
        if (path.startsWith('src/') && !path.startsWith('src/lib/')) return 'lib knows nothing above it';
        return path.startsWith('data/') ? 'hand the dictionary in as an argument' : null;
      }),
    ).toEqual([]);
  });

  it('keeps the platform without a product word', () => {
    expect(
      findBreaches((source, { path }) => {
        if (!source.path.startsWith('src/platform/')) return null;
        return /^src\/(features|ui|web|main|compose)/.test(path) ? 'let compose.ts hand it in' : null;
      }),
    ).toEqual([]);
  });

  it('lets a room import only rooms above it', () => {
    expect(
      findBreaches((source, { path }) => {
        const [from, to] = [roomOf(source.path), roomOf(path)];
        if (from === null || to === null || from === to) return null;
        const isBelow = FEATURES.indexOf(to as never) > FEATURES.indexOf(from as never);
        return isBelow ? 'add a job in the transaction, or let compose.ts fill a registry' : null;
      }),
    ).toEqual([]);
  });

  it('keeps rules, access, schema and labels pure', () => {
    expect(
      findBreaches((source, { path }) => {
        if (roomOf(source.path) === null || !PURE.includes(kindOf(source.path))) return null;
        const isPure =
          path.startsWith('src/lib/') ||
          path.startsWith('data/') ||
          path === 'zod' ||
          (roomOf(path) !== null && [...PURE, 'papers'].includes(kindOf(path)));
        return isPure ? null : 'pure files know lib, data and the pure files of rooms above';
      }),
    ).toEqual([]);
  });

  it('keeps SQL in the stores, and stores to their own room', () => {
    expect(
      findBreaches((source, { path }) => {
        const room = roomOf(source.path);
        if (room === null) return null;
        if (path === 'kysely' && kindOf(source.path) !== 'store.server')
          return 'write the query in store.server';
        if (roomOf(path) !== null && kindOf(path) === 'store.server' && roomOf(path) !== room) {
          return 'call what the other room exports from service.server';
        }
        return null;
      }),
    ).toEqual([]);
  });

  it('keeps services and stores away from what the browser gets', () => {
    expect(
      findBreaches((source, { path, isType }) => {
        const isScreen = source.path.startsWith('src/ui/') || ['pages', 'ui'].includes(kindOf(source.path));
        if (!isScreen || isType) return null;
        if (/^src\/features\/[^/]+\/(store|service|jobs|activities|papers)\.server/.test(path)) {
          return 'take the service from the context, import its types only';
        }
        if (path.startsWith('src/platform/') && path !== 'src/platform/labels.ts')
          return 'the screen reaches the world through services';
        return path.startsWith('node:') ? 'the browser has no node: modules' : null;
      }),
    ).toEqual([]);
  });

  it('imports Mantine in src/ui alone', () => {
    expect(
      findBreaches((source, { path }) =>
        path.startsWith('@mantine/') && !source.path.startsWith('src/ui/') ? 'wrap it in src/ui' : null,
      ),
    ).toEqual([]);
  });

  it('makes services in compose.ts alone', () => {
    expect(
      production
        .filter(({ path }) => path !== 'src/compose.ts' && path.startsWith('src/features/'))
        .filter(({ path }) => /\/(pages|ui)\//.test(path))
        .filter(({ text }) =>
          /\bcreate(Orgs|Accounts|People|Programmes|Consents|Surveys|Mentorships|Banks|Documents|Roadmap|Notices)\(/.test(
            text,
          ),
        )
        .map(({ path }) => path),
    ).toEqual([]);
  });

  it('names files by the vocabulary', () => {
    const strange = production.filter(({ path }) => {
      if (FORBIDDEN_NAMES.test(path.split('/').at(-1) ?? '')) return true;
      return roomOf(path) !== null && !VOCABULARY.includes(kindOf(path));
    });
    expect(strange.map(({ path }) => path)).toEqual([]);
  });

  it('splits a file before it is too long to read', () => {
    const long = sources
      .map(({ path, text }) => ({ path, lines: text.split('\n').length }))
      .filter(({ path, lines }) => lines > LINES_LIMIT && !isTest(path));
    expect(long).toEqual([]);
  });

  it('protects every table of an organization', () => {
    const all = listFiles(join(root, 'db', 'migrations'))
      .map((file) => readFileSync(file, 'utf8'))
      .join('\n');
    const tables = [...all.matchAll(/^create table ([a-z_]+) \(([\s\S]*?)^\);/gm)].filter(
      ([, name, body]) => name === 'organizations' || /\borganization_id\b/.test(body ?? ''),
    );
    expect(tables.length).toBeGreaterThan(15);
    const open = tables
      .map(([, name]) => name ?? '')
      .filter((name) => !all.includes(`app.protect_table('${name}'`))
      .filter((name) => !all.includes(`alter table ${name} force row level security`));
    expect(open).toEqual([]);
  });
});
