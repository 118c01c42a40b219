/**
 * Signs of codes and links that people copy off paper: digits and capital letters that look the same in the Russian and the
 * Latin alphabet and like nothing else, so that the keyboard layout does not matter.
 */
export const CODE_SIGNS = '23456789AEKMHPCTXY';
