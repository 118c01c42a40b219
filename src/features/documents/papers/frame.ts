import { capitalize } from '#src/lib/russian/capitalize.ts';
import { dayInWords } from '#src/lib/russian/date-words.ts';
import type { FilledBlock } from '#src/lib/wording/fill.ts';
import type { Reader } from '#src/platform/render/blocks.ts';
import {
  kindOfPaper,
  paragraph,
  placeStamps,
  type Block,
  type Heading,
  type PaperDocument,
  type Stamp,
} from '#src/platform/render/model.ts';
import { contentBlocks } from '#src/features/documents/papers/content.ts';
import type { PaperKind } from '#src/features/documents/rules/kinds.ts';

/** Who issues a paper: the requisites of its head and of the signature. */
export interface Issuer {
  readonly fullName: string;
  readonly shortName: string;
  readonly address: string;
  readonly inn: string | null;
  readonly city: string;
  readonly directorPost: string;
  /** «М. П. Иванова»; empty: nobody knows yet, a line is left. */
  readonly directorShortName: string;
}

export interface FramedPaper {
  readonly kind: PaperKind;
  readonly title: string;
  readonly blocks: readonly FilledBlock[];
  readonly issuer: Issuer;
  readonly number: string;
  /** ISO; null: a line is left. */
  readonly issuedOn: string | null;
  readonly stamps: readonly Stamp[];
  /** Who is to be made acquainted with it, on the sheet at its end. */
  readonly readers: readonly Reader[];
}

/**
 * The text of a paper within the frame of its family, as ГОСТ Р 7.0.97 and the practice of schools have it: an order
 * under the head of the organization with date, number and the director's signature; a local act under its marks of
 * approval; an agreement between its sides; a statement under whom it is for; an award on a sheet of its own.
 */
export function framePaper(paper: FramedPaper): PaperDocument {
  const { kind, title, stamps, readers } = paper;
  const [body, annexes] = splitAnnexes(paper.blocks);
  // Of a statement they stand above its title.
  const rest = kind.group === 'statement' ? body.filter((block) => !isAtRight(block)) : body;
  const text = contentBlocks(rest, {
    asParties: SIDE_BY_SIDE.includes(kind.group),
    isDated: !DATED_ITSELF.includes(kind.group),
    isByRole: kind.group === 'minutes',
  });
  const marks: Block[] = stamps.length === 0 ? [] : [placeStamps(stamps), { kind: 'spacer', lines: 1 }];
  const signed = isSignedByDirector(kind, body) ? [directorSigns(paper.issuer)] : [];
  const known: Block[] =
    readers.length === 0
      ? []
      : [
          { kind: 'spacer', lines: 1 },
          { kind: 'acquaintance', title: readersTitle(kind), readers },
        ];
  return {
    title,
    orientation: isWide(kind) ? 'landscape' : 'portrait',
    isKeptLong: isKeptLong(kind),
    ...(kind.group === 'certificate' ? { layout: 'ornate' as const } : {}),
    language: 'ru',
    blocks: [
      ...marks,
      ...opening(paper),
      ...text,
      ...(kind.group === 'certificate' ? entryOf(paper) : []),
      ...signed,
      ...known,
      ...annexes.flatMap((annex) => annexBlocks(annex, paper)),
    ],
  };
}

/** Families under which those who sign stand beside each other, each as what they are. */
const SIDE_BY_SIDE = ['agreement', 'plan', 'record', 'report'];

/** Families with a day of their own: whoever signs writes none. */
const DATED_ITSELF = ['order', 'minutes', 'note', 'register'];

/** Lists with the columns of the banks, and what is filled by hand in long rows. */
const isWide = ({ id, group }: PaperKind) => group === 'register' || id === 'meeting-journal';

/**
 * What a school keeps for more than ten years (приказ Росархива от 20.12.2019 № 236): orders, local acts and minutes for
 * ever, agreements of employment for fifty.
 */
const isKeptLong = ({ id, group }: PaperKind) =>
  group === 'order' || group === 'local-act' || group === 'minutes' || id === 'labour-agreement';

/** Whether the director signs at its end: unless the wording says who does. */
export function isSignedByDirector(kind: PaperKind, blocks: readonly FilledBlock[]): boolean {
  return kind.group !== 'local-act' && !blocks.some((block) => block.kind === 'signatures');
}

function opening(paper: FramedPaper): Block[] {
  const { kind, title, issuer } = paper;
  const gap: Block = { kind: 'spacer', lines: 1 };
  switch (kind.group) {
    case 'order':
      return [letterhead(issuer), kindOfPaper('Приказ'), imprint(paper), gap, titleOf(title, 'left'), gap];
    case 'minutes':
      return [
        letterhead(issuer),
        kindOfPaper('Протокол'),
        imprint(paper),
        gap,
        titleOf(title, 'center'),
        gap,
      ];
    case 'note':
    case 'report':
      return [letterhead(issuer), ...(kind.numbered ? [imprint(paper)] : []), titleOf(title, 'center'), gap];
    case 'agreement':
      return [titleOf(title, 'center'), ...(kind.numbered ? [imprint(paper)] : []), gap];
    case 'statement':
      return [...addressees(paper.blocks), gap, kindOfPaper('Заявление'), gap];
    case 'certificate':
      return [paragraph(issuer.fullName, { align: 'center' }), gap, kindOfPaper(title)];
    case 'act':
      return [titleOf(title, 'center'), imprint(paper), gap];
    default:
      return [titleOf(title, 'center'), gap];
  }
}

const titleOf = (text: string, align: 'left' | 'center'): Heading => ({
  kind: 'heading',
  level: 1,
  text,
  align,
});

function letterhead({ fullName, shortName, address, inn }: Issuer): Block {
  return {
    kind: 'letterhead',
    name: fullName,
    shortName: shortName === fullName ? null : `(${shortName})`,
    lines: [address, inn === null ? '' : `ИНН ${inn}`].filter((line) => line !== ''),
  };
}

function imprint({ number, issuedOn, issuer }: FramedPaper): Block {
  return {
    kind: 'imprint',
    date: issuedOn === null ? null : dayInWords(issuedOn),
    number: number === '' ? null : number,
    place: issuer.city === '' ? null : issuer.city,
  };
}

/** Under what an award is entered in the register; one that is printed before says nothing of it. */
function entryOf({ number, issuedOn, issuer }: FramedPaper): Block[] {
  const day = issuedOn === null ? '' : dayInWords(issuedOn);
  const entry = [number === '' ? '' : `№ ${number}`, day].filter((part) => part !== '').join(' от ');
  const words = [issuer.city, entry].filter((part) => part !== '').join(', ');
  return words === '' ? [] : [paragraph(words, { align: 'center' })];
}

const directorSigns = ({ directorPost, directorShortName }: Issuer): Block => ({
  kind: 'signatures',
  items: [
    {
      post: capitalize(directorPost),
      name: directorShortName === '' ? null : directorShortName,
    },
  ],
});

function readersTitle({ group }: PaperKind): string {
  return group === 'order' ? 'С приказом ознакомлены:' : 'С документом ознакомлены:';
}

/** Lines at the right edge before the text of a statement say whom it is for. */
function addressees(blocks: readonly FilledBlock[]): Block[] {
  const lines = blocks.filter(isAtRight).map(({ runs }) => runs.map(({ text }) => text).join(''));
  return lines.length === 0 ? [] : [{ kind: 'addressee', lines }];
}

function isAtRight(block: FilledBlock): block is Extract<FilledBlock, { kind: 'paragraph' }> {
  return block.kind === 'paragraph' && block.align === 'right';
}

interface Annex {
  readonly number: number;
  readonly title: string;
  readonly blocks: FilledBlock[];
}

function splitAnnexes(blocks: readonly FilledBlock[]): [FilledBlock[], Annex[]] {
  const body: FilledBlock[] = [];
  const annexes: Annex[] = [];
  for (const block of blocks) {
    if (block.kind === 'annex') annexes.push({ number: block.number, title: block.title, blocks: [] });
    else (annexes.at(-1)?.blocks ?? body).push(block);
  }
  return [body, annexes];
}

function annexBlocks({ number, title, blocks }: Annex, paper: FramedPaper): Block[] {
  const to = paper.kind.group === 'order' ? 'к приказу' : 'к документу';
  const date =
    paper.issuedOn === null ? 'от «____» ______________ 20____ г.' : `от ${dayInWords(paper.issuedOn)}`;
  const count = paper.blocks.filter((block) => block.kind === 'annex').length;
  return [
    { kind: 'pageBreak' },
    paragraph(count === 1 ? 'Приложение' : `Приложение № ${number}`, { align: 'right' }),
    paragraph(to, { align: 'right' }),
    ...(paper.kind.numbered
      ? [paragraph(`${date} № ${paper.number === '' ? '________' : paper.number}`, { align: 'right' })]
      : []),
    { kind: 'spacer', lines: 1 },
    titleOf(title, 'center'),
    { kind: 'spacer', lines: 1 },
    ...contentBlocks(blocks, { asParties: false, isDated: false, isByRole: false }),
  ];
}
