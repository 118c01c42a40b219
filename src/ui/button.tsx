import { Button as MantineButton } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'react-router';

/** `main`: the one thing to do here; `plain`: the others; `quiet`: inside tables; `danger`: destroys something. */
export type ButtonLook = 'main' | 'plain' | 'quiet' | 'danger';

const variants: Record<ButtonLook, { variant: string; color?: string; className?: string }> = {
  main: { variant: 'filled' },
  plain: { variant: 'default' },
  quiet: { variant: 'subtle' },
  danger: { variant: 'default', color: 'red' },
};

/** A link that looks like a button: it goes somewhere and changes nothing. `download` for files. */
export function ButtonLink({
  to,
  look = 'plain',
  size = 'normal',
  download = false,
  children,
}: {
  to: string;
  look?: ButtonLook;
  size?: 'normal' | 'small';
  download?: boolean;
  children: ReactNode;
}) {
  const shared = { ...variants[look], size: size === 'small' ? 'compact-sm' : 'md' } as const;
  if (download) {
    return (
      <MantineButton component="a" href={to} download {...shared}>
        {children}
      </MantineButton>
    );
  }
  return (
    <MantineButton component={Link} to={to} {...shared}>
      {children}
    </MantineButton>
  );
}

/** A button that only scripts answer (print, copy); forms use SubmitButton. Hidden while scripts are not there. */
export function ScriptButton({
  onPress,
  look = 'plain',
  size = 'normal',
  id,
  children,
}: {
  onPress: () => void;
  look?: ButtonLook;
  size?: 'normal' | 'small';
  id?: string;
  children: ReactNode;
}) {
  return (
    <MantineButton
      type="button"
      {...(id === undefined ? {} : { id })}
      onClick={onPress}
      {...variants[look]}
      size={size === 'small' ? 'compact-sm' : 'md'}
      data-needs-scripts
    >
      {children}
    </MantineButton>
  );
}
