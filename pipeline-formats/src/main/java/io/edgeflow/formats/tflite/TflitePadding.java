package io.edgeflow.formats.tflite;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.Op;
import io.edgeflow.core.graph.Op.Pads;
import io.edgeflow.core.tensor.Shape;
import org.tensorflow.lite.schema.Padding;

/**
 * The two paddings that TFLite knows: none (VALID), and SAME, which gives {@code ceil(in / stride)}
 * outputs with the odd pixel at the bottom and right.
 */
final class TflitePadding {
  private TflitePadding() {}

  /**
   * The padding of a convolution.
   *
   * @throws PipelineException if neither is exactly what the node says
   */
  static byte of(Op.Conv2d op, Shape input, Shape weight, String node) {
    if (op.pads().equals(Pads.all(0))) {
      return Padding.VALID;
    }
    int height = (weight.fixed(2) - 1) * op.dilation().height() + 1;
    int width = (weight.fixed(3) - 1) * op.dilation().width() + 1;
    int rows = total(input.fixed(2), height, op.stride().height());
    int columns = total(input.fixed(3), width, op.stride().width());
    Pads same = new Pads(rows / 2, columns / 2, rows - rows / 2, columns - columns / 2);
    if (!op.pads().equals(same)) {
      throw PipelineException.failed("TFLite has no such padding")
          .found(op.pads())
          .limit(same + " (SAME) or none (VALID)")
          .where("node " + node + ", format tflite")
          .remedy("change the architecture's padding, or export to onnx only")
          .build();
    }
    return Padding.SAME;
  }

  private static int total(int input, int kernel, int stride) {
    int outputs = (input + stride - 1) / stride;
    return Math.max(0, (outputs - 1) * stride + kernel - input);
  }
}
