package io.edgeflow.formats.lower;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The operators of an int8 file that are computed in floats, because the runtime has no kernel of
 * integers for them, or only one whose integers are too few for the values that calibration saw.
 *
 * @param operators how many of each, by name
 * @param between the nodes of those that stand between operators of integers: values are converted
 *     before and behind them, and what the kernels around them could do at once is torn apart
 */
public record FloatIslands(SortedMap<String, Integer> operators, List<String> between) {
  private static final int NAMED = 4;

  /** Copies both. */
  public FloatIslands {
    operators = Collections.unmodifiableSortedMap(new TreeMap<>(operators));
    between = List.copyOf(between);
  }

  /** The islands of a graph whose integers are made and whose floats are operators as yet. */
  static FloatIslands of(LoweredGraph graph) {
    SortedMap<String, Integer> operators = new TreeMap<>();
    List<String> between = new ArrayList<>();
    Set<String> fromIntegers = fromIntegers(graph);
    Set<String> toIntegers = toIntegers(graph);
    for (FusedOp op : graph.fused()) {
      if (inFloats(graph, op)) {
        operators.merge(op.op().getClass().getSimpleName(), 1, Integer::sum);
        if (fromIntegers.contains(op.output()) && toIntegers.contains(op.output())) {
          between.add(op.name());
        }
      }
    }
    return new FloatIslands(operators, between);
  }

  /** Whether there are none. */
  public boolean none() {
    return operators.isEmpty();
  }

  /** For people, such as {@code 2 Gelu, 1 Sub; between integers: up.act, down.act}. */
  public String text() {
    String counts =
        operators.entrySet().stream()
            .map(entry -> entry.getValue() + " " + entry.getKey())
            .collect(Collectors.joining(", "));
    if (between.isEmpty()) {
      return counts;
    }
    String names = between.stream().limit(NAMED).collect(Collectors.joining(", "));
    int more = between.size() - NAMED;
    return counts + "; between integers: " + names + (more > 0 ? " and " + more + " more" : "");
  }

  /** The floats that an operator of integers gave, be it through others of floats. */
  private static Set<String> fromIntegers(LoweredGraph graph) {
    Set<String> given = new HashSet<>();
    for (LoweredOp op : graph.ops()) {
      boolean integers = LoweredGraph.as(op).filter(f -> !inFloats(graph, f)).isPresent();
      if (integers || !Collections.disjoint(op.inputs(), given)) {
        given.add(op.output());
      }
    }
    return given;
  }

  /** The floats that an operator of integers reads, be it through others of floats. */
  private static Set<String> toIntegers(LoweredGraph graph) {
    Set<String> read = new HashSet<>();
    for (LoweredOp op : graph.backwards()) {
      boolean integers = LoweredGraph.as(op).filter(f -> !inFloats(graph, f)).isPresent();
      if (integers || read.contains(op.output())) {
        read.addAll(op.inputs());
      }
    }
    return read;
  }

  private static boolean inFloats(LoweredGraph graph, FusedOp op) {
    return graph.value(op.output()).quant().isEmpty();
  }
}
