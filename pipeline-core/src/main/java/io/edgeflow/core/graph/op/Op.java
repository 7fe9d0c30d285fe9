package io.edgeflow.core.graph.op;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.edgeflow.core.tensor.Shape;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * An operator of the model graph: from data tensors and constants to one output tensor. Rank-4
 * tensors that a {@link AxisUse#CHANNEL} operator reads are images, logically {@code [batch,
 * channels, height, width]}.
 *
 * <p>What a pass needs to know of an operator it asks the operator; what depends on a runtime it
 * asks the runtime's target profile. Backends implement {@link Visitor}, so that the compiler names
 * each place that a new operator must be taught to.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "op")
@JsonSubTypes({
  @JsonSubTypes.Type(Elementwise.class),
  @JsonSubTypes.Type(Weighted.class),
  @JsonSubTypes.Type(Normalization.class),
  @JsonSubTypes.Type(Recurrent.class),
  @JsonSubTypes.Type(Pooling.class),
  @JsonSubTypes.Type(Arrangement.class),
  @JsonSubTypes.Type(Selection.class),
  @JsonSubTypes.Type(Product.class),
  @JsonSubTypes.Type(Reduction.class),
  @JsonSubTypes.Type(Resampling.class),
})
public sealed interface Op
    permits Elementwise,
        Weighted,
        Normalization,
        Recurrent,
        Pooling,
        Arrangement,
        Selection,
        Product,
        Reduction,
        Resampling {
  /** Calls the visitor's method for this operator. */
  <R> R accept(Visitor<R> visitor);

  /** One method an operator. */
  interface Visitor<R>
      extends Elementwise.Visitor<R>,
          Weighted.Visitor<R>,
          Normalization.Visitor<R>,
          Recurrent.Visitor<R>,
          Pooling.Visitor<R>,
          Arrangement.Visitor<R>,
          Selection.Visitor<R>,
          Product.Visitor<R>,
          Reduction.Visitor<R>,
          Resampling.Visitor<R> {}

  /** How many data tensors it reads. */
  Arity arity();

  /** The constants that it reads. */
  ConstantRoles roles();

  /**
   * The output's shape.
   *
   * @throws io.edgeflow.core.error.PipelineException if the operands do not fit
   */
  Shape shape(Operands operands);

  /** How it depends on the order of its input's axes. */
  AxisUse axes();

  /** The axis of its weight that numbers the output channels; empty without a weight. */
  OptionalInt weightAxis();

  /** Multiply-accumulates for one sample: products that are added up. */
  long macs(Operands operands);

  /** The activation that this operator is and that a kernel before it may carry out, if any. */
  default Optional<Activation> activation() {
    return Optional.empty();
  }

  /** Whether it gives its input unchanged outside training. */
  default boolean identityAtInference() {
    return false;
  }

  /** Whether each output is a non-decreasing function of the one input at its place. */
  default boolean monotone() {
    return false;
  }

  /**
   * Whether it makes probabilities of scores: of the scores of one sample, the larger has the
   * larger probability.
   */
  default boolean givesProbabilities() {
    return false;
  }

  /** Whether it has a gradient, so that what is before it can be trained by what comes of it. */
  default boolean differentiable() {
    return true;
  }

  /** Whether each output is the largest of some of the inputs, and there are fewer outputs. */
  default boolean picksLargest() {
    return false;
  }

  /** Whether it gives its input's elements in their logical order, under another shape. */
  default boolean reshapes() {
    return false;
  }

  /**
   * For each axis of the output the axis of the input that it is, or -1 where it is a new one; for
   * operators on {@link AxisUse#COUNTED} axes.
   *
   * @param rank of the input
   */
  default List<Integer> origins(int rank) {
    throw new IllegalStateException(this + " has the axes of its input");
  }

  /** The same product of a second factor whose last two axes are exchanged, if it takes that. */
  default Optional<Op> withSecondExchanged() {
    return Optional.empty();
  }

  /**
   * The windows that slide over an image, where zeros are added around it.
   *
   * @param operands of the node
   */
  default Optional<Window> window(Operands operands) {
    return Optional.empty();
  }

  /** Whether it gives its input with constants around it. */
  default boolean surrounds() {
    return false;
  }

  /** What the places around an image count as; see {@link #window}. */
  default float padding() {
    return 0;
  }

  /**
   * How the means that it gives count what lies around the image, if it is a mean and has any.
   *
   * @param operands of the node
   */
  default Optional<PaddedMean> paddedMean(Operands operands) {
    return Optional.empty();
  }

  /** The same operator with other zeros around; for operators that have a {@link #window}. */
  default Op withPads(Pads pads) {
    throw new IllegalStateException(this + " has no window");
  }

  /**
   * The axis that it works along, counted from the batch; empty if that is the last one or it works
   * along none.
   */
  default OptionalInt alongAxis() {
    return OptionalInt.empty();
  }

  /** The same operator along the last axis; for operators that have an {@link #alongAxis}. */
  default Op alongLast() {
    throw new IllegalStateException(this + " works along no axis of choice");
  }

  /**
   * The same in simpler operators, in order, the last of which gives the output; for targets that
   * have no kernel for it. Empty if there are none simpler.
   */
  default List<Part> parts() {
    return List.of();
  }

  /**
   * What it computes outside training, when that is {@code factor · x + shift} with numbers of each
   * channel (axis 1).
   *
   * @param constants the values of its constants
   */
  default Optional<ChannelAffine> channelAffine(Map<ConstantRole, float[]> constants) {
    return Optional.empty();
  }

  /** The same for images of height 1, for an operator of series {@code [batch, channels, time]}. */
  default Optional<Op> onImages() {
    return Optional.empty();
  }

  /**
   * What it computes, when that is a mean of 0 and a variance of 1, a factor and a shift.
   *
   * @param operands of the node
   */
  default Optional<Standardization> standardization(Operands operands) {
    return Optional.empty();
  }

  /** How many parts its channels are in, each of which it treats alone. */
  default int groups() {
    return 1;
  }

  /** The same for the channels of one group; for operators that have {@link #groups}. */
  default Op ofOneGroup() {
    throw new IllegalStateException(this + " has no groups");
  }

  /** This operator, where it is a transposed convolution. */
  default Optional<Weighted.ConvTranspose2d> transposed() {
    return Optional.empty();
  }

  /** This operator, where it is a layer that reads a series step by step. */
  default Optional<Recurrent> recurrent() {
    return Optional.empty();
  }
}
