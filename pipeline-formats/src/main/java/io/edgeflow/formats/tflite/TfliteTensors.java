package io.edgeflow.formats.tflite;

import io.edgeflow.core.graph.LayoutPlan;
import io.edgeflow.core.graph.Op;
import io.edgeflow.core.tensor.Shape;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.formats.lower.Kernel;
import io.edgeflow.formats.lower.KernelPlan;
import io.edgeflow.formats.quant.ActivationQuant;
import io.edgeflow.formats.quant.QuantPlan;
import io.edgeflow.formats.quant.QuantizedLayer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tensorflow.lite.schema.TensorType;

/** The tensors of a file that is being written: channels-last, floats or 8-bit integers. */
final class TfliteTensors {
  private final FlatFile file = new FlatFile();
  private final KernelPlan plan;
  private final @Nullable QuantPlan quant;
  private final LayoutPlan layout;
  private final Map<String, Integer> indices = new HashMap<>();

  /**
   * @param quant null for floats
   */
  TfliteTensors(KernelPlan plan, @Nullable QuantPlan quant) {
    this.plan = plan;
    this.quant = quant;
    this.layout = LayoutPlan.channelsLast(plan.graph());
  }

  FlatFile file() {
    return file;
  }

  LayoutPlan layout() {
    return layout;
  }

  /** The index of a tensor that {@link #activation} added. */
  int index(String tensor) {
    return Objects.requireNonNull(indices.get(tensor), tensor);
  }

  /** Adds the input or a kernel's output, for one sample. */
  int activation(String tensor) {
    Scales scales = null;
    if (quant != null) {
      ActivationQuant activation = quant.activation(tensor);
      scales = Scales.of(activation.scale(), activation.zeroPoint());
    }
    byte type = quant == null ? TensorType.FLOAT32 : TensorType.INT8;
    int index = file.activation(tensor, memoryShape(plan.graph().shape(tensor)), type, scales);
    indices.put(tensor, index);
    return index;
  }

  int[] weightDims(Kernel kernel) {
    return plan.weight(kernel).dims();
  }

  /** Adds the weight and the bias of a kernel; the indices of its input and both. */
  List<Integer> weighted(Kernel kernel) {
    Tensor weight = memoryOrder(kernel);
    boolean depthwise = kernel.op() instanceof Op.Conv2d conv && conv.groups() > 1;
    String weightName = kernel.node().name() + ".weight";
    String biasName = kernel.node().name() + ".bias";
    List<Integer> inputs = new ArrayList<>(List.of(index(kernel.input())));
    if (quant == null) {
      Tensor stored = depthwise ? channelsToLastAxis(weight) : weight;
      inputs.add(file.constant(weightName, stored, TensorType.FLOAT32, null));
      inputs.add(file.constant(biasName, plan.bias(kernel), TensorType.FLOAT32, null));
      return inputs;
    }
    QuantizedLayer layer = quant.layer(kernel, weight);
    Tensor stored = depthwise ? channelsToLastAxis(layer.weight()) : layer.weight();
    Scales weightScales = scales(layer.weightScale(), depthwise ? stored.rank() - 1 : 0);
    inputs.add(file.constant(weightName, stored, TensorType.INT8, weightScales));
    inputs.add(
        file.constant(biasName, layer.bias(), TensorType.INT32, scales(layer.biasScale(), 0)));
    return inputs;
  }

  /** The float weight with the output channel first and the rest in memory order. */
  private Tensor memoryOrder(Kernel kernel) {
    Tensor weight = plan.weight(kernel);
    int[] dims = weight.dims();
    if (kernel.op() instanceof Op.Conv2d) {
      float[] values =
          LayoutPlan.convToChannelsLast(weight.toFloats(), dims[0], dims[1], dims[2], dims[3]);
      return Tensor.of(new int[] {dims[0], dims[2], dims[3], dims[1]}, values);
    }
    return layout
        .featureOrder(kernel.node().input())
        .map(order -> Tensor.of(dims, LayoutPlan.toMemory(weight.toFloats(), order)))
        .orElse(weight);
  }

  private static Scales scales(Tensor scales, int axis) {
    List<Float> values = new ArrayList<>();
    for (float scale : scales.toFloats()) {
      values.add(scale);
    }
    return new Scales(values, 0, axis);
  }

  /** From {@code [out, kh, kw, 1]} to {@code [1, kh, kw, out]}. */
  private static Tensor channelsToLastAxis(Tensor weight) {
    int[] dims = weight.dims();
    int window = dims[1] * dims[2];
    int bytes = weight.type().bytes();
    ByteBuffer source = weight.bytes();
    ByteBuffer target =
        ByteBuffer.allocateDirect(source.remaining()).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < window; i++) {
      for (int c = 0; c < dims[0]; c++) {
        target.put(source.slice((c * window + i) * bytes, bytes));
      }
    }
    return Tensor.wrap(weight.type(), new int[] {1, dims[1], dims[2], dims[0]}, target.flip());
  }

  private static List<Integer> memoryShape(Shape shape) {
    int[] dims = shape.resolve(1, 1);
    return dims.length == 4
        ? List.of(dims[0], dims[2], dims[3], dims[1])
        : java.util.Arrays.stream(dims).boxed().toList();
  }
}
