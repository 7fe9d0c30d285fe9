package io.edgeflow.core.graph.op;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import io.edgeflow.core.tensor.Dimension;
import io.edgeflow.core.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Operators that move values without computing; the batch stays the first axis. */
@JsonSubTypes({
  @JsonSubTypes.Type(value = Arrangement.Flatten.class, name = "flatten"),
  @JsonSubTypes.Type(value = Arrangement.Reshape.class, name = "reshape"),
  @JsonSubTypes.Type(value = Arrangement.Transpose.class, name = "transpose"),
  @JsonSubTypes.Type(value = Arrangement.Pad.class, name = "pad"),
  @JsonSubTypes.Type(value = Arrangement.Concat.class, name = "concat"),
  @JsonSubTypes.Type(value = UnitAxis.Squeeze.class, name = "squeeze"),
  @JsonSubTypes.Type(value = UnitAxis.Unsqueeze.class, name = "unsqueeze"),
})
public sealed interface Arrangement extends Op
    permits Arrangement.Flatten,
        Arrangement.Reshape,
        Arrangement.Transpose,
        Arrangement.Pad,
        Arrangement.Concat,
        UnitAxis {
  /** One method an operator. */
  interface Visitor<R> {
    /** Flattening of all but the batch. */
    R flatten(Flatten op);

    /** Another shape for the same elements. */
    R reshape(Reshape op);

    /** Another order of axes. */
    R transpose(Transpose op);

    /** A constant around. */
    R pad(Pad op);

    /** Tensors one after the other along an axis. */
    R concat(Concat op);

    /** Axes of size 1 dropped. */
    R squeeze(UnitAxis.Squeeze op);

    /** Axes of size 1 added. */
    R unsqueeze(UnitAxis.Unsqueeze op);
  }

  @Override
  default Arity arity() {
    return Arity.ONE;
  }

  @Override
  default ConstantRoles roles() {
    return ConstantRoles.NONE;
  }

  @Override
  default OptionalInt weightAxis() {
    return OptionalInt.empty();
  }

  @Override
  default long macs(Operands operands) {
    return 0;
  }

  /** {@code [batch, a, b, …]} to {@code [batch, a·b·…]} in logical (channels-first) order. */
  record Flatten() implements Arrangement {
    @Override
    public Shape shape(Operands operands) {
      return operands.sample(operands.first().elementsPerSample());
    }

    @Override
    public AxisUse axes() {
      return AxisUse.LOGICAL;
    }

    @Override
    public boolean reshapes() {
      return true;
    }

    @Override
    public <R> R accept(Op.Visitor<R> visitor) {
      return visitor.flatten(this);
    }
  }

  /**
   * The same elements in logical order under another shape.
   *
   * @param sizes of one sample, without the batch
   */
  record Reshape(List<Integer> sizes) implements Arrangement {
    /** Copies and checks the sizes. */
    public Reshape {
      sizes = List.copyOf(sizes);
      if (sizes.isEmpty() || Collections.min(sizes) < 1) {
        throw new IllegalArgumentException("A reshape to " + sizes);
      }
    }

    @Override
    public Shape shape(Operands operands) {
      Shape shape = operands.sample(sizes.stream().mapToInt(Integer::intValue).toArray());
      int elements = operands.first().elementsPerSample();
      operands.require(
          shape.elementsPerSample() == elements, "new shape", elements + " elements", sizes);
      return shape;
    }

    @Override
    public AxisUse axes() {
      return AxisUse.LOGICAL;
    }

    @Override
    public boolean reshapes() {
      return true;
    }

    @Override
    public <R> R accept(Op.Visitor<R> visitor) {
      return visitor.reshape(this);
    }
  }

  /**
   * Output axis {@code i} is input axis {@code permutation[i]}.
   *
   * @param permutation of all axes; the first stays 0
   */
  record Transpose(List<Integer> permutation) implements Arrangement {
    /** Copies and checks the permutation. */
    public Transpose {
      permutation = List.copyOf(permutation);
      List<Integer> sorted = permutation.stream().sorted().toList();
      for (int axis = 0; axis < sorted.size(); axis++) {
        if (sorted.get(axis) != axis || permutation.get(0) != 0) {
          throw new IllegalArgumentException("A transpose by " + permutation);
        }
      }
    }

    /** A transpose by the given order. */
    public static Transpose by(Integer... permutation) {
      return new Transpose(Arrays.asList(permutation));
    }

    @Override
    public Shape shape(Operands operands) {
      Shape x = operands.ranked(permutation.size());
      return new Shape(permutation.stream().map(axis -> x.dimensions().get(axis)).toList());
    }

    @Override
    public AxisUse axes() {
      return AxisUse.MOVED;
    }

    @Override
    public boolean identityAtInference() {
      return IntStream.range(0, permutation.size()).allMatch(i -> permutation.get(i) == i);
    }

    @Override
    public <R> R accept(Op.Visitor<R> visitor) {
      return visitor.transpose(this);
    }
  }

  /**
   * A constant before and after each axis of one sample.
   *
   * @param before as many as the sample has axes, none negative
   * @param after likewise
   * @param value the constant, finite; null for 0
   */
  record Pad(List<Integer> before, List<Integer> after, @Nullable Float value)
      implements Arrangement {
    /** Copies and checks all. */
    public Pad {
      before = List.copyOf(before);
      after = List.copyOf(after);
      if (before.isEmpty()
          || before.size() != after.size()
          || Math.min(Collections.min(before), Collections.min(after)) < 0) {
        throw new IllegalArgumentException("Padding of " + before + " and " + after);
      }
      if (value != null && !Float.isFinite(value)) {
        throw new IllegalArgumentException("Padding with " + value);
      }
      value = value == null || value == 0 ? null : value;
    }

    /** Zeros. */
    public Pad(List<Integer> before, List<Integer> after) {
      this(before, after, null);
    }

    /** Padding of the height and width of an image. */
    public static Pad image(Pads pads, float value) {
      return new Pad(
          List.of(0, pads.top(), pads.left()), List.of(0, pads.bottom(), pads.right()), value);
    }

    /** The constant. */
    public float constant() {
      return value == null ? 0 : value;
    }

    /** Whether integers of any range have it: zero, or the lowest number as the lowest integer. */
    public boolean ofAnyRange() {
      return value == null || value == -Float.MAX_VALUE;
    }

    @Override
    public Shape shape(Operands operands) {
      Shape x = operands.ranked(before.size() + 1);
      int[] sizes = new int[before.size()];
      for (int i = 0; i < sizes.length; i++) {
        sizes[i] = before.get(i) + x.fixed(i + 1) + after.get(i);
      }
      return operands.sample(sizes);
    }

    @Override
    public AxisUse axes() {
      return AxisUse.NAMED;
    }

    @Override
    public boolean surrounds() {
      return true;
    }

    @Override
    public <R> R accept(Op.Visitor<R> visitor) {
      return visitor.pad(this);
    }
  }

  /**
   * Its inputs one after the other along an axis; the other sizes are equal.
   *
   * @param axis at least 1
   */
  record Concat(int axis) implements Arrangement {
    /** Checks the axis. */
    public Concat {
      if (axis < 1) {
        throw new IllegalArgumentException("Concatenation along axis " + axis);
      }
    }

    @Override
    public Arity arity() {
      return Arity.from(2);
    }

    @Override
    public Shape shape(Operands operands) {
      Shape first = operands.first();
      operands.require(axis < first.rank(), "axis", "below " + first.rank(), axis);
      int sum = 0;
      for (Shape x : operands.data()) {
        operands.require(
            x.rank() == first.rank() && others(x).equals(others(first)), "inputs", first, x);
        sum += x.fixed(axis);
      }
      List<Dimension> sizes = new ArrayList<>(first.dimensions());
      sizes.set(axis, new Dimension.Fixed(sum));
      return new Shape(sizes);
    }

    private List<Dimension> others(Shape shape) {
      List<Dimension> sizes = new ArrayList<>(shape.dimensions());
      sizes.remove(axis);
      return sizes;
    }

    @Override
    public AxisUse axes() {
      return AxisUse.NAMED;
    }

    @Override
    public <R> R accept(Op.Visitor<R> visitor) {
      return visitor.concat(this);
    }
  }
}
