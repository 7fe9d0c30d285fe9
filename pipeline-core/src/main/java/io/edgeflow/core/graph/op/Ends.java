package io.edgeflow.core.graph.op;

/** Zeros added before and behind a series, none negative. */
public record Ends(int before, int behind) {
  /** No padding. */
  public static final Ends NONE = new Ends(0, 0);

  /** Checks both. */
  public Ends {
    if (Math.min(before, behind) < 0) {
      throw new IllegalArgumentException("Negative padding");
    }
  }
}
