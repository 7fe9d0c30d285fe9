package io.edgeflow.formats.convert;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the outputs of two files differ.
 *
 * @param rows how many both ran on
 * @param random whether the rows were random ones
 * @param from the file that was read
 * @param to the file that was written
 */
public record Comparison(
    int rows, boolean random, Side from, Side to, List<OutputDifference> outputs) {
  /** Copies the list. */
  public Comparison {
    outputs = List.copyOf(outputs);
  }

  /**
   * One of the files.
   *
   * @param runtime that ran it, for example {@code LiteRT 2.20.0 with XNNPACK}
   * @param latencyMs the median of one row's time
   */
  public record Side(String file, String runtime, double latencyMs) {}

  /**
   * The differences of one output.
   *
   * @param output its name in the file that was read
   * @param maxDifference the largest of any number
   * @param sqnrDb power of the first file's numbers over that of the differences, in decibels; of
   *     scores of classes each row's mean is taken off first; null when all are equal
   * @param classes of scores of two classes or more; null for others
   */
  public record OutputDifference(
      String output, double maxDifference, @Nullable Double sqnrDb, @Nullable Classes classes) {}

  /**
   * How two files agree on the class with the highest score.
   *
   * @param count of classes
   * @param agreed rows on which both say the same
   * @param agreement the share of those rows, 0 to 1
   * @param predictedFrom how many classes the file that was read says of some row
   * @param predictedTo how many the file that was written says
   */
  public record Classes(
      int count, int agreed, double agreement, int predictedFrom, int predictedTo) {}

  /** The largest difference of all outputs. */
  public double maxDifference() {
    return outputs.stream().mapToDouble(OutputDifference::maxDifference).max().orElse(0);
  }
}
