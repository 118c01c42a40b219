/** A run of characters on a page; coordinates in points from the upper left corner of the page as displayed. */
export interface Run {
  text: string;
  /** Left end of the baseline, in the direction of reading. */
  x: number;
  y: number;
  width: number;
  size: number;
  bold: boolean;
}

/** A stretch of a straight line: a border of a cell, an underline. */
export interface Segment {
  /** The fixed coordinate: y of a horizontal line, x of a vertical one. */
  at: number;
  from: number;
  to: number;
}

export interface PageContent {
  page: number;
  width: number;
  height: number;
  runs: Run[];
  /** Text set upwards or downwards, its coordinates turned so that it reads from left to right. */
  turned: TurnedRun[];
  horizontal: Segment[];
  vertical: Segment[];
}

export interface TurnedRun extends Run {
  /** Centre of the run on the page, by which its cell is found. */
  centerX: number;
  centerY: number;
}

export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}
