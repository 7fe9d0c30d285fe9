package io.edgeflow.formats.tflite.read;

/** Names for nodes of the graph from those of tensors, which TensorFlow's converter joins. */
final class TensorNames {
  private static final String WEIGHT = ".weight";
  private static final String FLOATS = ".float";
  private static final int LONGEST = 200;

  private TensorNames() {}

  /** The first of the names that stand for what was put into one operator. */
  static String shortened(String name) {
    int end = name.indexOf(';');
    String first = end > 0 ? name.substring(0, end) : name;
    return first.length() > LONGEST ? first.substring(0, LONGEST) : first;
  }

  /** The layer that a weight is of. */
  static String layer(String weight) {
    return without(without(shortened(weight), FLOATS), WEIGHT);
  }

  private static String without(String name, String ending) {
    return name.endsWith(ending) ? name.substring(0, name.length() - ending.length()) : name;
  }
}
