package io.edgeflow.formats.lower;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.OutputPads;
import io.edgeflow.core.graph.op.Pads;
import io.edgeflow.core.graph.op.Selection.Slice;
import io.edgeflow.core.graph.op.Size;
import io.edgeflow.core.graph.op.Weighted.ConvTranspose2d;
import io.edgeflow.core.tensor.Shape;
import io.edgeflow.core.tensor.Tensor;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * Makes a transposed convolution plain where the target has no other: dilation and groups become
 * zeros in the kernel, and a padding that is not TensorFlow's SAME is cut off behind it.
 */
final class PlainTransposed implements Rule {
  private static final Size ONE = Size.square(1);
  private static final int ROWS = 2;
  private static final int COLUMNS = 3;

  private final TargetProfile profile;

  PlainTransposed(TargetProfile profile) {
    this.profile = profile;
  }

  @Override
  public LoweredGraph apply(LoweredGraph graph) {
    if (profile.takesAnyTransposed()) {
      return graph;
    }
    Rewrite rewrite = new Rewrite(graph);
    for (LoweredOp op : graph.ops()) {
      Optional<FusedOp> fused = LoweredGraph.as(op).filter(f -> f.op().transposed().isPresent());
      if (fused.isPresent()) {
        plain(graph, rewrite, fused.get());
      } else {
        rewrite.add(op);
      }
    }
    return rewrite.done();
  }

  private static void plain(LoweredGraph graph, Rewrite rewrite, FusedOp fused) {
    ConvTranspose2d op = fused.op().transposed().orElseThrow();
    Tensor kernel = spread(fused.constant(ConstantRole.WEIGHT).value(), op);
    Map<ConstantRole, LoweredConstant> constants = new EnumMap<>(fused.constants());
    constants.computeIfPresent(ConstantRole.WEIGHT, (role, weight) -> weight.withValue(kernel));
    FusedOp spread = fused.withConstants(constants);
    requireReached(op, fused);
    if (op.pads().equals(Pads.NONE) || same(op, kernel)) {
      rewrite.add(
          spread.withOp(new ConvTranspose2d(op.stride(), op.pads(), op.outputPads(), ONE, 1)));
    } else {
      cut(graph, rewrite, spread, op);
    }
  }

  private static void requireReached(ConvTranspose2d op, FusedOp fused) {
    if (op.outputPads().bottom() >= op.stride().height()
        || op.outputPads().right() >= op.stride().width()) {
      throw PipelineException.failed("The transposed convolution gives rows that no window reaches")
          .found(op.outputPads())
          .limit("less than the stride of " + op.stride())
          .where("node " + fused.name())
          .build();
    }
  }

  /** The convolution without padding, and what it gives too much cut off. */
  private static void cut(LoweredGraph graph, Rewrite rewrite, FusedOp fused, ConvTranspose2d op) {
    Shape given = graph.value(fused.output()).shape();
    Pads pads = op.pads();
    OutputPads more =
        new OutputPads(
            Math.max(0, op.outputPads().bottom() - pads.bottom()),
            Math.max(0, op.outputPads().right() - pads.right()));
    FusedOp whole =
        fused
            .withOp(new ConvTranspose2d(op.stride(), Pads.NONE, more, ONE, 1))
            .giving(rewrite.free(fused.name() + ".whole"));
    rewrite.put(Value.floats(whole.output(), whole.op().shape(graph.operands(whole))));
    Optional.ofNullable(graph.ranges().get(fused.output()))
        .ifPresent(range -> rewrite.range(whole.output(), range));
    rewrite.add(whole);
    Expansion parts = new Expansion(rewrite, fused);
    Slice rows = Slice.of(ROWS, pads.top(), pads.top() + given.fixed(ROWS));
    Slice columns = Slice.of(COLUMNS, pads.left(), pads.left() + given.fixed(COLUMNS));
    parts.last(columns, Map.of(), parts.add("rows", rows, whole.output()));
  }

  private static boolean same(ConvTranspose2d op, Tensor kernel) {
    Pads pads = op.pads();
    OutputPads more = op.outputPads();
    return same(pads.top(), pads.bottom() - more.bottom(), kernel.dim(2), op.stride().height())
        && same(pads.left(), pads.right() - more.right(), kernel.dim(3), op.stride().width());
  }

  private static boolean same(int before, int behind, int kernel, int stride) {
    int cut = kernel - stride;
    return cut >= 0 && before == cut / 2 && before + behind == cut;
  }

  /** A kernel of all inputs, with zeros between its elements and for the inputs of other groups. */
  private static Tensor spread(Tensor weight, ConvTranspose2d op) {
    int out = weight.dim(0);
    int in = weight.dim(1);
    int[] dims = {
      out,
      in * op.groups(),
      (weight.dim(2) - 1) * op.dilation().height() + 1,
      (weight.dim(3) - 1) * op.dilation().width() + 1
    };
    float[] values = weight.toFloats();
    float[] spread = new float[dims[0] * dims[1] * dims[2] * dims[3]];
    for (int at = 0; at < values.length; at++) {
      int x = at % weight.dim(3);
      int y = at / weight.dim(3) % weight.dim(2);
      int i = at / (weight.dim(3) * weight.dim(2)) % in;
      int o = at / (weight.dim(3) * weight.dim(2) * in);
      int input = o / (out / op.groups()) * in + i;
      int row = (o * dims[1] + input) * dims[2] + y * op.dilation().height();
      spread[row * dims[3] + x * op.dilation().width()] = values[at];
    }
    return Tensor.of(dims, spread);
  }
}
