package io.edgeflow.data.source;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Section;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A place that records come from. */
public sealed interface DataSource permits FileSource, HttpSource {
  /** The keys of one entry of {@code data_pipeline.data_sources}. */
  FieldTable FIELDS =
      FieldTable.of(
          Field.text("name", null, "what the source is called in reports").mandatory(),
          Field.choice("type", null, List.of("files", "sensors", "cloud"), "where it reads from")
              .mandatory(),
          Field.text("path", null, "the CSV file of a source of type files"),
          Field.text("endpoint", null, "the URL that answers with JSON records"),
          Field.secret("token", "sent as a bearer token"),
          Field.seconds(
              "timeout", Duration.ofSeconds(30), 0.001, 86_400, "for the whole HTTP answer"),
          Field.integer("max_mb", 64, 1, 2048, "largest HTTP answer accepted").in("MiB"));

  /** The name in reports, unique in a configuration. */
  String name();

  /** Where it reads from, fit to be shown. */
  String origin();

  /** Reads the entries; every contradiction is collected. */
  static List<DataSource> from(Section pipeline, Optional<Path> base, Problems problems) {
    List<Section> entries = pipeline.sections("data_sources");
    if (entries.isEmpty()) {
      pipeline.refuse(problems, "data_sources", "at least one source is needed");
    }
    Set<String> names = new HashSet<>();
    return entries.stream()
        .filter(entry -> entry.optionalText("name").isPresent())
        .filter(entry -> entry.optionalText("type").isPresent())
        .flatMap(
            entry -> {
              if (!names.add(entry.text("name"))) {
                entry.refuse(problems, "name", "another source has this name");
              }
              return (entry.text("type").equals("files")
                      ? FileSource.from(entry, base, problems)
                      : HttpSource.from(entry, problems))
                  .stream();
            })
        .toList();
  }
}
