package io.edgeflow.formats.tflite.read;

import io.edgeflow.formats.read.FoldedTensor;
import io.edgeflow.formats.read.Viewed;
import java.util.Set;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.TensorType;

/** Operators that tell the same numbers in another type. */
final class Conversions {
  /** Those that read rows' numbers. */
  private static final Set<Integer> ROWS =
      Set.of(BuiltinOperator.GATHER, BuiltinOperator.EMBEDDING_LOOKUP, BuiltinOperator.CAST);

  private Conversions() {}

  static void dequantize(Step step) {
    if (step.constant(0).isPresent()) {
      StoredConstant stored = step.requireConstant(0);
      step.reading()
          .given()
          .note(
              step.input(0).quantized()
                  ? "Weights of 8 bits are read as the floats that they stand for."
                  : "Weights of 16-bit floats are read as 32-bit floats.");
      step.give(stored);
      return;
    }
    Viewed view = step.view(0);
    boolean read = !step.reading().model().readers(step.output(0).index()).isEmpty();
    if (read && step.reading().given().rounded(view.tensor())) {
      step.reading().given().inexact("Floats are rounded before floats (" + step.label() + ")");
    }
    step.give(view);
  }

  static void quantize(Step step) {
    if (step.constant(0).isPresent()) {
      FoldedTensor reals = step.requireConstant(0).reals();
      step.reading()
          .given()
          .inexact("A constant is quantized while the model runs (" + step.label() + ")");
      step.give(StoredConstant.of(step.output(0).name(), reals));
      return;
    }
    Viewed view = step.view(0);
    FileTensor from = step.input(0);
    FileTensor to = step.output(0);
    if (!to.quantized()) {
      throw step.unsupported("a result of " + to.word(), "8-bit integers");
    }
    if (!from.quantized() || from.params().equals(to.params())) {
      step.give(view);
      return;
    }
    // The lowering converts in front of operators whose inputs have one scale, and nowhere else.
    boolean joined =
        !step.reading().model().outputs().contains(to.index())
            && step.reading().model().readers(to.index()).stream()
                .allMatch(reader -> joins(step, reader, to));
    if (!joined) {
      step.reading().given().inexact("A tensor changes its scale (" + step.label() + ")");
    }
    step.reading().put(to, view);
  }

  private static boolean joins(Step step, FileOperator reader, FileTensor read) {
    FileTensor given = step.reading().model().tensor(reader.outputs().get(0));
    return reader.code() == BuiltinOperator.CONCATENATION
        && given.quantized()
        && given.params().equals(read.params());
  }

  /** Whole numbers are floats in the graph; what becomes whole must number rows. */
  static void cast(Step step) {
    FileTensor to = step.output(0);
    boolean rows =
        step.reading().model().readers(to.index()).stream()
            .allMatch(reader -> ROWS.contains(reader.code()));
    boolean cuts = to.type() != TensorType.FLOAT32 && step.input(0).type() == TensorType.FLOAT32;
    if (cuts && !rows) {
      throw step.unsupported("numbers that are cut to " + to.word(), "whole numbers of rows");
    }
    step.give(step.view(0));
  }
}
