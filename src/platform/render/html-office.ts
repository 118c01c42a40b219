import type { Piece } from '#src/platform/render/blocks.ts';
import { escapeHtml } from '#src/platform/render/clean-text.ts';
import type { PreparedLine, PreparedOffice, PreparedParty } from '#src/platform/render/prepare-office.ts';

/** Escaped text whose line breaks are breaks. */
export function textHtml(text: string): string {
  return escapeHtml(text).replaceAll('\n', '<br>');
}

function piecesHtml(pieces: readonly Piece[]): string {
  return pieces
    .map((piece) =>
      'text' in piece
        ? textHtml(piece.text)
        : `<span class="paper-blank" style="width:${piece.blank}mm"></span>`,
    )
    .join('');
}

/** The day under a signature. */
export function dateHtml(date: readonly Piece[] | null): string {
  return date === null ? '' : `<span class="paper-date">${piecesHtml(date)}</span>`;
}

function lineHtml(line: PreparedLine): string {
  if (!line.open) return `<p>${textHtml(line.text)}</p>`;
  const text = line.text === '' ? '' : `<span>${textHtml(line.text)}</span> `;
  const hint = line.hint === null ? '' : ` <small>${textHtml(line.hint)}</small>`;
  return `<p class="paper-form">${text}<span class="paper-blank"></span>${hint}</p>`;
}

export function officeHtml(block: PreparedOffice): string {
  switch (block.kind) {
    case 'letterhead': {
      const fine = (text: string) => `<p class="paper-fine">${textHtml(text)}</p>`;
      const strong = (text: string) => `<p><strong>${textHtml(text)}</strong></p>`;
      return `<div class="paper-letterhead">${block.above.map(fine).join('')}${strong(block.name)}${
        block.shortName === null ? '' : strong(block.shortName)
      }${block.lines.map(fine).join('')}</div>`;
    }
    case 'imprint':
      return `<div class="paper-imprint"><p>${piecesHtml(block.date)}</p> <p>${piecesHtml(block.number)}</p>${
        block.place === null ? '' : `<p class="paper-center">${textHtml(block.place)}</p>`
      }</div>`;
    case 'addressee':
      return `<div class="paper-addressee">${block.lines.map(lineHtml).join('')}</div>`;
    case 'parties':
      return `<div class="paper-parties">${block.items.map(partyHtml).join('')}</div>`;
  }
}

function partyHtml(party: PreparedParty): string {
  const name =
    party.name === null ? '<span class="paper-line"></span>' : `<span>${textHtml(party.name)}</span>`;
  return `<div class="paper-party"><p><strong>${textHtml(party.title)}</strong></p>${party.lines
    .map(lineHtml)
    .join(
      '',
    )}<p class="paper-sign"><span class="paper-line"></span><span>/</span>${name}</p>${dateHtml(party.date)}${
    party.seal ? '<p>М.П.</p>' : ''
  }</div>`;
}
