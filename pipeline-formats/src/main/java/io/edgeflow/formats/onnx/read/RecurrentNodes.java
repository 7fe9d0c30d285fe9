package io.edgeflow.formats.onnx.read;

import io.edgeflow.core.graph.Constant;
import io.edgeflow.core.graph.op.Arrangement.Concat;
import io.edgeflow.core.graph.op.Arrangement.Reshape;
import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Op;
import io.edgeflow.core.graph.op.Recurrent.Gru;
import io.edgeflow.core.graph.op.Recurrent.Lstm;
import io.edgeflow.core.graph.op.Returns;
import io.edgeflow.core.graph.op.UnitAxis.Unsqueeze;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.formats.read.FoldedTensor;
import io.edgeflow.formats.read.FoldedTensor.Kind;
import io.edgeflow.formats.read.Viewed;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Recurrent layers, whose gates ONNX keeps in another order. Both the whole sequence and its end
 * are given; what nobody reads is dropped with the graph.
 */
final class RecurrentNodes {
  /** ONNX's i, o, f, c as PyTorch's i, f, g, o. */
  private static final int[] LSTM_GATES = {0, 2, 3, 1};

  /** ONNX's z, r, h as PyTorch's r, z, n. */
  private static final int[] GRU_GATES = {1, 0, 2};

  private static final int WEIGHT = 1;
  private static final int RECURRENT_WEIGHT = 2;
  private static final int BIAS = 3;
  private static final int LENGTHS = 4;
  private static final int FIRST_STATE = 5;

  private RecurrentNodes() {}

  static Map<String, NodeReader> readers() {
    return Map.of("LSTM", RecurrentNodes::lstm, "GRU", RecurrentNodes::gru);
  }

  private static void lstm(NodeCall call) {
    call.node().require("input_forget", 0, name -> call.node().number(name, 0));
    if (call.has(7)) {
      throw call.node()
          .refusal("Edgeflow has no LSTM whose gates see its cells", "peephole weights");
    }
    requireActivations(call, List.of("sigmoid", "tanh", "tanh"));
    read(call, LSTM_GATES, Lstm::new);
  }

  private static void gru(NodeCall call) {
    call.node().require("linear_before_reset", 1, name -> call.node().number(name, 0));
    requireActivations(call, List.of("sigmoid", "tanh"));
    read(call, GRU_GATES, Gru::new);
  }

  private static void requireActivations(NodeCall call, List<String> each) {
    List<String> found =
        call.node().texts("activations").orElse(each).stream()
            .map(name -> name.toLowerCase(Locale.ROOT))
            .toList();
    for (int i = 0; i < found.size(); i++) {
      if (found.size() % each.size() != 0 || !found.get(i).equals(each.get(i % each.size()))) {
        throw call.node()
            .refusal("Edgeflow has no %s of these functions".formatted(type(call)), found);
      }
    }
  }

  private static String type(NodeCall call) {
    return call.node().type();
  }

  private static void read(NodeCall call, int[] gates, Making making) {
    boolean batchFirst = call.node().flag("layout", false);
    Viewed x = call.view(0);
    int time = batchFirst ? 1 : 0;
    String series = call.arranger().sample(call.name(), x, time, 2);
    requireNoState(call, x, time);
    List<Way> ways = ways(call, gates);
    List<Integer> batch = x.axes().get(1 - time).contains(0) ? List.of(0) : List.of();
    if (!call.node().output(0).isEmpty()) {
      giveSequence(call, series, ways, making, batch, batchFirst);
    }
    if (!call.node().output(1).isEmpty()) {
      giveEnd(call, series, ways, making, batch, batchFirst);
    }
  }

  private static void requireNoState(NodeCall call, Viewed x, int time) {
    if (call.has(LENGTHS) && !call.constant(LENGTHS).isAll((float) call.arranger().size(x, time))) {
      throw call.node().refusal("Edgeflow reads series of one length", call.constant(LENGTHS));
    }
    for (int input = FIRST_STATE; input <= FIRST_STATE + 1; input++) {
      if (call.has(input) && !call.constant(input).isAll(0)) {
        throw call.node()
            .refusal(
                "Edgeflow has no %s that starts with a state".formatted(type(call)),
                call.constant(input),
                "export the model so that its first state is zero");
      }
    }
  }

  /** Y: {@code [time, ways, batch, hidden]}, or with the batch first. */
  private static void giveSequence(
      NodeCall call,
      String series,
      List<Way> ways,
      Making making,
      List<Integer> batch,
      boolean batchFirst) {
    List<String> parts = added(call, series, ways, making, Returns.SEQUENCE);
    int time = call.scope().graph().size(series, 1);
    boolean both = ways.size() > 1;
    String all = parts.get(0);
    if (both) {
      all = call.add(new Concat(2), parts.get(0), parts.get(1));
      all = call.add(new Reshape(List.of(time, ways.size(), ways.get(0).hidden())), all);
    }
    List<Integer> way = both ? List.of(2) : List.of();
    List<Integer> hidden = List.of(both ? 3 : 2);
    List<Integer> steps = List.of(1);
    call.give(
        0,
        new Viewed(
            all,
            batchFirst ? List.of(batch, steps, way, hidden) : List.of(steps, way, batch, hidden)),
        Kind.FLOAT);
  }

  /** Y_h: {@code [ways, batch, hidden]}, or with the batch first. */
  private static void giveEnd(
      NodeCall call,
      String series,
      List<Way> ways,
      Making making,
      List<Integer> batch,
      boolean batchFirst) {
    List<String> parts = added(call, series, ways, making, Returns.LAST);
    boolean both = ways.size() > 1;
    String all = parts.get(0);
    if (both) {
      List<String> apart =
          parts.stream().map(part -> call.add(new Unsqueeze(List.of(1)), part)).toList();
      all = call.add(new Concat(1), apart.get(0), apart.get(1));
    }
    List<Integer> way = both ? List.of(1) : List.of();
    List<Integer> hidden = List.of(both ? 2 : 1);
    call.give(
        1,
        new Viewed(all, batchFirst ? List.of(batch, way, hidden) : List.of(way, batch, hidden)),
        Kind.FLOAT);
  }

  private static List<String> added(
      NodeCall call, String series, List<Way> ways, Making making, Returns returns) {
    return ways.stream()
        .map(
            way ->
                call.add(
                    making.op(way.hidden(), way.reverse(), returns),
                    List.of(series),
                    way.constants()))
        .toList();
  }

  private static List<Way> ways(NodeCall call, int[] gates) {
    String direction = call.node().text("direction", "forward");
    List<Boolean> reverse =
        switch (direction) {
          case "forward" -> List.of(false);
          case "reverse" -> List.of(true);
          case "bidirectional" -> List.of(false, true);
          default -> throw call.node().refusal("No direction of a series", direction);
        };
    FoldedTensor recurrent = call.constant(RECURRENT_WEIGHT);
    int hidden = recurrent.rank() == 3 ? (int) recurrent.dim(2) : 0;
    if (call.node().number("hidden_size", hidden) != hidden) {
      throw call.node().refusal("The recurrent weight is of another size of state", recurrent);
    }
    List<Way> ways = new ArrayList<>();
    for (int way = 0; way < reverse.size(); way++) {
      Map<ConstantRole, Constant> constants = new EnumMap<>(ConstantRole.class);
      constants.put(ConstantRole.WEIGHT, weight(call, WEIGHT, way, gates));
      constants.put(ConstantRole.RECURRENT_WEIGHT, weight(call, RECURRENT_WEIGHT, way, gates));
      if (call.has(BIAS)) {
        constants.put(ConstantRole.BIAS, bias(call, way, 0, gates));
        constants.put(ConstantRole.RECURRENT_BIAS, bias(call, way, 1, gates));
      }
      ways.add(new Way(reverse.get(way), hidden, constants));
    }
    return ways;
  }

  private static Constant weight(NodeCall call, int input, int way, int[] gates) {
    return constant(call, call.floats(input), way, 0, 1, gates);
  }

  private static Constant bias(NodeCall call, int way, int half, int[] gates) {
    return constant(call, call.floats(BIAS), way, half, 2, gates);
  }

  /** One part of several of a way's rows, its gates in PyTorch's order. */
  private static Constant constant(
      NodeCall call, Tensor all, int way, int part, int parts, int[] gates) {
    int rank = all.rank();
    int rows = rank < 2 ? 0 : all.dim(1) / parts;
    if (rank != (parts == 1 ? 3 : 2)
        || way >= all.dim(0)
        || rows == 0
        || rows % gates.length != 0
        || rows * parts != all.dim(1)) {
      throw call.node().refusal("The weights of a recurrent layer have other sizes", all);
    }
    int columns = rank == 3 ? all.dim(2) : 1;
    int each = rows / gates.length * columns;
    float[] from = all.toFloats();
    float[] to = new float[rows * columns];
    int first = (way * parts + part) * rows * columns;
    for (int gate = 0; gate < gates.length; gate++) {
      System.arraycopy(from, first + gates[gate] * each, to, gate * each, each);
    }
    int[] dims = rank == 3 ? new int[] {rows, columns} : new int[] {rows};
    return Constant.trainable(Tensor.of(dims, to));
  }

  /** One of the directions in which the series is read. */
  private record Way(boolean reverse, int hidden, Map<ConstantRole, Constant> constants) {}

  /** Makes the operator. */
  @FunctionalInterface
  private interface Making {
    Op op(int hidden, boolean reverse, Returns returns);
  }
}
