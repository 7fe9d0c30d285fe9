package io.edgeflow.data.table;

import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Section;
import io.edgeflow.core.sample.OutputKind;
import io.edgeflow.core.sample.Target;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What a model is to say of a record, and which columns hold the truth, as configured. */
public sealed interface TargetConfig permits ClassesConfig, ValuesConfig, SelfConfig {
  /** The ids of the targets, the default first. */
  List<String> IDS = List.of(ClassesConfig.ID, ValuesConfig.ID, SelfConfig.ID);

  /** The columns that hold the truth, none of which is a feature. */
  List<String> columns();

  /** What a model for this target gives. */
  OutputKind output();

  /** The target, with what the collected table has to tell of it. */
  Target resolve(CollectedTable table);

  /** The parts as JSON values, in a fixed order. */
  List<Object> fingerprint();

  /** SQL for the text that names the record's class; null when the cell is empty. */
  String label(Cells cells);

  /** SQL for a list of doubles: null where a cell is empty, NaN where it is unreadable. */
  String truth(Cells cells);

  /** Reads the section; keys that belong to another target are refused by name. */
  static TargetConfig from(Section section, Problems problems) {
    String target = section.text("target");
    return switch (target) {
      case ValuesConfig.ID -> ValuesConfig.from(section, problems);
      case SelfConfig.ID -> SelfConfig.from(section, problems);
      default -> ClassesConfig.from(section, problems);
    };
  }

  /** Refuses every written key of {@code others}. */
  static void refuseOthers(Section section, String target, Set<String> others, Problems problems) {
    for (String key : new TreeSet<>(others)) {
      if (section.isWritten(key)) {
        section.refuse(problems, key, "has no meaning with target: " + target);
      }
    }
  }
}
