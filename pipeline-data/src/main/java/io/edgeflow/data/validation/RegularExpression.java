package io.edgeflow.data.validation;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Section;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Regular expressions that RE2 takes, whose time is linear in the text. */
final class RegularExpression {
  private static final Pattern BEYOND = Pattern.compile("\\(\\?(=|!|<=|<!|>)|\\\\[1-9]|[*+?}]\\+");

  private RegularExpression() {}

  static void check(Section section, Field<String> key, Problems problems) {
    section
        .find(key)
        .ifPresent(
            expression -> {
              try {
                Pattern.compile(expression);
              } catch (PatternSyntaxException e) {
                section.refuse(problems, key, "is malformed: " + e.getDescription());
              }
              if (BEYOND.matcher(expression).find()) {
                section.refuse(
                    problems,
                    key,
                    "looks around or back, which RE2 does not: its time is linear in the text");
              }
            });
  }
}
