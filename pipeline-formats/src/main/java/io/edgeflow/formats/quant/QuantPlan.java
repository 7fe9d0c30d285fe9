package io.edgeflow.formats.quant;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.Op;
import io.edgeflow.core.graph.ValueRange;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.formats.lower.Kernel;
import io.edgeflow.formats.lower.KernelPlan;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** Scale and zero point of every tensor between the kernels of a calibrated graph. */
public final class QuantPlan {
  private final KernelPlan plan;
  private final QuantScheme scheme;
  private final Map<String, ActivationQuant> activations = new HashMap<>();

  private QuantPlan(KernelPlan plan, QuantScheme scheme) {
    this.plan = plan;
    this.scheme = scheme;
  }

  /**
   * Derives all of them.
   *
   * @throws PipelineException if a tensor has no range, or an operator has no 8-bit form
   */
  public static QuantPlan of(KernelPlan plan, QuantScheme scheme) {
    QuantPlan quant = new QuantPlan(plan, scheme);
    String input = plan.graph().signature().input();
    quant.activations.put(input, scheme.activation(quant.range(input)));
    for (Kernel kernel : plan.kernels()) {
      quant.activations.put(kernel.output(), quant.derive(kernel));
    }
    return quant;
  }

  /** The quantization of the input or of a kernel's output. */
  public ActivationQuant activation(String tensor) {
    return Objects.requireNonNull(activations.get(tensor), tensor);
  }

  /** The integers of a weighted kernel. */
  public QuantizedLayer layer(Kernel kernel) {
    return layer(kernel, plan.weight(kernel));
  }

  /** The same of the kernel's weight in another order within each output channel. */
  public QuantizedLayer layer(Kernel kernel, Tensor weight) {
    return scheme.layer(weight, plan.bias(kernel), activation(kernel.input()));
  }

  private ActivationQuant derive(Kernel kernel) {
    if (kernel.op() instanceof Op.BatchNorm) {
      throw PipelineException.failed("Batch normalization has no 8-bit form")
          .where("node " + kernel.node().name() + ", " + scheme)
          .remedy("fold it into the convolution before it (FoldBatchNorm)")
          .build();
    }
    if (kernel.op() instanceof Op.Softmax) {
      return scheme.softmaxOutput();
    }
    if (kernel.keepsValues()) {
      return activation(kernel.input());
    }
    ValueRange range = range(kernel.output());
    boolean rectified = kernel.relu() || kernel.op() instanceof Op.Relu;
    if (rectified && range.min() < 0) {
      throw PipelineException.failed("The range of a ReLU's output reaches below zero")
          .found(range)
          .where("tensor " + kernel.output())
          .remedy("calibrate again")
          .build();
    }
    return scheme.activation(range);
  }

  private ValueRange range(String tensor) {
    ValueRange range = plan.graph().ranges().get(tensor);
    if (range == null) {
      throw PipelineException.failed("The tensor has no calibrated range")
          .where("tensor " + tensor)
          .remedy("calibrate the graph before an int8 export (ModelQuantizer.calibrate)")
          .build();
    }
    return range;
  }
}
