package io.edgeflow.formats.convert;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a conversion did.
 *
 * @param from the file that was read
 * @param to the file that was written
 * @param format of the written file: {@code graph}, {@code onnx} or {@code tflite}
 * @param precision of the written file, for example {@code int8}
 * @param fromBytes size of the file that was read
 * @param toBytes size of the file that was written
 * @param calibratedRows that the ranges were found with; 0 where none were needed
 * @param floatIslands what an int8 file computes in floats, for people; empty if nothing
 * @param notes how the file was understood, a sentence each
 * @param comparison of both files; null when it was not asked for
 */
public record Conversion(
    String from,
    String to,
    String format,
    String precision,
    long fromBytes,
    long toBytes,
    int calibratedRows,
    String floatIslands,
    List<String> notes,
    @Nullable Comparison comparison) {
  /** Copies the notes. */
  public Conversion {
    notes = List.copyOf(notes);
  }
}
