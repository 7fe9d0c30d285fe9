package io.edgeflow.orchestrator.reference;

import io.edgeflow.core.config.Field;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How a key is set on the command line, with a value that it takes. */
final class Example {
  private Example() {}

  /** {@code --set key=value}, quoted for a shell; empty for a section. */
  static Optional<String> of(KeyPath path) {
    Field<?> field = path.field();
    return switch (field.type()) {
      case SECTION, SECTION_MAP, SECTIONS -> Optional.empty();
      case TEXT_MAP -> Optional.of("--set " + path.name() + ".NAME=TEXT");
      case CHOICE_MAP -> Optional.of("--set " + path.name() + ".NAME=" + text(field));
      default -> Optional.of("--set " + quoted(path.name() + "=" + value(field)));
    };
  }

  private static String value(Field<?> field) {
    return switch (field.type()) {
      case FLAG -> Boolean.toString(!Boolean.TRUE.equals(field.writtenDefault()));
      case INTEGERS, NUMBERS -> "[" + number(field, 1) + "]";
      case TEXTS -> "[" + text(field) + "]";
      case SECRET -> "${" + field.name().toUpperCase(Locale.ROOT) + "}";
      case TEXT, PATH -> text(field);
      case SECONDS -> number(field, field.writtenDefault() instanceof Double d ? 2 * d : 1);
      default ->
          number(field, field.writtenDefault() instanceof Number n ? 2 * n.doubleValue() : 1);
    };
  }

  /** Another word than the default where there is one. */
  private static String text(Field<?> field) {
    List<String> choices = field.choices();
    Object usual = field.writtenDefault();
    return choices.stream()
        .filter(choice -> !choice.equals(usual))
        .findFirst()
        .or(() -> choices.stream().findFirst())
        .orElse(usual instanceof String text ? text : "TEXT");
  }

  private static String number(Field<?> field, double wish) {
    double within = Math.max(field.min(), Math.min(field.max(), wish));
    return FieldText.text(within);
  }

  private static String quoted(String setting) {
    return setting.matches("[\\w.=/:+-]*") ? setting : "'" + setting + "'";
  }
}
