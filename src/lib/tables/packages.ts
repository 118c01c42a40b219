import type { Archive } from '#src/lib/tables/zip.ts';
import { children, parseXml, type XmlElement } from '#src/lib/tables/xml.ts';
import { accept, type Result } from '#src/lib/result.ts';

/** A parsed part of an office container, `undefined` when there is none of that name. */
export function openXml(archive: Archive, name: string): Result<XmlElement | undefined> {
  const part = archive.open(name);
  if (!part.ok) return part;
  return part.value === undefined ? accept(undefined) : parseXml(part.value);
}

/** Relationship id → part name, for the relationships of `partName` ('' for those of the whole container). */
export function readTargets(
  archive: Archive,
  partName: string,
): Map<string, { type: string; target: string }> {
  const slash = partName.lastIndexOf('/');
  const folder = partName.slice(0, slash + 1);
  const read = openXml(archive, `${folder}_rels/${partName.slice(slash + 1)}.rels`);
  const targets = new Map<string, { type: string; target: string }>();
  if (!read.ok) return targets;
  for (const relationship of children(read.value, 'Relationship')) {
    const { Id: id = '', Type: type = '', Target: target = '', TargetMode: mode } = relationship.attributes;
    // Targets outside the container are addresses; nothing is ever fetched from there.
    if (mode === 'External') continue;
    targets.set(id, { type: type.slice(type.lastIndexOf('/') + 1), target: resolvePart(folder, target) });
  }
  return targets;
}

/** The part that `partName` names for a purpose such as `styles` or `numbering`. */
export function findTarget(archive: Archive, partName: string, type: string): string | undefined {
  for (const each of readTargets(archive, partName).values()) if (each.type === type) return each.target;
  return undefined;
}

function resolvePart(folder: string, target: string): string {
  if (target.startsWith('/')) return target.slice(1);
  const steps: string[] = [];
  for (const step of `${folder}${target}`.split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '.' && step !== '') steps.push(step);
  }
  return steps.join('/');
}
