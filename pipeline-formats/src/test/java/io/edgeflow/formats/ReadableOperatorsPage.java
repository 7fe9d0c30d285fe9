package io.edgeflow.formats;

import io.edgeflow.formats.onnx.read.OnnxReader;
import io.edgeflow.formats.tflite.read.TfliteReader;
import java.util.Set;
import java.util.stream.Collectors;

/** The page docs/readable-operators.md: the operators of other tools' files that are read. */
final class ReadableOperatorsPage {
  private static final String PAGE =
      """
      # Operators that are read

      Which operators of a model made elsewhere Edgeflow reads: `model: {onnx: …}` and `{tflite: …}`, `edgeflow inspect` and `edgeflow convert`. This page is
      made of the readers' tables. An operator is read in the forms that PyTorch's exporters, tf2onnx, skl2onnx and TensorFlow's converter write; a form that
      has no equal in the graph is refused with the node's name and with what it would take. How the graph's own operators are executed is in
      [operators.md](operators.md).

      - **Read** operators read what depends on an input.
      - **Computed** ones read constants alone, such as the sizes of a shape, and are gone from the graph.

      ## ONNX, opset 11 to 21

      Read: %s.

      Computed: %s.

      ## TFLite

      Read: %s.

      Computed: %s.
      """;

  private ReadableOperatorsPage() {}

  /** The page. */
  static String make() {
    return PAGE.formatted(
        text(OnnxReader.operators()),
        text(OnnxReader.operatorsOfConstants()),
        text(TfliteReader.operators()),
        text(TfliteReader.operatorsOfConstants()));
  }

  private static String text(Set<String> operators) {
    return operators.stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "));
  }
}
