package io.edgeflow.formats.lower;

import io.edgeflow.core.graph.op.Arrangement.Concat;
import io.edgeflow.core.graph.op.Arrangement.Reshape;
import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Elementwise.Add;
import io.edgeflow.core.graph.op.Elementwise.Mul;
import io.edgeflow.core.graph.op.Elementwise.Sigmoid;
import io.edgeflow.core.graph.op.Elementwise.Sub;
import io.edgeflow.core.graph.op.Nonlinearity.Tanh;
import io.edgeflow.core.graph.op.Op;
import io.edgeflow.core.graph.op.Recurrent;
import io.edgeflow.core.graph.op.Returns;
import io.edgeflow.core.graph.op.Selection.Slice;
import io.edgeflow.core.graph.op.Weighted.Linear;
import io.edgeflow.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One recurrent layer, cell by cell. Values of a cell are {@code [batch, 1, …]}, so that the states
 * are put together along time as they are.
 */
final class Unrolling implements Recurrent.Visitor<Void> {
  private static final int TIME = 1;
  private static final int GATES = 2;

  private final Expansion parts;
  private final FusedOp layer;
  private @Nullable String memory;
  private int step;

  Unrolling(Expansion parts, FusedOp layer) {
    this.parts = parts;
    this.layer = layer;
  }

  /** One more step. */
  private interface Cell {
    /**
     * Appends it; gives the state behind it.
     *
     * @param input products with the input and their bias
     * @param state behind the step before; null is zero
     */
    String append(String input, @Nullable String state);
  }

  /** In the order i, f, o, g: what a sigmoid is taken of lies together. */
  @Override
  public Void lstm(Recurrent.Lstm op) {
    int n = op.hidden();
    float[] bias = ordered(zerosOr(ConstantRole.BIAS, op), 0, 1, 3, 2);
    float[] recurrentBias = ordered(zerosOr(ConstantRole.RECURRENT_BIAS, op), 0, 1, 3, 2);
    for (int i = 0; i < bias.length; i++) {
      bias[i] += recurrentBias[i];
    }
    Map<ConstantRole, LoweredConstant> inputs =
        product("input", ConstantRole.WEIGHT, bias, 0, 1, 3, 2);
    Map<ConstantRole, LoweredConstant> states =
        product("state", ConstantRole.RECURRENT_WEIGHT, new float[bias.length], 0, 1, 3, 2);
    unroll(
        op,
        inputs,
        (input, state) -> {
          String sum = state == null ? input : add("sum", new Add(), input, times(states, state));
          String shares = add("shares", new Sigmoid(), gates("open", sum, 0, 3 * n));
          String candidate = add("candidate", new Tanh(), gates("new", sum, 3 * n, 4 * n));
          String written = add("written", new Mul(), gates("i", shares, 0, n), candidate);
          memory =
              memory == null
                  ? written
                  : add(
                      "memory",
                      new Add(),
                      add("kept", new Mul(), gates("f", shares, n, 2 * n), memory),
                      written);
          String told = add("told", new Tanh(), memory);
          return add("h", new Mul(), gates("o", shares, 2 * n, 3 * n), told);
        });
    return null;
  }

  @Override
  public Void gru(Recurrent.Gru op) {
    int n = op.hidden();
    Map<ConstantRole, LoweredConstant> inputs =
        product("input", ConstantRole.WEIGHT, zerosOr(ConstantRole.BIAS, op), 0, 1, 2);
    float[] recurrentBias = zerosOr(ConstantRole.RECURRENT_BIAS, op);
    Map<ConstantRole, LoweredConstant> states =
        product("state", ConstantRole.RECURRENT_WEIGHT, recurrentBias, 0, 1, 2);
    unroll(
        op,
        inputs,
        (input, state) ->
            state == null
                ? first(n, input, recurrentBias)
                : next(n, input, times(states, state), state));
    return null;
  }

  /** From a state of zero, whose products are the bias. */
  private String first(int n, String input, float[] bias) {
    String open = gates("open", input, 0, 2 * n);
    String shares =
        add(
            "shares",
            new Sigmoid(),
            add("sum", new Add(), operand("opened", Arrays.copyOf(bias, 2 * n)), open));
    String reset =
        add(
            "reset",
            new Mul(),
            operand("closed", Arrays.copyOfRange(bias, 2 * n, 3 * n)),
            gates("r", shares, 0, n));
    String candidate = candidate(n, input, reset);
    return add(
        "h", new Sub(), candidate, add("kept", new Mul(), gates("z", shares, n, 2 * n), candidate));
  }

  private String next(int n, String input, String product, String state) {
    String sum =
        add("sum", new Add(), gates("open", input, 0, 2 * n), gates("opened", product, 0, 2 * n));
    String shares = add("shares", new Sigmoid(), sum);
    String reset =
        add("reset", new Mul(), gates("r", shares, 0, n), gates("closed", product, 2 * n, 3 * n));
    String candidate = candidate(n, input, reset);
    String change = add("change", new Sub(), state, candidate);
    return add(
        "h", new Add(), candidate, add("kept", new Mul(), gates("z", shares, n, 2 * n), change));
  }

  private String candidate(int n, String input, String reset) {
    return add(
        "candidate", new Tanh(), add("new", new Add(), gates("next", input, 2 * n, 3 * n), reset));
  }

  private String times(Map<ConstantRole, LoweredConstant> product, String state) {
    return add("product", new Linear(), product, state);
  }

  private void unroll(Recurrent op, Map<ConstantRole, LoweredConstant> inputs, Cell cell) {
    String x = layer.inputs().get(0);
    int time = parts.shape(x).fixed(TIME);
    String products = parts.add("products", new Linear(), inputs, x);
    List<String> states = new ArrayList<>();
    String state = null;
    for (step = 0; step < time; step++) {
      int at = op.reverse() ? time - 1 - step : step;
      state = cell.append(add("x", Slice.of(TIME, at, at + 1), products), state);
      states.add(op.reverse() ? 0 : step, state);
    }
    give(op, states);
  }

  private void give(Recurrent op, List<String> states) {
    String last = states.get(op.reverse() ? 0 : states.size() - 1);
    if (op.returns() == Returns.LAST) {
      parts.last(new Reshape(List.of(op.hidden())), Map.of(), last);
    } else if (states.size() == 1) {
      parts.last(new Reshape(List.of(1, op.hidden())), Map.of(), last);
    } else {
      parts.last(new Concat(TIME), Map.of(), states.toArray(String[]::new));
    }
  }

  private String add(String part, Op op, String... inputs) {
    return add(part, op, Map.of(), inputs);
  }

  private String add(
      String part, Op op, Map<ConstantRole, LoweredConstant> constants, String... inputs) {
    return parts.add("step" + step + "." + part, op, constants, inputs);
  }

  private String gates(String part, String from, int begin, int end) {
    return add(part, Slice.of(GATES, begin, end), from);
  }

  /** A weight and a bias, each shared by all steps. */
  private Map<ConstantRole, LoweredConstant> product(
      String name, ConstantRole role, float[] bias, int... blocks) {
    Tensor weight = layer.constant(role).value();
    return Map.of(
        ConstantRole.WEIGHT,
        parts.constant(name + ".weight", weight.dims(), ordered(weight.toFloats(), blocks)),
        ConstantRole.BIAS,
        parts.constant(name + ".bias", new int[] {bias.length}, bias));
  }

  private Map<ConstantRole, LoweredConstant> operand(String name, float[] values) {
    int[] dims = {1, values.length};
    return Map.of(ConstantRole.OPERAND, parts.constant(name, dims, values));
  }

  private float[] zerosOr(ConstantRole role, Recurrent op) {
    return layer
        .optional(role)
        .map(constant -> constant.value().toFloats())
        .orElseGet(() -> new float[op.gates() * op.hidden()]);
  }

  /** Block {@code i} of the result is block {@code blocks[i]}. */
  private static float[] ordered(float[] values, int... blocks) {
    float[] ordered = new float[values.length];
    int size = values.length / blocks.length;
    for (int i = 0; i < blocks.length; i++) {
      System.arraycopy(values, blocks[i] * size, ordered, i * size, size);
    }
    return ordered;
  }
}
