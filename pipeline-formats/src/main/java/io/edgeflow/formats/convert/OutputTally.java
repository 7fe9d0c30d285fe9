package io.edgeflow.formats.convert;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.numeric.Argmax;
import io.edgeflow.formats.convert.Comparison.Classes;
import io.edgeflow.formats.convert.Comparison.OutputDifference;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** Adds up the differences of one output, row by row. */
final class OutputTally {
  private static final double DECIBELS = 10;

  private final String output;
  private final boolean classes;
  private final BitSet saidFrom = new BitSet();
  private final BitSet saidTo = new BitSet();
  private double largest;
  private double signal;
  private double noise;
  private int rows;
  private int agreed;
  private int size;

  /**
   * Starts.
   *
   * @param classes whether a row is the scores of classes
   */
  OutputTally(String output, boolean classes) {
    this.output = output;
    this.classes = classes;
  }

  void add(float[] from, float[] to) {
    if (from.length != to.length) {
      throw PipelineException.failed("The two files give outputs of different sizes")
          .found(to.length + " numbers a row")
          .limit(from.length)
          .where("output " + output)
          .build();
    }
    rows++;
    size = from.length;
    double meanFrom = classes ? mean(from) : 0;
    double meanTo = classes ? mean(to) : 0;
    for (int i = 0; i < from.length; i++) {
      double difference = Math.abs((double) from[i] - to[i]);
      if (!Double.isFinite(difference)) {
        throw PipelineException.failed("A file gives a value that is not finite")
            .found(from[i] + " and " + to[i])
            .where("output " + output + ", row " + (rows - 1))
            .build();
      }
      largest = Math.max(largest, difference);
      double centred = from[i] - meanFrom;
      double error = centred - (to[i] - meanTo);
      signal += centred * centred;
      noise += error * error;
    }
    if (classes) {
      int one = Argmax.of(from);
      int other = Argmax.of(to);
      agreed += one == other ? 1 : 0;
      saidFrom.set(one);
      saidTo.set(other);
    }
  }

  OutputDifference difference() {
    return new OutputDifference(output, largest, sqnr(), agreement());
  }

  private @Nullable Double sqnr() {
    return noise == 0 || signal == 0 ? null : DECIBELS * Math.log10(signal / noise);
  }

  private @Nullable Classes agreement() {
    return classes
        ? new Classes(
            size, agreed, (double) agreed / rows, saidFrom.cardinality(), saidTo.cardinality())
        : null;
  }

  private static double mean(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum / values.length;
  }
}
