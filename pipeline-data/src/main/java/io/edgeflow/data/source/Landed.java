package io.edgeflow.data.source;

import java.util.List;

/**
 * What all sources gave.
 *
 * @param sources in the order of the configuration
 * @param missing those that failed and are not required
 */
public record Landed(List<LandedSource> sources, List<MissingSource> missing) {
  /** Copies the lists. */
  public Landed {
    sources = List.copyOf(sources);
    missing = List.copyOf(missing);
  }

  /**
   * The data version, which tells the sources that were there, see {@link LandedSource#version}.
   */
  public String version() {
    return LandedSource.version(sources);
  }
}
