import * as activity from '#src/features/roadmap/service.server/activity.ts';
import * as approval from '#src/features/roadmap/service.server/approve.ts';
import * as closing from '#src/features/roadmap/service.server/closing.ts';
import * as attach from '#src/features/roadmap/service.server/attach.ts';
import * as drafting from '#src/features/roadmap/service.server/drafting.ts';
import * as begin from '#src/features/roadmap/service.server/begin.ts';
import * as folder from '#src/features/roadmap/service.server/folder.ts';
import type { RoadmapDeps } from '#src/features/roadmap/service.server/context.ts';
import * as rows from '#src/features/roadmap/service.server/edit-rows.ts';
import * as imports from '#src/features/roadmap/service.server/import.ts';
import * as occasions from '#src/features/roadmap/service.server/occasions.ts';
import * as plan from '#src/features/roadmap/service.server/plan.ts';
import * as views from '#src/features/roadmap/service.server/plan-views.ts';
import * as print from '#src/features/roadmap/service.server/print.ts';
import * as report from '#src/features/roadmap/service.server/report.ts';
import * as responsibles from '#src/features/roadmap/service.server/responsibles.ts';
import * as review from '#src/features/roadmap/service.server/review.ts';
import * as settling from '#src/features/roadmap/service.server/settle-rows.ts';
import * as overview from '#src/features/roadmap/service.server/overview.ts';
import * as today from '#src/features/roadmap/service.server/today.ts';

type Rest<F> = F extends (deps: RoadmapDeps, ...rest: infer R) => infer Answer
  ? (...rest: R) => Answer
  : never;
type Bound<M extends object> = { readonly [K in keyof M]: Rest<M[K]> };

/** Functions over deps → the same without deps: how this room's use cases become one object for the pages. */
function bind<M extends object>(deps: RoadmapDeps, useCases: M): Bound<M> {
  return Object.fromEntries(
    Object.entries(useCases).map(([name, useCase]) => [
      name,
      (...rest: readonly unknown[]) => (useCase as (...all: readonly unknown[]) => unknown)(deps, ...rest),
    ]),
  ) as Bound<M>;
}

/** The use cases of the roadmap. Each is documented where it stands, in the file of its stage. */
export function createRoadmap(deps: RoadmapDeps) {
  return bind(deps, {
    // A document becomes a roadmap in review.
    mayImport: imports.mayImport,
    startImportOfDocument: imports.startImportOfDocument,
    startImportOfText: imports.startImportOfText,
    importDocument: imports.importDocument,
    importText: imports.importText,
    // Or begins from a template or from last year's.
    beginFromTemplate: begin.beginFromTemplate,
    beginFromLastYear: begin.beginFromLastYear,
    getDateOffers: begin.getDateOffers,
    takeDates: begin.takeDates,
    // Review.
    getReview: review.getReview,
    getOverview: overview.getOverview,
    getResponsibles: responsibles.getResponsibles,
    mapResponsible: responsibles.mapResponsible,
    mapResponsibles: responsibles.mapResponsibles,
    mapSuggested: responsibles.mapSuggested,
    editHeader: review.editHeader,
    addSection: review.addSection,
    editSection: review.editSection,
    dropSection: review.dropSection,
    dropRoadmap: review.dropRoadmap,
    editRow: rows.editRow,
    confirmRow: settling.confirmRow,
    confirmRows: settling.confirmRows,
    chooseMeaning: settling.chooseMeaning,
    applyFix: settling.applyFix,
    splitRow: rows.splitRow,
    joinWithNext: rows.joinWithNext,
    dropRow: rows.dropRow,
    moveRow: rows.moveRow,
    addRow: rows.addRow,
    // Approval.
    acceptReview: approval.acceptReview,
    returnToReview: approval.returnToReview,
    approve: approval.approve,
    closeRoadmap: approval.closeRoadmap,
    reopenRoadmap: approval.reopenRoadmap,
    // The plan at work.
    list: plan.listOfOrganization,
    getToday: today.getToday,
    getPlan: plan.getPlan,
    getMonth: views.getMonth,
    getTimeline: views.getTimeline,
    getByResponsible: plan.getByResponsible,
    getPast: plan.getPast,
    getActivity: activity.getActivity,
    setResponsible: activity.setResponsible,
    draftFor: drafting.draftFor,
    addEvidence: attach.addEvidence,
    attachAndClose: attach.attachAndClose,
    dropEvidence: attach.dropEvidence,
    addComment: attach.addComment,
    closeStep: closing.closeStep,
    reopenStep: closing.reopenStep,
    setProgress: closing.setProgress,
    moveOccurrence: closing.moveOccurrence,
    openConditional: occasions.openConditional,
    closePast: occasions.closePast,
    // Papers.
    getReportPeriods: report.getReportPeriods,
    getReport: report.getReportView,
    getPaper: report.getPaperView,
    printRoadmap: print.printRoadmap,
    printReport: print.printReport,
    getFolder: folder.getFolder,
    startFolder: folder.startFolder,
  });
}

export type RoadmapService = ReturnType<typeof createRoadmap>;
