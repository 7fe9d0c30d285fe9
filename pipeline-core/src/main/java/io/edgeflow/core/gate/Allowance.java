package io.edgeflow.core.gate;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.Section;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * The checks of a gate that may be INCONCLUSIVE without blocking it: the key {@value #KEY} of the
 * gate's section. It never allows a FAIL.
 *
 * @param checks names of checks, each in the full form that the gate's report shows
 */
public record Allowance(Set<String> checks) {
  /** The key, the same in every gate's section. */
  public static final String KEY = "allow_inconclusive";

  /** Copies the names. */
  public Allowance {
    checks = Set.copyOf(checks);
  }

  /** Allows nothing. */
  public static Allowance none() {
    return new Allowance(Set.of());
  }

  /** Allows the named checks. */
  public static Allowance of(String... checks) {
    return new Allowance(Set.of(checks));
  }

  /**
   * The key in a gate's section.
   *
   * @param checks the names that the gate can give and that may be allowed; others are refused
   */
  public static Field<List<String>> field(List<String> checks) {
    return field(checks, List.of());
  }

  /**
   * The key in a gate's section.
   *
   * @param checks the names that the gate can give and that may be allowed; others are refused
   * @param allowed those of them that are unless the key says otherwise
   */
  public static Field<List<String>> field(List<String> checks, List<String> allowed) {
    return Field.texts(
            KEY, allowed, checks, "checks that may be inconclusive without blocking the gate")
        .limit();
  }

  /** The names that a section has under the key. */
  public static Allowance from(Section section, Field<List<String>> key) {
    return new Allowance(Set.copyOf(section.get(key)));
  }

  /**
   * The same checks, those that are INCONCLUSIVE by allowance marked as such. Where nothing else
   * has a verdict, nothing is allowed: a gate does not pass on checks of which none was judged.
   */
  List<Check> apply(Collection<Check> all) {
    boolean anyJudged =
        all.stream().anyMatch(check -> check.outcome().isPresent() && !covers(check));
    return all.stream()
        .map(check -> anyJudged && covers(check) ? check.asAllowed() : check)
        .toList();
  }

  private boolean covers(Check check) {
    return check.verdict() == Verdict.INCONCLUSIVE && checks.contains(check.name());
  }
}
