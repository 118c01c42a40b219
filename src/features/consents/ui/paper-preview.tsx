import type { PaperDocument } from '#src/platform/render/model.ts';
import { Stack, Text } from '#src/ui/layout.tsx';

/** Headings and paragraphs of a paper on the screen; what a consent is made of. */
export function PaperPreview({ paper }: { paper: PaperDocument }) {
  return (
    <Stack>
      {paper.blocks.map((block, index) => {
        // oxlint-disable-next-line react/no-array-index-key -- a printed paper does not change its order
        const key = `${block.kind}-${index}`;
        if (block.kind === 'heading') return <h3 key={key}>{block.text}</h3>;
        if (block.kind === 'pageBreak') return <hr key={key} />;
        if (block.kind === 'paragraph')
          return <Text key={key}>{block.runs.map(({ text }) => text).join('')}</Text>;
        return null;
      })}
    </Stack>
  );
}
