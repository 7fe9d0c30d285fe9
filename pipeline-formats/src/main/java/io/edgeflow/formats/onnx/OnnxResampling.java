package io.edgeflow.formats.onnx;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.op.Resampling;
import io.edgeflow.core.graph.op.Resampling.Coordinates;
import io.edgeflow.core.graph.op.Resampling.Mode;
import io.edgeflow.core.graph.op.Taps;
import io.edgeflow.core.tensor.Shape;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.formats.lower.FusedOp;
import io.edgeflow.formats.lower.LoweredGraph;

/** The operators that give an image of another size. */
interface OnnxResampling extends Resampling.Visitor<OnnxCall> {
  /** The operation that is written. */
  FusedOp fused();

  /** The graph that it belongs to. */
  LoweredGraph graph();

  /** By factors: sizes would have to name the batch's. */
  @Override
  default OnnxCall resize(Resampling.Resize op) {
    Shape in = graph().value(fused().inputs().get(0)).shape();
    float rows = factor(in.fixed(2), op.size().height());
    float columns = factor(in.fixed(3), op.size().width());
    boolean half = op.coordinates() == Coordinates.HALF_PIXEL;
    if (op.mode() == Mode.NEAREST) {
      requireSame(op.rows(in), rows, half);
      requireSame(op.columns(in), columns, half);
    }
    return new OnnxCall("Resize")
        .text(
            "coordinate_transformation_mode",
            switch (op.coordinates()) {
              case HALF_PIXEL -> "half_pixel";
              case ASYMMETRIC -> "asymmetric";
              case ALIGN_CORNERS -> "align_corners";
            })
        .text("mode", op.mode() == Mode.NEAREST ? "nearest" : "linear")
        .text("nearest_mode", half ? "round_prefer_ceil" : "floor")
        .parameter("roi", Tensor.of(new int[] {0}, new float[0]))
        .parameter("scales", Tensor.of(new int[] {4}, new float[] {1, 1, rows, columns}));
  }

  /** The runtime multiplies, here in floats and there in doubles, and cuts the fraction off. */
  private static float factor(int input, int output) {
    float factor = (float) output / input;
    return (int) ((double) factor * input) < output ? Math.nextUp(factor) : factor;
  }

  /** Whether the runtime, which divides by the factor, finds the same places. */
  private void requireSame(Taps taps, float factor, boolean half) {
    for (int i = 0; i < taps.low().length; i++) {
      float place = half ? (i + 0.5f) / factor - 0.5f : i / factor;
      int found = (int) Math.floor(half ? place + 0.5f : place);
      if (Math.min(Math.max(found, 0), taps.input() - 1) != taps.low()[i]) {
        throw PipelineException.failed("ONNX Runtime rounds to another nearest pixel")
            .found(found)
            .limit(taps.low()[i])
            .where("node " + fused().name() + ", format onnx")
            .remedy("resize by a whole factor")
            .build();
      }
    }
  }
}
