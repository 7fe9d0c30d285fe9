package io.edgeflow.data.source;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Section;
import io.edgeflow.data.archive.RecordingFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Sources of type {@code recordings}: one recording a file, cut into windows. */
public final class RecordingsProvider implements DataSourceProvider {
  /** The folder. */
  public static final Field<Path> PATH = FolderSource.PATH;

  /** How large all files together may be. */
  public static final Field<Integer> MAX_MB = Archiving.MAX_MB;

  /** Which files are recordings. */
  public static final Field<List<String>> INCLUDE =
      FolderSource.include(
          List.of("**.{txt,csv,tsv,wav,TXT,CSV,TSV,WAV}{,.gz,.zst}"),
          "globs for the paths of recordings below it");

  /** What a recording's path says of it. */
  public static final Field<String> PATTERN = FolderSource.pattern("recording");

  /** Which columns of text are channels. */
  public static final Field<List<String>> COLUMNS =
      Field.texts(
              "columns",
              List.of(),
              List.of(),
              "of text, the channels: names of the header, or numbers from 1; default: all")
          .input();

  /** How much of a window the next one repeats. */
  public static final Field<Double> OVERLAP =
      Field.number("overlap", 0.0, 0, 0.99, "share of a window that the next one repeats").input();

  /** Whether what is left at the end is a window. */
  public static final Field<Boolean> PAD =
      Field.flag("pad", false, "fill a last window with zeros; else it is left out").input();

  private static final FieldTable FIELDS =
      FieldTable.of(PATH, INCLUDE, PATTERN, COLUMNS, OVERLAP, PAD, MAX_MB, DataSource.TIMEOUT);

  @Override
  public String id() {
    return "recordings";
  }

  @Override
  public String description() {
    return "a folder of recordings, WAV or lines of numbers, cut into windows";
  }

  @Override
  public FieldTable fields() {
    return FIELDS;
  }

  @Override
  public Optional<DataSource> source(Section entry, Optional<Path> base, Problems problems) {
    RecordingFiles form =
        new RecordingFiles(
            entry.get(PATTERN), entry.get(COLUMNS), entry.get(OVERLAP), entry.get(PAD));
    return FolderSource.from(entry, INCLUDE, PATTERN, form, base, problems);
  }
}
