package io.edgeflow.data.profile;

import io.edgeflow.data.table.ColumnType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a column holds.
 *
 * @param rows how many cells there were to look at
 * @param filled how many of them are not empty
 * @param malformed how many of those are no value of the type
 * @param completeness filled / rows
 * @param distinct how many different values; estimated where {@code frequencies} is null
 * @param frequencies how often values repeat; null where there is none, or too many to be counted
 * @param numbers of a column of numbers with at least one
 * @param least the smallest value, or for texts the fewest characters; null without a value
 * @param most the largest value, or for texts the most characters
 * @param histogram of numbers: equally wide bins from the smallest to the largest
 * @param frequent the most frequent values, the first by order where several are equally so; empty
 *     where they were not counted
 */
public record ColumnProfile(
    String name,
    ColumnType type,
    long rows,
    long filled,
    long malformed,
    double completeness,
    long distinct,
    @Nullable Frequencies frequencies,
    @Nullable NumberProfile numbers,
    @Nullable String least,
    @Nullable String most,
    List<Bin> histogram,
    List<ValueCount> frequent) {
  /** The most characters of a value that is shown. */
  static final int SHOWN = 100;

  /** Copies the lists. */
  public ColumnProfile {
    histogram = List.copyOf(histogram);
    frequent = List.copyOf(frequent);
  }

  /**
   * How often values repeat, by the definitions of Deequ (Schelter et al., "Automating Large-Scale
   * Data Quality Verification", 2018). With {@code N} filled cells, and {@code n(v)} of them of the
   * value {@code v}:
   *
   * @param uniqueness values that occur once / N
   * @param distinctness different values / N
   * @param entropy {@code −Σ n(v)/N · ln(n(v)/N)}, in nats
   */
  public record Frequencies(double uniqueness, double distinctness, double entropy) {}

  /**
   * How many values lie from {@code low} on and below {@code high}; the last bin has its end too.
   */
  public record Bin(double low, double high, long count) {}

  /** How often a value occurs; of a long text its first 100 characters. */
  public record ValueCount(String value, long count) {}
}
