package io.edgeflow.data.table;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Section;
import io.edgeflow.core.sample.OutputKind;
import io.edgeflow.core.sample.Target;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a model is to say of a record, and which columns hold the truth, as configured. */
public sealed interface TargetConfig permits ClassesConfig, ValuesConfig, SelfConfig {
  /** The kinds of targets, the default first. */
  enum Kind {
    /** One class of several, {@link ClassesConfig}. */
    CLASSES,
    /** Numbers, {@link ValuesConfig}. */
    VALUES,
    /** The sample itself, {@link SelfConfig}. */
    SELF;

    /** The word in the configuration. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }

    private List<Field<?>> keys() {
      return switch (this) {
        case CLASSES -> ClassesConfig.KEYS;
        case VALUES -> ValuesConfig.KEYS;
        case SELF -> SelfConfig.KEYS;
      };
    }

    private Stream<Field<?>> keysOfOthers() {
      return Stream.of(values()).filter(kind -> kind != this).flatMap(kind -> kind.keys().stream());
    }
  }

  /** The columns that hold the truth, none of which is a feature. */
  List<String> columns();

  /** The {@link #columns()} as cells of {@code rows}. */
  List<TableCell> cells();

  /** The column of classes, if the target is one. */
  default Optional<String> labelColumn() {
    return Optional.empty();
  }

  /** What a model for this target gives. */
  OutputKind output();

  /** The target, with what the collected table has to tell of it. */
  Target resolve(CollectedTable table);

  /** SQL for the text that names the record's class; null when the cell is empty. */
  String label(Cells cells);

  /** SQL for a list of doubles: null where a cell is empty, NaN where it is unreadable. */
  String truth(Cells cells);

  /**
   * SQL for the truth of a window, an aggregate of its rows, which {@code k} counts.
   *
   * @param last the number of its last row
   * @param truth the number of the row with its truth, at or after the last
   */
  default String ofWindow(int last, int truth) {
    return "any_value(truth) FILTER (WHERE k = " + truth + ")";
  }

  /** The sources that it names. */
  default List<String> sources() {
    return List.of();
  }

  /**
   * The same, as far as a source has its columns.
   *
   * @param source its name, or that and the path of a file
   */
  default TargetConfig in(String source) {
    return this;
  }

  /** Reads the section; keys that belong to another target are refused by name. */
  static TargetConfig from(Section section, Problems problems) {
    Kind kind = section.get(FeatureConfig.TARGET);
    kind.keysOfOthers()
        .filter(section::isWritten)
        .forEach(key -> section.refuse(problems, key, "has no meaning with target: " + kind.id()));
    return switch (kind) {
      case CLASSES -> ClassesConfig.from(section, problems);
      case VALUES -> ValuesConfig.from(section, problems);
      case SELF -> SelfConfig.from(section, problems);
    };
  }
}
