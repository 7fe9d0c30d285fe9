package io.edgeflow.formats.tflite;

import io.edgeflow.core.graph.op.Resampling;
import io.edgeflow.core.graph.op.Resampling.Coordinates;
import io.edgeflow.core.graph.op.Resampling.Mode;
import java.util.List;
import org.tensorflow.lite.schema.BuiltinOperator;

/** The operators that give an image of another size. */
interface TfliteResampling extends TfliteScope, Resampling.Visitor<TfliteCall> {
  /** Coordinates of half pixels came with version 3. */
  int HALF_PIXELS = 3;

  @Override
  default TfliteCall resize(Resampling.Resize op) {
    boolean half = op.coordinates() == Coordinates.HALF_PIXEL;
    boolean corners = op.coordinates() == Coordinates.ALIGN_CORNERS;
    int size =
        tensors()
            .integers(fused().name() + ".size", List.of(op.size().height(), op.size().width()));
    TfliteCall call =
        op.mode() == Mode.NEAREST
            ? plain(BuiltinOperator.RESIZE_NEAREST_NEIGHBOR, TfliteOptions.nearest(half), size)
            : plain(BuiltinOperator.RESIZE_BILINEAR, TfliteOptions.bilinear(corners, half), size);
    return half ? new TfliteCall(call.builtin(), HALF_PIXELS, call.inputs(), call.options()) : call;
  }
}
