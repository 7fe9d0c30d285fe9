package io.edgeflow.formats.onnx.read;

import io.edgeflow.core.graph.op.Arrangement;
import io.edgeflow.core.graph.op.Elementwise.Mul;
import io.edgeflow.formats.read.FoldedTensor;
import io.edgeflow.formats.read.Folding;
import io.edgeflow.formats.read.Viewed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Operators that give the elements of a tensor under other axes; views, where these will do. */
final class ArrangementNodes {
  private static final int MOST_COPIES = 16;

  private ArrangementNodes() {}

  static Map<String, NodeReader> readers() {
    return Map.of(
        "Flatten", ArrangementNodes::flatten,
        "Reshape", ArrangementNodes::reshape,
        "Transpose", ArrangementNodes::transpose,
        "Squeeze", ArrangementNodes::squeeze,
        "Unsqueeze", ArrangementNodes::unsqueeze,
        "Expand", ArrangementNodes::expand,
        "Tile", ArrangementNodes::tile,
        "DepthToSpace", ArrangementNodes::depthToSpace,
        "SpaceToDepth", ArrangementNodes::spaceToDepth);
  }

  private static void flatten(NodeCall call) {
    Viewed x = call.view(0);
    int axis = call.node().number("axis", 1);
    int from = axis == x.rank() ? axis : Folding.axis(axis, x.rank());
    List<Long> sizes = call.sizes(0);
    give(call, x, product(sizes.subList(0, from)), product(sizes.subList(from, x.rank())));
  }

  private static long product(List<Long> sizes) {
    return sizes.stream().reduce(1L, Math::multiplyExact);
  }

  private static void reshape(NodeCall call) {
    long[] old = call.sizes(0).stream().mapToLong(Long::longValue).toArray();
    long[] sizes = NodeArguments.reshape(call, old);
    give(call, call.view(0), sizes);
  }

  private static void give(NodeCall call, Viewed x, long... sizes) {
    call.give(reshaped(call, x, sizes));
  }

  private static Viewed reshaped(NodeCall call, Viewed x, long... sizes) {
    return call.arranger().reshaped(call.name(), x, Arrays.stream(sizes).boxed().toList());
  }

  private static void transpose(NodeCall call) {
    Viewed x = call.view(0);
    call.give(x.permuted(NodeArguments.permutation(call, x.rank())));
  }

  private static void squeeze(NodeCall call) {
    Viewed x = call.view(0);
    List<Long> sizes = call.sizes(0);
    int[] axes =
        NodeArguments.axes(call, 1, x.rank())
            .orElseGet(
                () -> IntStream.range(0, sizes.size()).filter(a -> sizes.get(a) == 1).toArray());
    int[] descending =
        Arrays.stream(axes).boxed().sorted(Collections.reverseOrder()).mapToInt(a -> a).toArray();
    for (int axis : descending) {
      if (sizes.get(axis) != 1) {
        throw call.node().refusal("Only axes of size 1 can be left out", sizes.get(axis));
      }
      x = x.without(axis);
    }
    call.give(x);
  }

  private static void unsqueeze(NodeCall call) {
    Viewed x = call.view(0);
    int[] axes = NodeArguments.newAxes(call, x.rank());
    Arrays.sort(axes);
    for (int axis : axes) {
      x = x.withUnit(axis);
    }
    call.give(x);
  }

  /** By a product with ones, where an axis grows. */
  private static void expand(NodeCall call) {
    Viewed x = call.view(0);
    long[] old = call.sizes(0).stream().mapToLong(Long::longValue).toArray();
    call.give(stretched(call, x, Folding.broadcast(old, call.longs(1))));
  }

  private static Viewed stretched(NodeCall call, Viewed x, long... sizes) {
    List<Long> wide = Arrays.stream(sizes).boxed().toList();
    if (call.arranger().sizes(x.ofRank(sizes.length)).equals(wide)) {
      return x.ofRank(sizes.length);
    }
    long[] ones = sizes.clone();
    for (int axis = 0; axis < ones.length; axis++) {
      if (wide.get(axis).equals(call.arranger().size(x.ofRank(sizes.length), axis))) {
        ones[axis] = 1;
      }
    }
    FoldedTensor factor = call.folding().fill(FoldedTensor.scalar(1f), ones);
    return OperandNodes.withConstant(call, new Mul(), x, factor);
  }

  /** Copies one behind the other, of an axis of size 1 by a product with ones. */
  private static void tile(NodeCall call) {
    Viewed x = call.view(0);
    long[] times = call.longs(1);
    if (times.length != x.rank()) {
      throw call.node().refusal("The repeats are not as many as the axes", times.length);
    }
    long[] wide = call.sizes(0).stream().mapToLong(Long::longValue).toArray();
    for (int axis = 0; axis < times.length; axis++) {
      if (wide[axis] == 1) {
        wide[axis] = times[axis];
      } else if (times[axis] != 1) {
        x = copied(call, x, axis, times[axis]);
        wide[axis] *= times[axis];
      }
    }
    call.give(stretched(call, x, wide));
  }

  private static Viewed copied(NodeCall call, Viewed view, int axis, long times) {
    if (times < 1 || times > MOST_COPIES) {
      throw call.node().refusal("Edgeflow copies at most " + MOST_COPIES + " times", times);
    }
    Viewed x = call.arranger().single(call.name(), view, axis);
    List<String> copies = Collections.nCopies((int) times, x.tensor());
    int own = x.axes().get(axis).get(0);
    return x.on(call.add(new Arrangement.Concat(own), copies, Map.of()));
  }

  /** Blocks of channels become blocks of places. */
  private static void depthToSpace(NodeCall call) {
    OnnxNode node = call.node();
    long block = node.number("blocksize", 0);
    String mode = node.text("mode", "DCR");
    List<Long> s = imageSizes(call);
    if (block < 1 || s.get(1) % (block * block) != 0 || !List.of("DCR", "CRD").contains(mode)) {
      throw node.refusal("The channels are no multiple of a block", block + " " + mode);
    }
    long channels = s.get(1) / (block * block);
    boolean depthFirst = mode.equals("DCR");
    Viewed parted =
        depthFirst
            ? reshaped(call, call.view(0), s.get(0), block, block, channels, s.get(2), s.get(3))
            : reshaped(call, call.view(0), s.get(0), channels, block, block, s.get(2), s.get(3));
    Viewed moved =
        depthFirst ? parted.permuted(0, 3, 4, 1, 5, 2) : parted.permuted(0, 1, 4, 2, 5, 3);
    give(call, moved, s.get(0), channels, s.get(2) * block, s.get(3) * block);
  }

  private static void spaceToDepth(NodeCall call) {
    long block = call.node().number("blocksize", 0);
    List<Long> s = imageSizes(call);
    if (block < 1 || s.get(2) % block != 0 || s.get(3) % block != 0) {
      throw call.node().refusal("The places are no multiple of a block", block);
    }
    long rows = s.get(2) / block;
    long columns = s.get(3) / block;
    Viewed moved =
        reshaped(call, call.view(0), s.get(0), s.get(1), rows, block, columns, block)
            .permuted(0, 3, 5, 1, 2, 4);
    give(call, moved, s.get(0), s.get(1) * block * block, rows, columns);
  }

  private static List<Long> imageSizes(NodeCall call) {
    if (call.rank(0) != 4) {
      throw call.node().refusal("An image has four axes", call.rank(0));
    }
    return new ArrayList<>(call.sizes(0));
  }
}
