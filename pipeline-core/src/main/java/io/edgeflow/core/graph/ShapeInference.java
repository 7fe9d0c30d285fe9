package io.edgeflow.core.graph;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.tensor.Dimension;
import io.edgeflow.core.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** The output shape of each operator; refuses inputs that do not fit. */
final class ShapeInference implements Op.Visitor<Shape> {
  private final Node node;
  private final List<Shape> inputs;

  private ShapeInference(Node node, List<Shape> inputs) {
    this.node = node;
    this.inputs = inputs;
  }

  static Shape infer(Node node, List<Shape> inputs) {
    return node.op().accept(new ShapeInference(node, inputs));
  }

  @Override
  public Shape conv2d(Op.Conv2d op) {
    Shape x = ranked(4);
    arity(3);
    Shape w = inputs.get(1);
    require(w.rank() == 4, "weight", "rank 4", w);
    require(
        x.fixed(1) == w.fixed(1) * op.groups(), "channels", w.fixed(1) * op.groups(), x.fixed(1));
    vector(2, w.fixed(0));
    int height =
        window(
            x.fixed(2) + op.pads().top() + op.pads().bottom(),
            (w.fixed(2) - 1) * op.dilation().height() + 1,
            op.stride().height());
    int width =
        window(
            x.fixed(3) + op.pads().left() + op.pads().right(),
            (w.fixed(3) - 1) * op.dilation().width() + 1,
            op.stride().width());
    return like(x, w.fixed(0), height, width);
  }

  @Override
  public Shape linear(Op.Linear op) {
    Shape x = ranked(2);
    arity(3);
    Shape w = inputs.get(1);
    require(w.rank() == 2, "weight", "rank 2", w);
    require(x.fixed(1) == w.fixed(1), "features", w.fixed(1), x.fixed(1));
    vector(2, w.fixed(0));
    return like(x, w.fixed(0));
  }

  @Override
  public Shape batchNorm(Op.BatchNorm op) {
    Shape x = inputs.get(0);
    arity(5);
    for (int i = 1; i < 5; i++) {
      vector(i, x.fixed(1));
    }
    return x;
  }

  @Override
  public Shape relu(Op.Relu op) {
    return unary();
  }

  @Override
  public Shape maxPool2d(Op.MaxPool2d op) {
    Shape x = ranked(4);
    arity(1);
    return like(
        x,
        x.fixed(1),
        window(x.fixed(2), op.kernel().height(), op.stride().height()),
        window(x.fixed(3), op.kernel().width(), op.stride().width()));
  }

  @Override
  public Shape flatten(Op.Flatten op) {
    Shape x = unary();
    return like(x, x.elementsPerSample());
  }

  @Override
  public Shape dropout(Op.Dropout op) {
    return unary();
  }

  @Override
  public Shape softmax(Op.Softmax op) {
    return unary();
  }

  private Shape unary() {
    arity(1);
    return inputs.get(0);
  }

  private Shape ranked(int rank) {
    Shape x = inputs.get(0);
    require(x.rank() == rank, "input", "rank " + rank, x);
    return x;
  }

  private void arity(int count) {
    require(inputs.size() == count, "inputs", count, inputs.size());
  }

  private void vector(int input, int size) {
    Shape shape = inputs.get(input);
    require(shape.equals(Shape.of(size)), node.inputs().get(input), Shape.of(size), shape);
  }

  private int window(int padded, int kernel, int stride) {
    require(padded >= kernel, "window", "at most " + padded, kernel);
    return (padded - kernel) / stride + 1;
  }

  private void require(boolean holds, String what, Object expected, Object found) {
    if (!holds) {
      throw PipelineException.failed("The " + what + " of the node does not fit")
          .found(found)
          .limit(expected)
          .where("node " + node.name())
          .build();
    }
  }

  private static Shape like(Shape x, int... rest) {
    List<Dimension> dimensions = new ArrayList<>();
    dimensions.add(x.dimensions().get(0));
    for (int size : rest) {
      dimensions.add(new Dimension.Fixed(size));
    }
    return new Shape(dimensions);
  }
}
