package io.edgeflow.deploy.agent.device;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Compares the dotted version in a runtime's name with the one that a model needs. */
final class RuntimeVersion {
  private static final Pattern DOTTED = Pattern.compile("\\d+(?:\\.\\d+)+");

  private RuntimeVersion() {}

  /**
   * Whether the runtime is new enough; one that does not tell its version is not.
   *
   * @param runtime for example {@code LiteRT 2.20.0 with XNNPACK}
   * @param needed for example {@code 2.14.0}
   */
  static boolean isAtLeast(String runtime, String needed) {
    Matcher found = DOTTED.matcher(runtime);
    return found.find() && Arrays.compare(parts(found.group()), parts(needed)) >= 0;
  }

  private static int[] parts(String version) {
    return Arrays.stream(version.split("\\.")).mapToInt(Integer::parseInt).toArray();
  }
}
