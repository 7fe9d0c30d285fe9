package io.edgeflow.data.table;

import static java.util.stream.Collectors.toUnmodifiableSet;

import io.edgeflow.core.config.Choice;
import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Secret;
import io.edgeflow.core.config.Section;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which columns hold what is known of persons, and what becomes of them before records land.
 *
 * @param columns by name
 * @param key of the hash; empty for the key of the workspace
 */
public record PersonalConfig(Map<String, Treatment> columns, Optional<Secret> key) {
  /** The fewest characters of a key that is given: a shorter one could be tried out. */
  private static final int MIN_KEY = 16;

  /** Columns by name, each with its treatment. */
  public static final Field<Map<String, Choice>> PERSONAL =
      Field.choiceMap(
          "personal",
          Arrays.stream(Treatment.values()).map(Treatment::id).toList(),
          "columns that never land as they are: drop, or hash (HMAC-SHA-256)");

  /** The key of the hash. */
  public static final Field<Secret> KEY =
      Field.secret(
          "personal_key",
          "of the hash, at least 16 characters; default: personal.key of the workspace");

  /** What becomes of a column. */
  public enum Treatment {
    /** It is left out. */
    DROP,
    /** A keyed hash takes its place, by which records of one person can still be told. */
    HASH;

    /** The word in the configuration. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }

    private static Treatment of(String id) {
      return Treatment.valueOf(id.toUpperCase(Locale.ROOT));
    }
  }

  /** No column. */
  public static final PersonalConfig NONE = new PersonalConfig(Map.of(), Optional.empty());

  /** Copies the columns. */
  public PersonalConfig {
    columns = Collections.unmodifiableMap(new TreeMap<>(columns));
  }

  /** These columns, hashed with the key of the workspace. */
  public static PersonalConfig of(Map<String, Treatment> columns) {
    return new PersonalConfig(columns, Optional.empty());
  }

  static PersonalConfig from(Section section, Problems problems) {
    Map<String, Treatment> columns = new TreeMap<>();
    section
        .get(PERSONAL)
        .forEach(
            (column, choice) -> {
              if (choice.number().isPresent()) {
                section.refuse(problems, PERSONAL, column + " takes a word alone");
              }
              columns.put(column, Treatment.of(choice.word()));
            });
    Optional<Secret> key = section.find(KEY);
    if (key.filter(secret -> secret.reveal().length() < MIN_KEY).isPresent()) {
      section.refuse(problems, KEY, "must have at least " + MIN_KEY + " characters");
    }
    return new PersonalConfig(columns, key);
  }

  /** Whether there is no such column. */
  public boolean isEmpty() {
    return columns.isEmpty();
  }

  /** The columns that are left out. */
  public Set<String> dropped() {
    return columns.entrySet().stream()
        .filter(column -> column.getValue() == Treatment.DROP)
        .map(Map.Entry::getKey)
        .collect(toUnmodifiableSet());
  }

  /** Refuses columns that are left out and used all the same. */
  public void refuseUsed(Section section, Collection<String> used, String use, Problems problems) {
    for (String column : used) {
      if (dropped().contains(column)) {
        section.refuse(
            problems,
            PERSONAL,
            "drops \"%s\", which is %s; take hash, or leave it out there".formatted(column, use));
      }
    }
  }
}
