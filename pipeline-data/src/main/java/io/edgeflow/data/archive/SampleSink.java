package io.edgeflow.data.archive;

import java.io.IOException;
import java.util.List;

/** Takes the samples of an archive, one after the other, whether they can be read or not. */
public interface SampleSink {
  /**
   * A sample.
   *
   * @param raw what it is known by in the archive
   * @param cells its texts, as many as {@link SampleFiles#cells()}, empty where missing
   * @param values its features, as many as {@link SampleFiles#columns}; not kept
   */
  void sample(String raw, List<String> cells, double[] values) throws IOException;

  /**
   * A sample of archives that {@linkplain SampleFiles#holdsBytes hold bytes}.
   *
   * @param values its features from 0 to 255, as unsigned bytes; not kept
   */
  void sample(String raw, List<String> cells, byte[] values) throws IOException;

  /** A sample that cannot be read, and why. */
  void broken(String raw, String fault) throws IOException;
}
