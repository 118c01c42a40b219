import {
  AlignmentType,
  BorderStyle,
  Header,
  PageBorderDisplay,
  PageBorderOffsetFrom,
  PageNumber,
  PageOrientation,
  Paragraph,
  TextRun,
} from 'docx';
import type { ISectionPropertiesOptions } from 'docx';

import { twips } from '#src/platform/render/docx-text.ts';
import { fontSize, ornate, pageSize } from '#src/platform/render/model.ts';
import type { PreparedDocument } from '#src/platform/render/prepare.ts';

/** Sizes of type in points. */
export interface DocxSizes {
  readonly body: number;
  readonly heading: Readonly<Record<1 | 2 | 3, number>>;
  /** Space under a paragraph, in twentieths of a point. */
  readonly after: number;
}

export function sizesOf(document: PreparedDocument): DocxSizes {
  if (document.ornate === null) return { ...fontSize, after: 80 };
  const { scale } = document.ornate;
  const { body, heading } = ornate.fontSize;
  return {
    after: 180 * scale,
    body: body * scale,
    heading: { 1: heading[1] * scale, 2: heading[2] * scale, 3: heading[3] * scale },
  };
}

function size({ orientation }: PreparedDocument) {
  return {
    // The library takes the portrait sizes and turns them itself.
    width: twips(pageSize.short),
    height: twips(pageSize.long),
    orientation: orientation === 'landscape' ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT,
  };
}

/** A sheet with the fields of office papers, its first page without a number. */
export function officeSheet(document: PreparedDocument): ISectionPropertiesOptions {
  return {
    titlePage: true,
    page: {
      size: size(document),
      margin: {
        left: twips(document.left),
        right: twips(pageSize.right),
        top: twips(pageSize.top),
        bottom: twips(pageSize.bottom),
        header: twips(10),
      },
    },
  };
}

/** A sheet with a frame. */
export function ornateSheet(document: PreparedDocument): ISectionPropertiesOptions {
  const margin = twips(ornate.field);
  // Space between frame and edge of the sheet, in points; Word takes 31 at most.
  const line = { style: BorderStyle.THIN_THICK_MEDIUM_GAP, size: 24, color: '7A5C1E', space: 28 };
  return {
    page: {
      size: size(document),
      margin: { left: margin, right: margin, top: margin, bottom: margin },
      borders: {
        pageBorders: { display: PageBorderDisplay.ALL_PAGES, offsetFrom: PageBorderOffsetFrom.PAGE },
        pageBorderTop: line,
        pageBorderBottom: line,
        pageBorderLeft: line,
        pageBorderRight: line,
      },
    },
  };
}

/** The number in the middle of the upper field, from the second page on. */
export function pageNumbers(): { readonly default: Header; readonly first: Header } {
  const number = new TextRun({ children: [PageNumber.CURRENT], size: 22 });
  return {
    default: new Header({
      children: [new Paragraph({ alignment: AlignmentType.CENTER, children: [number] })],
    }),
    first: new Header({ children: [new Paragraph({})] }),
  };
}
