// Solves a problem written by problem-file.ts with LEMON and prints the algorithm, the milliseconds of the processor and the total.
// The network: every mentee sends one unit, through a mentor or straight, to one sink. Reading and building are not counted.
#include <lemon/cost_scaling.h>
#include <lemon/network_simplex.h>
#include <lemon/static_graph.h>

#include <ctime>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <utility>
#include <vector>

typedef lemon::StaticDigraph Graph;
typedef Graph::ArcMap<int> ArcMap;
typedef Graph::ArcMap<long long> CostMap;
typedef Graph::NodeMap<int> NodeMap;

static std::vector<int32_t> read(FILE *file, size_t count) {
  std::vector<int32_t> list(count);
  if (count > 0 && fread(list.data(), 4, count, file) != count) exit(3);
  return list;
}

template <class Solver>
static void measure(const char *name, const Graph &graph, const ArcMap &upper, const CostMap &cost, const NodeMap &supply) {
  clock_t begin = clock();
  Solver solver(graph);
  solver.upperMap(upper).costMap(cost).supplyMap(supply);
  if (solver.run() != Solver::OPTIMAL) exit(4);
  double spent = 1000.0 * (clock() - begin) / CLOCKS_PER_SEC;
  printf("%s %.2f %lld\n", name, spent, (long long)solver.template totalCost<long long>());
  fflush(stdout);
}

int main(int argc, char **argv) {
  FILE *file = fopen(argv[1], "rb");
  if (!file) return 2;
  std::vector<int32_t> head = read(file, 3);
  int mentees = head[0], mentors = head[1], pairs = head[2];
  auto offsets = read(file, mentees + 1), listed = read(file, pairs), costs = read(file, pairs);
  auto capacities = read(file, mentors), unmatched = read(file, mentees);
  fclose(file);
  int sink = mentees + mentors;
  std::vector<std::pair<int, int>> arcs;
  std::vector<int> uppers;
  std::vector<long long> prices;
  for (int i = 0; i < mentees; i++) {
    for (int k = offsets[i]; k < offsets[i + 1]; k++) {
      arcs.push_back({i, mentees + listed[k]});
      uppers.push_back(1);
      prices.push_back(costs[k]);
    }
    arcs.push_back({i, sink});
    uppers.push_back(1);
    prices.push_back(unmatched[i]);
  }
  for (int j = 0; j < mentors; j++) {
    arcs.push_back({mentees + j, sink});
    uppers.push_back(capacities[j]);
    prices.push_back(0);
  }
  Graph graph;
  graph.build(sink + 1, arcs.begin(), arcs.end());
  ArcMap upper(graph);
  CostMap cost(graph);
  NodeMap supply(graph);
  for (size_t k = 0; k < arcs.size(); k++) {
    upper[graph.arc(k)] = uppers[k];
    cost[graph.arc(k)] = prices[k];
  }
  for (int i = 0; i < mentees; i++) supply[graph.node(i)] = 1;
  supply[graph.node(sink)] = -mentees;
  for (int a = 2; a < argc; a++) {
    if (!strcmp(argv[a], "NetworkSimplex"))
      measure<lemon::NetworkSimplex<Graph, int, long long>>(argv[a], graph, upper, cost, supply);
    if (!strcmp(argv[a], "CostScaling"))
      measure<lemon::CostScaling<Graph, int, long long>>(argv[a], graph, upper, cost, supply);
  }
}
