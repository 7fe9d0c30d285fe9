package io.edgeflow.data.validation;

import io.edgeflow.core.config.ConfigBuilder;
import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Section;
import io.edgeflow.core.gate.Allowance;
import io.edgeflow.data.table.ColumnType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What must hold of the rows that come in, as {@code data_pipeline.validation} says it: each rule
 * is a check of the gate {@code data_quality}.
 *
 * <pre>{@code
 * ValidationConfig config =
 *     ValidationConfig.builder()
 *         .set(ValidationConfig.SCHEMA, Map.of("temperature", "number"))
 *         .add(ValidationConfig.CONSTRAINTS, "temperature", t -> t.set(Constraint.MAX, 125.0))
 *         .build();
 * }</pre>
 */
public final class ValidationConfig {
  /** Stands for every feature. */
  static final String EVERY = "*";

  private static final List<String> TYPES =
      Arrays.stream(ColumnType.values()).map(ColumnType::id).toList();

  /** The type of each column. */
  public static final Field<Map<String, String>> SCHEMA =
      Field.textMap("schema", "column: its type, one of " + String.join(", ", TYPES));

  /** What must hold of the cells of columns. */
  public static final Field<Map<String, Section>> CONSTRAINTS =
      Field.sectionMap(
          "constraints",
          Constraint.FIELDS,
          "what must hold of the cells of a column; of images, series and long vectors c0, c1, … are"
              + " their channels, and * is every feature");

  /** What must hold besides. */
  public static final Field<List<Section>> EXPECT =
      Field.sections("expect", Expectation.FIELDS, "what must hold besides");

  /** How long the SQL of one expectation may take. */
  public static final Field<Duration> SQL_TIMEOUT =
      Field.seconds(
              "sql_timeout_s",
              Duration.ofMinutes(5),
              0.001,
              86_400,
              "for the SQL of one expectation, its offending rows among it")
          .presentation();

  /** Checks that need not be measurable. */
  public static final Field<List<String>> ALLOW_INCONCLUSIVE = Allowance.field(List.of());

  /** The keys of the section. */
  public static final FieldTable FIELDS =
      FieldTable.of(SCHEMA, CONSTRAINTS, EXPECT, SQL_TIMEOUT, ALLOW_INCONCLUSIVE);

  /** All that the section says, in one form. */
  private final String said;

  private final Map<String, ColumnType> schema;
  private final Map<String, Constraint> constraints;
  private final List<Rule> expectations;
  private final Duration sqlTimeout;
  private final Allowance allowance;

  private ValidationConfig(
      String said,
      Map<String, ColumnType> schema,
      Map<String, Constraint> constraints,
      List<Rule> expectations,
      Duration sqlTimeout,
      Allowance allowance) {
    this.said = said;
    this.schema = Collections.unmodifiableMap(schema);
    this.constraints = Collections.unmodifiableMap(constraints);
    this.expectations = List.copyOf(expectations);
    this.sqlTimeout = sqlTimeout;
    this.allowance = allowance;
  }

  /** Nothing is demanded. */
  public static ValidationConfig none() {
    return builder().build();
  }

  /** A builder of the section. */
  public static ConfigBuilder<ValidationConfig> builder() {
    return FIELDS.builder(ValidationConfig::from);
  }

  /** Reads the section; contradictions are collected. */
  public static ValidationConfig from(Section section, Problems problems) {
    Map<String, Constraint> constraints = new LinkedHashMap<>();
    section
        .get(CONSTRAINTS)
        .forEach(
            (column, each) -> {
              Constraint constraint = Constraint.from(each, problems);
              if (column.equals(EVERY)
                  && constraint.rules("").size() > (constraint.hasRange() ? 1 : 0)) {
                each.refuse(
                    problems, Constraint.MIN, "and max are all that every feature can have");
              }
              constraints.put(column, constraint);
            });
    List<Rule> expectations =
        section.get(EXPECT).stream()
            .flatMap(each -> Expectation.from(each, problems).stream())
            .toList();
    ValidationConfig config =
        new ValidationConfig(
            section.fingerprint() + section.get(ALLOW_INCONCLUSIVE) + section.get(SQL_TIMEOUT),
            schema(section, problems),
            constraints,
            expectations,
            section.get(SQL_TIMEOUT),
            Allowance.from(section, ALLOW_INCONCLUSIVE));
    config.refuseNames(section, problems);
    return config;
  }

  private static Map<String, ColumnType> schema(Section section, Problems problems) {
    Map<String, ColumnType> types = new LinkedHashMap<>();
    section
        .get(SCHEMA)
        .forEach(
            (column, word) -> {
              Optional<ColumnType> type =
                  Arrays.stream(ColumnType.values()).filter(t -> t.id().equals(word)).findFirst();
              type.ifPresent(known -> types.put(column, known));
              if (type.isEmpty()) {
                section.refuse(
                    problems,
                    SCHEMA,
                    "has for %s no type but \"%s\"; available: %s%s"
                        .formatted(
                            column,
                            word,
                            String.join(", ", TYPES),
                            Problems.didYouMean(word, TYPES)));
              }
            });
    return types;
  }

  private void refuseNames(Section section, Problems problems) {
    Set<String> names = new HashSet<>();
    for (String name : checkNames()) {
      if (!names.add(name)) {
        section.refuse(problems, EXPECT, "has two checks \"" + name + "\"; give one another name");
      }
    }
    allowance.checks().stream()
        .filter(name -> !names.contains(name))
        .forEach(
            name ->
                section.refuse(
                    problems,
                    ALLOW_INCONCLUSIVE,
                    "\"" + name + "\" is no check" + Problems.didYouMean(name, names)));
  }

  private List<String> checkNames() {
    List<String> names = new ArrayList<>();
    rules()
        .forEach(
            rule -> {
              if (rule instanceof FigureRule figure) {
                Figures.bounds(figure).forEach(bound -> names.add(bound.name()));
              } else {
                names.add(rule.name());
              }
            });
    return names;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ValidationConfig config && said.equals(config.said);
  }

  @Override
  public int hashCode() {
    return said.hashCode();
  }

  @Override
  public String toString() {
    return said;
  }

  /** The checks that may be inconclusive. */
  public Allowance allowance() {
    return allowance;
  }

  /** How long the SQL of one expectation may take. */
  Duration sqlTimeout() {
    return sqlTimeout;
  }

  /** The types of columns. */
  Map<String, ColumnType> schema() {
    return schema;
  }

  /** The constraints by column. */
  public Map<String, Constraint> constraints() {
    return constraints;
  }

  /** Whether anything is demanded. */
  public boolean isEmpty() {
    return rules().isEmpty();
  }

  /** All rules, in the order of the file. */
  List<Rule> rules() {
    Stream<Rule> types =
        schema.entrySet().stream()
            .map(
                e ->
                    new RowRule(
                        e.getKey() + ".type",
                        List.of(e.getKey()),
                        RowTest.isOf(e.getValue()),
                        1,
                        "validation.schema." + e.getKey()));
    Stream<Rule> parts =
        constraints.entrySet().stream().flatMap(e -> e.getValue().rules(e.getKey()).stream());
    return Stream.of(types, parts, expectations.stream()).flatMap(each -> each).toList();
  }

  /**
   * The columns whose texts the rules look at.
   *
   * @param features columns of numbers, which are there anyway
   * @param names all columns that there are
   */
  public List<String> texts(List<String> features, Set<String> names) {
    Set<String> texts = new LinkedHashSet<>();
    for (Rule rule : rules()) {
      rule.columns().stream().filter(c -> !features.contains(c)).forEach(texts::add);
      if (rule instanceof SqlRule sql) {
        names.stream()
            .filter(name -> !features.contains(name) && sql.names(name))
            .forEach(texts::add);
      }
    }
    schema.forEach((column, type) -> addIf(!type.isNumeric(), column, texts));
    constraints.forEach((column, each) -> addIf(each.needsText(), column, texts));
    texts.retainAll(names);
    return List.copyOf(texts);
  }

  private static void addIf(boolean wanted, String column, Set<String> texts) {
    if (wanted) {
      texts.add(column);
    }
  }
}
