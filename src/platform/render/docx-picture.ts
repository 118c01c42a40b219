import { createRequire } from 'node:module';

import { renderAsync } from '@resvg/resvg-js';
import { ImageRun, Paragraph } from 'docx';

import { alignments } from '#src/platform/render/docx-text.ts';
import type { PreparedBlock } from '#src/platform/render/prepare.ts';
import type { PreparedPicture } from '#src/platform/render/prepare-picture.ts';

/** Pictures as PNG by the place of their block. */
export type Images = ReadonlyMap<number, Uint8Array>;

const require = createRequire(import.meta.url);
const fontFiles = ['400Regular/PTSans_400Regular.ttf', '700Bold/PTSans_700Bold.ttf'].map((path) =>
  require.resolve(`@expo-google-fonts/pt-sans/${path}`),
);
const dotsPerMillimetre = 300 / 25.4;
const pixelsPerMillimetre = 96 / 25.4;

/**
 * Draws the pictures of a document, 300 dots an inch, aside from the event loop. Word gets PNG alone: it would draw the
 * text of an SVG with whatever font the computer has.
 */
export async function imagesOf(blocks: readonly PreparedBlock[]): Promise<Images> {
  const images = new Map<number, Uint8Array>();
  for (const [index, block] of blocks.entries())
    if (block.kind === 'picture') images.set(index, await drawn(block));
  return images;
}

async function drawn({ svg, width }: PreparedPicture): Promise<Uint8Array> {
  const image = await renderAsync(svg, {
    fitTo: { mode: 'width', value: Math.round(width * dotsPerMillimetre) },
    background: '#fff',
    font: { fontFiles, loadSystemFonts: false, defaultFontFamily: 'PT Sans' },
  });
  return image.asPng();
}

/** The paragraph that a picture stands in. */
export function pictureOf(picture: PreparedPicture, index: number, images: Images): Paragraph {
  const data = images.get(index);
  if (!data) throw new Error(`No picture for block ${index}`);
  const { width, height, align, alt, keepWithNext } = picture;
  return new Paragraph({
    alignment: alignments[align],
    ...(keepWithNext ? { keepNext: true } : {}),
    children: [
      new ImageRun({
        type: 'png',
        data,
        transformation: { width: width * pixelsPerMillimetre, height: height * pixelsPerMillimetre },
        // The library counts pictures of all documents together; numbers of our own keep one document the same.
        altText: { id: String(index + 1), name: `Рисунок ${index + 1}`, description: alt },
      }),
    ],
  });
}
