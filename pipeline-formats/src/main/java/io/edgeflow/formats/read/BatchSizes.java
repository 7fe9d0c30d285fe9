package io.edgeflow.formats.read;

import java.util.List;
import java.util.stream.Collectors;

/** Sizes in which the batch is {@link GraphAssembler#BATCH}, for people. */
final class BatchSizes {
  private BatchSizes() {}

  /** For example {@code [batch, 8·batch, 3]}. */
  static String text(List<Long> sizes) {
    return sizes.stream().map(BatchSizes::text).collect(Collectors.joining(", ", "[", "]"));
  }

  private static String text(long size) {
    if (size == 0 || size % GraphAssembler.BATCH != 0) {
      return Long.toString(size);
    }
    long factor = size / GraphAssembler.BATCH;
    return factor == 1 ? "batch" : factor + "·batch";
  }
}
