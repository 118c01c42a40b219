"""Solves a problem written by problem-file.ts with SciPy and prints milliseconds of the processor and the total.

Square and dense: linear_sum_assignment. Lists: min_weight_full_bipartite_matching, each place and each mentee left out
a column of its own. Building the matrix is not counted.
"""
import sys
import time

import numpy as np
from scipy.optimize import linear_sum_assignment
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

words = np.fromfile(sys.argv[1], dtype=np.int32)
mentees, mentors, pairs = (int(word) for word in words[:3])
parts = np.split(words[3:], np.cumsum([mentees + 1, pairs, pairs, mentors]))
offsets, listed, costs, capacities, unmatched = (part.astype(np.int64) for part in parts)

if pairs == mentees * mentors:
    matrix = costs.reshape(mentees, mentors).astype(float)
    begin = time.process_time()
    rows, columns = linear_sum_assignment(matrix)
    spent = time.process_time() - begin
    total = int(costs.reshape(mentees, mentors)[rows, columns].sum())
else:
    starts = np.concatenate(([0], np.cumsum(capacities)))
    rows = np.repeat(np.arange(mentees), np.diff(offsets))
    copies = capacities[listed]
    first = np.repeat(starts[listed], copies)
    within = np.arange(copies.sum()) - np.repeat(np.cumsum(copies) - copies, copies)
    # A cost of 0 would be taken for no pair at all, so that all are one dearer.
    data = np.concatenate((np.repeat(costs, copies), unmatched)) + 1
    row = np.concatenate((np.repeat(rows, copies), np.arange(mentees)))
    column = np.concatenate((first + within, starts[-1] + np.arange(mentees)))
    matrix = csr_matrix((data.astype(float), (row, column)), shape=(mentees, starts[-1] + mentees))
    begin = time.process_time()
    rows, columns = min_weight_full_bipartite_matching(matrix)
    spent = time.process_time() - begin
    total = int(np.asarray(matrix[rows, columns]).sum()) - mentees
print("scipy", f"{1000 * spent:.2f}", total)
