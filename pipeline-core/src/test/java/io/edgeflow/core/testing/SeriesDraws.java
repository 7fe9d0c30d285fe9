package io.edgeflow.core.testing;

import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Ends;
import io.edgeflow.core.graph.op.Recurrent;
import io.edgeflow.core.graph.op.Recurrent.Gru;
import io.edgeflow.core.graph.op.Recurrent.Lstm;
import io.edgeflow.core.graph.op.Returns;
import io.edgeflow.core.graph.op.Weighted.Conv1d;
import io.edgeflow.core.numeric.KeyedRandom;
import io.edgeflow.core.tensor.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Draws operators on tensors of two axes beside the batch. */
final class SeriesDraws {
  private final KeyedRandom random;
  private final Map<String, Shape> shapes;

  SeriesDraws(KeyedRandom random, Map<String, Shape> shapes) {
    this.random = random;
    this.shapes = shapes;
  }

  /** A convolution of {@code [batch, channels, time]}. */
  Proposal convolution(String x) {
    int channels = shape(x).fixed(1);
    int groups = random.nextInt(4) == 0 ? channels : 1;
    int kernel = 1 + random.nextInt(3);
    int dilation = 1 + random.nextInt(2);
    int reach = (kernel - 1) * dilation + 1;
    int before = random.nextInt(3);
    int behind = Math.max(random.nextInt(3), reach - before - shape(x).fixed(2));
    int out = groups * (1 + random.nextInt(groups == 1 ? 5 : 2));
    Map<ConstantRole, List<Integer>> constants = new HashMap<>();
    constants.put(ConstantRole.WEIGHT, List.of(out, channels / groups, kernel));
    if (random.nextInt(4) > 0) {
      constants.put(ConstantRole.BIAS, List.of(out));
    }
    Conv1d op = new Conv1d(1 + random.nextInt(2), new Ends(before, behind), dilation, groups);
    return new Proposal(op, List.of(x), constants);
  }

  /** A layer that reads {@code [batch, time, features]} step by step. */
  Proposal recurrent(String x) {
    int hidden = 1 + random.nextInt(3);
    boolean reverse = random.nextInt(2) == 0;
    Returns returns = random.nextInt(2) == 0 ? Returns.SEQUENCE : Returns.LAST;
    Recurrent op =
        random.nextInt(2) == 0
            ? new Lstm(hidden, reverse, returns)
            : new Gru(hidden, reverse, returns);
    int rows = op.gates() * hidden;
    Map<ConstantRole, List<Integer>> constants = new HashMap<>();
    constants.put(ConstantRole.WEIGHT, List.of(rows, shape(x).fixed(2)));
    constants.put(ConstantRole.RECURRENT_WEIGHT, List.of(rows, hidden));
    if (random.nextInt(4) > 0) {
      constants.put(ConstantRole.BIAS, List.of(rows));
      constants.put(ConstantRole.RECURRENT_BIAS, List.of(rows));
    }
    return new Proposal(op, List.of(x), constants);
  }

  private Shape shape(String tensor) {
    return shapes.get(tensor);
  }
}
