package io.edgeflow.data.archive;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A regular expression for the paths of files, whose named groups are cells of their samples. */
public final class PathPattern {
  private static final Pattern GROUP = Pattern.compile("\\(\\?<([a-zA-Z][a-zA-Z0-9]*)>");

  private final Pattern pattern;
  private final List<String> names;

  /**
   * Compiles a pattern.
   *
   * @throws java.util.regex.PatternSyntaxException if it is none
   */
  public PathPattern(String pattern) {
    this.pattern = Pattern.compile(pattern);
    this.names = GROUP.matcher(pattern).results().map(found -> found.group(1)).toList();
  }

  /** The names of the groups, in their order. */
  public List<String> names() {
    return names;
  }

  /** The texts of the groups; empty when the whole path does not match. */
  public Optional<List<String>> cells(String path) {
    Matcher matcher = pattern.matcher(path);
    return matcher.matches()
        ? Optional.of(names.stream().map(name -> text(matcher, name)).toList())
        : Optional.empty();
  }

  private static String text(Matcher matcher, String name) {
    String found = matcher.group(name);
    return found == null ? "" : found;
  }
}
