package io.edgeflow.core.testing;

import io.edgeflow.core.graph.op.Border;
import io.edgeflow.core.graph.op.Op;
import io.edgeflow.core.graph.op.Pads;
import io.edgeflow.core.graph.op.Pooling.AvgPool2d;
import io.edgeflow.core.graph.op.Pooling.GlobalAvgPool;
import io.edgeflow.core.graph.op.Pooling.MaxPool2d;
import io.edgeflow.core.graph.op.Resampling.Coordinates;
import io.edgeflow.core.graph.op.Resampling.Mode;
import io.edgeflow.core.graph.op.Resampling.Resize;
import io.edgeflow.core.graph.op.Size;
import io.edgeflow.core.numeric.KeyedRandom;
import io.edgeflow.core.tensor.Shape;
import java.util.List;
import java.util.Map;

/** Draws poolings of images, with any border, and images of other sizes. */
final class PoolDraws {
  private final KeyedRandom random;
  private final Map<String, Shape> shapes;

  PoolDraws(KeyedRandom random, Map<String, Shape> shapes) {
    this.random = random;
    this.shapes = shapes;
  }

  Proposal windows(String x) {
    Shape image = shapes.get(x);
    Size kernel = new Size(upTo(3, image.fixed(2)), upTo(3, image.fixed(3)));
    Size stride = new Size(1 + random.nextInt(2), 1 + random.nextInt(2));
    boolean largest = random.nextInt(2) == 0;
    boolean bordered = random.nextInt(2) == 0;
    Border border = bordered ? border(kernel, !largest && random.nextInt(2) == 0) : null;
    Op op = largest ? new MaxPool2d(kernel, stride, border) : new AvgPool2d(kernel, stride, border);
    return new Proposal(op, List.of(x));
  }

  /** Up to half a window on each side, which is as much as PyTorch takes. */
  private Border border(Size kernel, boolean counted) {
    int rows = random.nextInt(kernel.height() / 2 + 1);
    int columns = random.nextInt(kernel.width() / 2 + 1);
    return new Border(new Pads(rows, columns, rows, columns), random.nextInt(2) == 0, counted);
  }

  Proposal global(String x) {
    return new Proposal(new GlobalAvgPool(), List.of(x));
  }

  /** By bilinear steps to any size; to twice the size where a pixel is the nearest. */
  Proposal resize(String x) {
    Shape image = shapes.get(x);
    Size twice = new Size(2 * image.fixed(2), 2 * image.fixed(3));
    Size any = new Size(1 + random.nextInt(8), 1 + random.nextInt(8));
    Op op =
        switch (random.nextInt(4)) {
          case 0 -> new Resize(twice, Mode.NEAREST, Coordinates.ASYMMETRIC);
          case 1 -> new Resize(twice, Mode.NEAREST, Coordinates.HALF_PIXEL);
          case 2 -> new Resize(any, Mode.BILINEAR, Coordinates.HALF_PIXEL);
          default -> new Resize(any, Mode.BILINEAR, Coordinates.ALIGN_CORNERS);
        };
    return new Proposal(op, List.of(x));
  }

  private int upTo(int most, int size) {
    return 1 + random.nextInt(Math.min(most, size));
  }
}
