import { answerWork } from '#src/platform/render/answer-work.ts';
import { renderDocx } from '#src/platform/render/docx.ts';

answerWork(renderDocx, (docx) => [docx.buffer as ArrayBuffer]);
