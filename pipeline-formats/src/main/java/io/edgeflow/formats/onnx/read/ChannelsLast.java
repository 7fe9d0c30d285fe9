package io.edgeflow.formats.onnx.read;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which inputs a model reads as channels-last images: those that it transposes before all else. */
final class ChannelsLast {
  private static final List<Integer> TO_CHANNELS_FIRST = List.of(0, 3, 1, 2);

  /** What may come before: each gives its input's axes. */
  private static final Set<String> PLACE_BY_PLACE =
      Set.of("Cast", "Identity", "Mul", "Add", "Sub", "Div");

  private final OnnxModel model;

  ChannelsLast(OnnxModel model) {
    this.model = model;
  }

  /** Whether an input of four axes is read so. */
  boolean reads(String input) {
    boolean transposed = false;
    Set<String> same = new HashSet<>(Set.of(input));
    for (OnnxNode node : model.nodes()) {
      if (node.inputs().stream().noneMatch(same::contains)) {
        continue;
      }
      if (PLACE_BY_PLACE.contains(node.type())) {
        same.addAll(node.outputs());
      } else if (node.type().equals("Transpose")) {
        transposed |= node.numbers("perm").filter(TO_CHANNELS_FIRST::equals).isPresent();
      }
    }
    return transposed;
  }
}
