package io.edgeflow.formats.onnx.read;

import io.edgeflow.core.sample.ClassTarget;
import io.edgeflow.core.sample.Target;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The classes that a model of scikit-learn tells apart, and which tensors are about them. */
final class ClassNames {
  private static final String COLUMN = "label";
  private static final Set<String> KEEP = Set.of("Identity", "Cast", "Reshape", "Squeeze");

  private List<String> names = List.of();
  private final Set<String> labels = new HashSet<>();
  private final Map<String, Boolean> probabilities = new HashMap<>();

  /** The classes have names. */
  void name(List<String> classes) {
    names = List.copyOf(classes);
  }

  /** A tensor of the file gives the class by its name. */
  void giveLabel(String tensor) {
    labels.add(tensor);
  }

  boolean isLabel(String tensor) {
    return labels.contains(tensor);
  }

  /** Passes the name of a class through a node; false if no input of it is one. */
  boolean passes(OnnxNode node) {
    if (node.inputs().stream().noneMatch(labels::contains)) {
      return false;
    }
    if (!KEEP.contains(node.type())) {
      throw node.refusal("Edgeflow does not compute with the names of classes", node.inputs());
    }
    labels.addAll(node.outputs());
    return true;
  }

  /** A tensor of the graph holds probabilities, which may add up to 1. */
  void giveProbabilities(String tensor, boolean addUp) {
    probabilities.put(tensor, addUp);
  }

  boolean isProbability(String tensor) {
    return probabilities.containsKey(tensor);
  }

  boolean addUp(String tensor) {
    return probabilities.getOrDefault(tensor, false);
  }

  /** What so many numbers stand for; null when that is unknown. */
  @Nullable Target target(int numbers) {
    return !names.isEmpty() && names.size() == numbers ? new ClassTarget(COLUMN, names) : null;
  }
}
