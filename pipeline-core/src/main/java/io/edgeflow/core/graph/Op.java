package io.edgeflow.core.graph;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * The operators of the model graph. Rank-4 tensors are logically {@code [batch, channels, height,
 * width]}. Every backend implements {@link Visitor}, so that the compiler names each place that a
 * new operator must be taught to.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "op")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Op.Conv2d.class, name = "conv2d"),
  @JsonSubTypes.Type(value = Op.Linear.class, name = "linear"),
  @JsonSubTypes.Type(value = Op.BatchNorm.class, name = "batch_norm"),
  @JsonSubTypes.Type(value = Op.Relu.class, name = "relu"),
  @JsonSubTypes.Type(value = Op.MaxPool2d.class, name = "max_pool2d"),
  @JsonSubTypes.Type(value = Op.Flatten.class, name = "flatten"),
  @JsonSubTypes.Type(value = Op.Dropout.class, name = "dropout"),
  @JsonSubTypes.Type(value = Op.Softmax.class, name = "softmax"),
})
public sealed interface Op {
  /** Calls the visitor's method for this operator. */
  <R> R accept(Visitor<R> visitor);

  /** One method an operator. */
  interface Visitor<R> {
    /** A 2-D convolution. */
    R conv2d(Conv2d op);

    /** A matrix product with bias. */
    R linear(Linear op);

    /** Batch normalization. */
    R batchNorm(BatchNorm op);

    /** Rectified linear unit. */
    R relu(Relu op);

    /** 2-D max pooling. */
    R maxPool2d(MaxPool2d op);

    /** Flattening of all but the batch. */
    R flatten(Flatten op);

    /** Dropout, the identity outside training. */
    R dropout(Dropout op);

    /** Softmax over the last axis. */
    R softmax(Softmax op);
  }

  /** Height and width, each at least 1. */
  record Size(int height, int width) {
    /** Checks both. */
    public Size {
      if (height < 1 || width < 1) {
        throw new IllegalArgumentException("A size of " + height + "x" + width);
      }
    }

    /** Equal height and width. */
    public static Size square(int side) {
      return new Size(side, side);
    }
  }

  /** Zeros added on each side, none negative. */
  record Pads(int top, int left, int bottom, int right) {
    /** Checks all four. */
    public Pads {
      if (Math.min(Math.min(top, left), Math.min(bottom, right)) < 0) {
        throw new IllegalArgumentException("Negative padding");
      }
    }

    /** The same on all sides. */
    public static Pads all(int amount) {
      return new Pads(amount, amount, amount, amount);
    }
  }

  /**
   * Cross-correlation as in ONNX {@code Conv}. Inputs: x {@code [batch, in, h, w]}, weight {@code
   * [out, in/groups, kh, kw]}, bias {@code [out]}.
   */
  record Conv2d(Size stride, Pads pads, Size dilation, int groups) implements Op {
    /** Checks the groups. */
    public Conv2d {
      if (groups < 1) {
        throw new IllegalArgumentException("Groups of " + groups);
      }
    }

    /** Stride 1, no dilation, one group. */
    public static Conv2d padded(int pads) {
      return new Conv2d(Size.square(1), Pads.all(pads), Size.square(1), 1);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.conv2d(this);
    }
  }

  /**
   * {@code y = x Wᵀ + b}. Inputs: x {@code [batch, in]}, weight {@code [out, in]}, bias {@code
   * [out]}.
   */
  record Linear() implements Op {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.linear(this);
    }
  }

  /**
   * {@code y = gamma (x - mean) / sqrt(var + epsilon) + beta} a channel (Ioffe and Szegedy 2015).
   * Inputs: x, gamma, beta, running mean, running variance, each {@code [channels]}.
   *
   * @param momentum the fraction of the running statistics that one batch replaces (PyTorch's
   *     meaning)
   */
  record BatchNorm(float epsilon, float momentum) implements Op {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.batchNorm(this);
    }
  }

  /** {@code max(x, 0)}. */
  record Relu() implements Op {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.relu(this);
    }
  }

  /** Maximum over windows, without padding; a partial window at the edge is dropped. */
  record MaxPool2d(Size kernel, Size stride) implements Op {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.maxPool2d(this);
    }
  }

  /** {@code [batch, a, b, …]} to {@code [batch, a·b·…]} in logical (channels-first) order. */
  record Flatten() implements Op {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.flatten(this);
    }
  }

  /** Zeroes a fraction of elements in training and scales the rest by {@code 1/(1-rate)}. */
  record Dropout(float rate) implements Op {
    /** Checks the rate. */
    public Dropout {
      if (!(rate >= 0 && rate < 1)) {
        throw new IllegalArgumentException("A dropout rate of " + rate);
      }
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.dropout(this);
    }
  }

  /** {@code exp(x_i) / Σ exp(x_j)} over the last axis. */
  record Softmax() implements Op {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.softmax(this);
    }
  }
}
