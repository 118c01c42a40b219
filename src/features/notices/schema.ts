import { z } from 'zod';

const ticked = z.preprocess((value) => value === 'on' || value === true, z.boolean()).default(false);

export const noticeSettingsForm = z.object({
  byEmail: ticked,
  weeklyDigest: ticked,
  dayBefore: ticked,
  overdue: ticked,
  surveys: ticked,
});
