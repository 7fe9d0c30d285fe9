package io.edgeflow.formats.tflite.read;

import io.edgeflow.core.graph.op.Border;
import io.edgeflow.core.graph.op.Op;
import io.edgeflow.core.graph.op.Pads;
import io.edgeflow.core.graph.op.Pooling.AvgPool2d;
import io.edgeflow.core.graph.op.Pooling.MaxPool2d;
import io.edgeflow.core.graph.op.Size;
import io.edgeflow.core.tensor.Shape;
import org.jspecify.annotations.Nullable;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.Padding;
import org.tensorflow.lite.schema.Pool2DOptions;

/** Windows over images; what lies around an image counts for nothing. */
final class Poolings {
  private Poolings() {}

  static void max(Step step) {
    pool(step, MaxPool2d::new);
  }

  static void average(Step step) {
    pool(step, AvgPool2d::new);
  }

  private interface Windows {
    Op over(Size kernel, Size stride, @Nullable Border border);
  }

  private static void pool(Step step, Windows windows) {
    Pool2DOptions o = step.options(BuiltinOptions.Pool2DOptions, new Pool2DOptions());
    Size kernel = Convolutions.size(step, o.filterHeight(), o.filterWidth());
    Size stride = Convolutions.size(step, o.strideH(), o.strideW());
    String image = Convolutions.image(step, 0);
    Shape shape = step.graph().shape(image);
    Pads pads =
        o.padding() == Padding.VALID
            ? Pads.NONE
            : Pads.same(new Size(shape.fixed(2), shape.fixed(3)), kernel, stride);
    byte activation = o.fusedActivationFunction();
    Op op = windows.over(kernel, stride, Border.of(pads));
    String node = step.graph().add(step.before(activation), op, image);
    step.giveActivated(Convolutions.channelsLast(node), activation);
  }
}
