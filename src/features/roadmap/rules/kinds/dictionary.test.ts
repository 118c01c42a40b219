import { describe, expect, it } from 'vitest';
import { findPaperKind } from '#src/features/documents/rules/kinds.ts';
import { activityKinds } from '#src/features/roadmap/rules/kinds/dictionary.ts';

describe('papers of activity kinds', () => {
  it('are all in the dictionary', () => {
    const unknown = activityKinds
      .flatMap((kind) => kind.papers)
      .filter((id) => findPaperKind(id) === undefined);
    expect(unknown).toEqual([]);
  });
});
