package io.edgeflow.core.graph;

import io.edgeflow.core.graph.op.AxisUse;
import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.tensor.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Which flattened images may keep the order in which their pixels lie channels-last (height, width,
 * channel): those that are read, directly or through operators that treat each feature alone, by
 * operators with a weight, whose columns can be reordered instead. An image has an axis of channels
 * (axis 1) and one of space or more; with one it is a series that an operator on channels gives.
 * All else is in logical order, and so is a tensor of four axes that no image operator gives.
 */
public final class FeatureOrder {
  private final List<? extends Operation> operations;
  private final Function<String, Shape> shapes;
  private final Predicate<String> given;
  private final Map<String, int[]> orders = new HashMap<>();
  private final Map<String, Boolean> images = new HashMap<>();

  private FeatureOrder(
      List<? extends Operation> operations,
      Function<String, Shape> shapes,
      Predicate<String> given) {
    this.operations = operations;
    this.shapes = shapes;
    this.given = given;
  }

  /** The orders in a graph. */
  public static FeatureOrder of(ModelGraph graph) {
    return of(graph.nodes(), graph::shape, graph.signature()::gives);
  }

  /**
   * The orders among operations.
   *
   * @param operations in topological order
   * @param shapes the logical shape of each tensor
   * @param given whether a tensor is an output of the whole, which is always in logical order
   */
  public static FeatureOrder of(
      List<? extends Operation> operations,
      Function<String, Shape> shapes,
      Predicate<String> given) {
    FeatureOrder order = new FeatureOrder(operations, shapes, given);
    operations.forEach(order::assign);
    return order;
  }

  /**
   * The order in which a tensor holds its logical features: position {@code i} in memory holds
   * logical feature {@code order[i]}. Empty when memory order is logical order.
   */
  public Optional<int[]> of(String tensor) {
    return Optional.ofNullable(orders.get(tensor)).map(int[]::clone);
  }

  private void assign(Operation operation) {
    images.put(operation.output(), givesImage(operation));
    int[] inherited = orders.get(operation.inputs().get(0));
    if (inherited != null) {
      if (operation.op().weightAxis().isEmpty()) {
        orders.put(operation.output(), inherited);
      }
      return;
    }
    Shape input = shapes.apply(operation.inputs().get(0));
    boolean flattens =
        operation.op().axes() == AxisUse.LOGICAL
            && isImage(operation.inputs().get(0))
            && shapes.apply(operation.output()).rank() == 2;
    if (flattens && mayPermute(operation.output())) {
      int channels = input.fixed(1);
      orders.put(operation.output(), channelsLast(channels, input.elementsPerSample() / channels));
    }
  }

  /** Whether an output may lie channels-last: it comes from an image or from its operators. */
  private boolean givesImage(Operation operation) {
    return shapes.apply(operation.output()).rank() > 2
        && switch (operation.op().axes()) {
          case CHANNEL -> true;
          case ELEMENTWISE, NAMED -> operation.inputs().stream().anyMatch(this::isImage);
          case COUNTED -> {
            String input = operation.inputs().get(0);
            int rank = shapes.apply(input).rank();
            yield isImage(input) && operation.op().origins(rank).get(1) == 1;
          }
          case MOVED, LAST, LOGICAL -> false;
        };
  }

  /** What no operation gives is the model's input, and an image when it has four axes. */
  private boolean isImage(String tensor) {
    return images.getOrDefault(tensor, shapes.apply(tensor).rank() == 4);
  }

  /** Whether every way from a rank-2 tensor ends at the columns of a weight. */
  private boolean mayPermute(String tensor) {
    List<? extends Operation> readers =
        operations.stream().filter(o -> o.inputs().contains(tensor)).toList();
    return !given.test(tensor) && !readers.isEmpty() && readers.stream().allMatch(this::permits);
  }

  private boolean permits(Operation reader) {
    if (reader.inputs().size() != 1 || reader.roles().contains(ConstantRole.OPERAND)) {
      return false;
    }
    if (reader.op().weightAxis().isPresent()) {
      return true;
    }
    boolean eachAlone =
        reader.op().axes() == AxisUse.ELEMENTWISE || reader.op().axes() == AxisUse.CHANNEL;
    return eachAlone && mayPermute(reader.output());
  }

  /** Reorders the columns of a {@code [rows, order.length]} matrix from logical to memory order. */
  public static float[] toMemory(float[] matrix, int[] order) {
    float[] reordered = new float[matrix.length];
    for (int row = 0; row < matrix.length; row += order.length) {
      for (int i = 0; i < order.length; i++) {
        reordered[row + i] = matrix[row + order[i]];
      }
    }
    return reordered;
  }

  /** The inverse of {@link #toMemory}. */
  public static float[] toLogical(float[] matrix, int[] order) {
    float[] reordered = new float[matrix.length];
    for (int row = 0; row < matrix.length; row += order.length) {
      for (int i = 0; i < order.length; i++) {
        reordered[row + order[i]] = matrix[row + i];
      }
    }
    return reordered;
  }

  /**
   * The order of one image: position {@code i} in (height, width, channel) order holds element
   * {@code order[i]} of (channel, height, width) order. Also turns a convolution's weight {@code
   * [out, in, kh, kw]} into {@code [out, kh, kw, in]}.
   */
  public static int[] channelsLast(int channels, int height, int width) {
    return channelsLast(channels, height * width);
  }

  private static int[] channelsLast(int channels, int places) {
    int[] order = new int[channels * places];
    int i = 0;
    for (int place = 0; place < places; place++) {
      for (int c = 0; c < channels; c++) {
        order[i++] = c * places + place;
      }
    }
    return order;
  }
}
