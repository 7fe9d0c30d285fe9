package io.edgeflow.core.testing;

import io.edgeflow.core.graph.Node;
import io.edgeflow.core.graph.op.Arrangement.Concat;
import io.edgeflow.core.graph.op.Arrangement.Flatten;
import io.edgeflow.core.graph.op.Arrangement.Pad;
import io.edgeflow.core.graph.op.Arrangement.Reshape;
import io.edgeflow.core.graph.op.Arrangement.Transpose;
import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Elementwise.Add;
import io.edgeflow.core.graph.op.Elementwise.Clip;
import io.edgeflow.core.graph.op.Elementwise.Dropout;
import io.edgeflow.core.graph.op.Elementwise.Mul;
import io.edgeflow.core.graph.op.Elementwise.PRelu;
import io.edgeflow.core.graph.op.Elementwise.Relu;
import io.edgeflow.core.graph.op.Elementwise.Relu6;
import io.edgeflow.core.graph.op.Elementwise.Sigmoid;
import io.edgeflow.core.graph.op.Elementwise.Sub;
import io.edgeflow.core.graph.op.Nonlinearity.Approximation;
import io.edgeflow.core.graph.op.Nonlinearity.Gelu;
import io.edgeflow.core.graph.op.Nonlinearity.HardSigmoid;
import io.edgeflow.core.graph.op.Nonlinearity.HardSwish;
import io.edgeflow.core.graph.op.Nonlinearity.LeakyRelu;
import io.edgeflow.core.graph.op.Nonlinearity.Silu;
import io.edgeflow.core.graph.op.Nonlinearity.Tanh;
import io.edgeflow.core.graph.op.Normalization.BatchNorm;
import io.edgeflow.core.graph.op.Op;
import io.edgeflow.core.graph.op.Weighted.Linear;
import io.edgeflow.core.numeric.KeyedRandom;
import io.edgeflow.core.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Draws operators with attributes that fit the tensors of a growing graph. */
final class OpDraws {
  private static final List<Op> ACTIVATIONS =
      List.of(
          new Relu(),
          new Relu(),
          new Relu6(),
          new Sigmoid(),
          new Tanh(),
          new Gelu(Approximation.NONE),
          new Gelu(Approximation.TANH),
          new Silu(),
          new HardSwish(),
          HardSigmoid.SIXTH,
          new LeakyRelu(0.125f),
          new Clip(-0.5f, 1.5f),
          new Clip(0f, 6f),
          new Dropout(0.25f));

  private final KeyedRandom random;
  private final Map<String, Shape> shapes;
  private final ConvDraws convolutions;
  private final AxisDraws axes;
  private final PoolDraws pools;
  private final SeriesDraws series;
  private final List<Function<String, Proposal>> onAnything;
  private final List<Function<String, Proposal>> onAxes;
  private final List<Function<String, Proposal>> onSeries;
  private final List<Function<String, Proposal>> onImages;

  OpDraws(KeyedRandom random, Map<String, Shape> shapes, List<Node> nodes) {
    this.random = random;
    this.shapes = shapes;
    this.convolutions = new ConvDraws(random);
    this.axes = new AxisDraws(random, shapes, nodes);
    this.pools = new PoolDraws(random, shapes);
    this.series = new SeriesDraws(random, shapes);
    onAnything =
        List.of(
            this::activation,
            this::activation,
            this::activation,
            this::activation,
            this::activation,
            this::prelu,
            this::batchNorm,
            this::batchNorm,
            this::binary,
            this::binary,
            this::withOperand,
            this::concat,
            this::concat,
            this::linear,
            this::pad,
            this::reshape,
            axes::slice,
            axes::reduce,
            axes::softmax,
            axes::layerNorm,
            axes::unsqueeze);
    onAxes =
        List.of(this::transpose, this::transpose, this::flatten, axes::matMul, axes::instanceNorm);
    onSeries =
        List.of(series::convolution, series::convolution, series::recurrent, series::recurrent);
    onImages =
        List.of(
            this::conv,
            this::conv,
            this::conv,
            this::conv,
            this::conv,
            this::transposedConv,
            pools::windows,
            pools::windows,
            pools::resize,
            pools::global);
  }

  /** Some tensor of the graph. */
  String any() {
    return oneOf(List.copyOf(shapes.keySet()));
  }

  /** An operator that reads a tensor, among others perhaps. */
  Proposal propose(String x) {
    int rank = shape(x).rank();
    List<Function<String, Proposal>> kinds = new ArrayList<>(onAnything);
    kinds.addAll(rank > 2 ? onAxes : List.of());
    kinds.addAll(rank == 3 ? onSeries : List.of());
    kinds.addAll(rank == 4 ? onImages : List.of());
    return oneOf(kinds).apply(x);
  }

  /** A matrix product with few outputs. */
  Proposal linear(String x) {
    Map<ConstantRole, List<Integer>> constants = new HashMap<>();
    int out = 2 + random.nextInt(6);
    int in = shape(x).fixed(shape(x).rank() - 1);
    constants.put(ConstantRole.WEIGHT, List.of(out, in));
    if (random.nextInt(4) > 0) {
      constants.put(ConstantRole.BIAS, List.of(out));
    }
    return new Proposal(new Linear(), List.of(x), constants);
  }

  private Proposal conv(String x) {
    return convolutions.propose(x, shape(x));
  }

  private Proposal transposedConv(String x) {
    return convolutions.transposed(x, shape(x));
  }

  private Proposal activation(String x) {
    return new Proposal(oneOf(ACTIVATIONS), List.of(x));
  }

  private Proposal prelu(String x) {
    List<Integer> channels = List.of(shape(x).fixed(1));
    return new Proposal(new PRelu(), List.of(x), Map.of(ConstantRole.SLOPE, channels));
  }

  private Proposal batchNorm(String x) {
    List<Integer> channels = List.of(shape(x).fixed(1));
    BatchNorm op = new BatchNorm(random.nextInt(2) == 0 ? 1e-5f : 0.125f, 0.1f);
    return new Proposal(
        op,
        List.of(x),
        op.roles().required().stream()
            .collect(Collectors.toMap(Function.identity(), role -> channels)));
  }

  /** A sum or product with a tensor of the same shape, or of one with sizes of 1 in places. */
  private Proposal binary(String x) {
    String y = oneOf(shapes.keySet().stream().filter(other -> broadcasts(x, other)).toList());
    if (!y.equals(x) && random.nextInt(4) == 0) {
      return new Proposal(new Sub(), List.of(x, y));
    }
    List<String> operands = random.nextInt(2) == 0 ? List.of(x, y) : List.of(y, x);
    return new Proposal(random.nextInt(3) == 0 ? new Mul() : new Add(), operands);
  }

  private boolean broadcasts(String x, String y) {
    List<Integer> of = sizes(x);
    List<Integer> by = sizes(y);
    return of.size() == by.size()
        && IntStream.range(0, of.size())
            .allMatch(i -> of.get(i).equals(by.get(i)) || of.get(i) == 1 || by.get(i) == 1);
  }

  private Proposal withOperand(String x) {
    List<Integer> dims = sizes(x).stream().map(size -> random.nextInt(2) == 0 ? 1 : size).toList();
    Op op = oneOf(List.of(new Mul(), new Add(), new Sub()));
    return new Proposal(op, List.of(x), Map.of(ConstantRole.OPERAND, dims));
  }

  private Proposal concat(String x) {
    int axis = 1 + random.nextInt(shape(x).rank() - 1);
    List<String> fitting =
        shapes.keySet().stream().filter(y -> others(x, axis).equals(others(y, axis))).toList();
    List<String> inputs = new ArrayList<>(List.of(x, oneOf(fitting)));
    if (random.nextInt(3) == 0) {
      inputs.add(oneOf(fitting));
    }
    return new Proposal(new Concat(axis), inputs);
  }

  private List<Integer> others(String tensor, int axis) {
    List<Integer> sizes = new ArrayList<>(sizes(tensor));
    if (axis <= sizes.size()) {
      sizes.set(axis - 1, 0);
    }
    return sizes;
  }

  private Proposal pad(String x) {
    return new Proposal(new Pad(zerosAndOnes(x), zerosAndOnes(x)), List.of(x));
  }

  private List<Integer> zerosAndOnes(String x) {
    return sizes(x).stream().map(size -> random.nextInt(2)).toList();
  }

  /** Other axes for the same elements: one to three of them. */
  private Proposal reshape(String x) {
    int rest = shape(x).elementsPerSample();
    List<Integer> sizes = new ArrayList<>();
    for (int axes = random.nextInt(3); axes > 0; axes--) {
      int of = rest;
      sizes.add(oneOf(IntStream.rangeClosed(1, rest).filter(d -> of % d == 0).boxed().toList()));
      rest /= sizes.get(sizes.size() - 1);
    }
    sizes.add(rest);
    return new Proposal(new Reshape(sizes), List.of(x));
  }

  private Proposal flatten(String x) {
    return new Proposal(new Flatten(), List.of(x));
  }

  private Proposal transpose(String x) {
    int[] order = random.permutation(shape(x).rank() - 1);
    Stream<Integer> moved = IntStream.of(order).mapToObj(axis -> axis + 1);
    return new Proposal(new Transpose(Stream.concat(Stream.of(0), moved).toList()), List.of(x));
  }

  private <T> T oneOf(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private Shape shape(String tensor) {
    return shapes.get(tensor);
  }

  private List<Integer> sizes(String tensor) {
    Shape shape = shape(tensor);
    return IntStream.range(1, shape.rank()).mapToObj(shape::fixed).toList();
  }
}
