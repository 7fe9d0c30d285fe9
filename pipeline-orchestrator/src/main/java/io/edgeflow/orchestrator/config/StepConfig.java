package io.edgeflow.orchestrator.config;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.config.Section;
import java.util.Optional;

/**
 * A step of the user's own.
 *
 * @param type the provider that makes it
 * @param after the step that it follows; empty puts it last
 * @param section its own section
 */
public record StepConfig(String name, String type, Optional<String> after, Section section) {
  /** The step's name. */
  public static final Field<String> NAME =
      Field.text("name", null, "the step's name, which its section has too").mandatory();

  /** Its provider's id. */
  public static final Field<String> TYPE =
      Field.text("type", null, "the id of its provider; default: its name");

  /** The step before it. */
  public static final Field<String> AFTER =
      Field.text("after", null, "the step that it follows; default: the last one");

  /** The keys of an item of {@code workflow.steps}. */
  public static final FieldTable FIELDS = FieldTable.of(NAME, TYPE, AFTER);
}
