import { Kbd as MantineKbd } from '@mantine/core';

/** A key of the keyboard, as people read it: «Ctrl», «J». */
export function Kbd({ children }: { children: string }) {
  return <MantineKbd>{children}</MantineKbd>;
}
