package io.edgeflow.core.gate;

/**
 * A row that keeps a check from passing.
 *
 * @param source the name of the data source, empty where it is not known
 * @param record its number in the source, from 1; 0 where it is not known
 * @param value what was found there, as text
 */
public record OffendingRow(String source, long record, String value) {
  /** {@code digits 12 (99)}. */
  @Override
  public String toString() {
    String place = source.isEmpty() ? "" : source + " " + record + " ";
    return place + "(" + value + ")";
  }
}
