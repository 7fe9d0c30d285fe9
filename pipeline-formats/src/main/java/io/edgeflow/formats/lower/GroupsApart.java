package io.edgeflow.formats.lower;

import io.edgeflow.core.graph.ValueRange;
import io.edgeflow.core.graph.op.Arrangement.Concat;
import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Selection.Slice;
import io.edgeflow.core.tensor.Shape;
import io.edgeflow.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes a convolution of groups one of each group's channels, put together again, where the target
 * has none of groups of more than one input channel. All parts have the range of the whole.
 */
final class GroupsApart implements Rule {
  private static final int CHANNELS = 1;

  private final TargetProfile profile;

  GroupsApart(TargetProfile profile) {
    this.profile = profile;
  }

  @Override
  public LoweredGraph apply(LoweredGraph graph) {
    if (profile.takesGroups()) {
      return graph;
    }
    Rewrite rewrite = new Rewrite(graph);
    for (LoweredOp op : graph.ops()) {
      Optional<FusedOp> grouped = LoweredGraph.as(op).filter(GroupsApart::inGroups);
      if (grouped.isPresent()) {
        apart(graph, rewrite, grouped.get());
      } else {
        rewrite.add(op);
      }
    }
    return rewrite.done();
  }

  private static boolean inGroups(FusedOp op) {
    return op.op().groups() > 1 && op.constant(ConstantRole.WEIGHT).value().dim(1) > 1;
  }

  private static void apart(LoweredGraph graph, Rewrite rewrite, FusedOp op) {
    int groups = op.op().groups();
    int in = op.constant(ConstantRole.WEIGHT).value().dim(1);
    Shape whole = graph.value(op.output()).shape();
    Optional<ValueRange> range = Optional.ofNullable(graph.ranges().get(op.output()));
    Expansion parts = new Expansion(rewrite, op);
    List<String> made = new ArrayList<>();
    for (int group = 0; group < groups; group++) {
      Slice channels = Slice.of(CHANNELS, group * in, (group + 1) * in);
      String read = parts.add("in" + group, channels, op.inputs().get(0));
      String given = rewrite.free(op.name() + ".group" + group);
      rewrite.put(Value.floats(given, partOf(whole, groups)));
      range.ifPresent(r -> rewrite.range(given, r));
      rewrite.add(part(op, given, read, constants(op, group, given)));
      made.add(given);
    }
    parts.last(new Concat(CHANNELS), Map.of(), made.toArray(String[]::new));
  }

  private static FusedOp part(
      FusedOp op, String name, String read, Map<ConstantRole, LoweredConstant> constants) {
    return new FusedOp(name, op.op().ofOneGroup(), List.of(read), constants, op.activation(), name);
  }

  private static Shape partOf(Shape whole, int groups) {
    return Shape.batchOf(whole.fixed(1) / groups, whole.fixed(2), whole.fixed(3));
  }

  /** The rows of a group, of weight and bias. */
  private static Map<ConstantRole, LoweredConstant> constants(FusedOp op, int group, String name) {
    Map<ConstantRole, LoweredConstant> constants = new EnumMap<>(ConstantRole.class);
    op.constants()
        .forEach(
            (role, constant) -> {
              int[] dims = constant.value().dims();
              dims[0] /= op.op().groups();
              float[] all = constant.value().toFloats();
              int each = all.length / op.op().groups();
              float[] rows = Arrays.copyOfRange(all, group * each, (group + 1) * each);
              constants.put(
                  role, LoweredConstant.floats(name + "." + role.id(), Tensor.of(dims, rows)));
            });
    return constants;
  }
}
