package io.edgeflow.core.testing;

import static org.assertj.core.api.Assertions.assertThat;

/** What JShell prints of a value. */
public final class ShownText {
  private static final int MOST = 700;

  private ShownText() {}

  /** Fails unless it is one readable line of a result: its name and no object's address. */
  public static void assertOneLine(Object result) {
    assertThat(result.toString())
        .hasLineCount(1)
        .hasSizeLessThan(MOST)
        .startsWith(result.getClass().getSimpleName() + "[")
        .doesNotContainPattern("@[0-9a-f]{4,}");
  }
}
