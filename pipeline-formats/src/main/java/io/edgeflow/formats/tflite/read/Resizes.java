package io.edgeflow.formats.tflite.read;

import io.edgeflow.core.graph.op.Resampling.Coordinates;
import io.edgeflow.core.graph.op.Resampling.Mode;
import io.edgeflow.core.graph.op.Resampling.Resize;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.ResizeBilinearOptions;
import org.tensorflow.lite.schema.ResizeNearestNeighborOptions;

/** Operators that give an image of another size. */
final class Resizes {
  private Resizes() {}

  static void nearest(Step step) {
    ResizeNearestNeighborOptions o =
        step.options(
            BuiltinOptions.ResizeNearestNeighborOptions, new ResizeNearestNeighborOptions());
    if (o.alignCorners()) {
      throw step.unsupported("the nearest pixel of aligned corners", "half pixels, or neither");
    }
    resize(
        step, Mode.NEAREST, o.halfPixelCenters() ? Coordinates.HALF_PIXEL : Coordinates.ASYMMETRIC);
  }

  static void bilinear(Step step) {
    ResizeBilinearOptions o =
        step.options(BuiltinOptions.ResizeBilinearOptions, new ResizeBilinearOptions());
    if (o.alignCorners() == o.halfPixelCenters()) {
      throw step.unsupported(
          "pixels that lie at their corners", "half_pixel_centers or align_corners");
    }
    resize(
        step,
        Mode.BILINEAR,
        o.halfPixelCenters() ? Coordinates.HALF_PIXEL : Coordinates.ALIGN_CORNERS);
  }

  private static void resize(Step step, Mode mode, Coordinates coordinates) {
    String image = Convolutions.image(step, 0);
    int[] size = step.integers(1);
    if (size.length != 2) {
      throw step.damaged(size.length + " sizes of an image");
    }
    Resize op = new Resize(Convolutions.size(step, size[0], size[1]), mode, coordinates);
    step.give(Convolutions.channelsLast(step.graph().add(step.name(), op, image)));
  }
}
