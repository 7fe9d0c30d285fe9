package io.edgeflow.data.personal;

import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Secret;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.run.RunContext;
import io.edgeflow.data.source.DataSource;
import io.edgeflow.data.source.Fetched;
import io.edgeflow.data.source.Landing;
import io.edgeflow.data.table.PersonalConfig;
import io.edgeflow.data.table.PersonalConfig.Treatment;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Rewrites what a source gave so that nothing of a personal column lands: it is left out, or each
 * of its values is replaced by its HMAC-SHA-256 (RFC 2104) in hexadecimal digits. Equal values,
 * blanks around them left out, have equal hashes, whatever the form of the source; a missing value
 * stays missing. A record that cannot be cut into its columns loses all its cells, since nobody can
 * say which of them are personal. Equal bytes and keys give equal bytes.
 *
 * <p>The key is that of the configuration, or else one of 256 random bits which the workspace keeps
 * in {@value WorkspaceKey#FILE} and that its owner alone can read. Another key gives other hashes,
 * and so another data version; without its key, a hash of a value that cannot be guessed tells
 * nothing.
 */
public final class PersonalColumns implements Landing.Rewriting {
  private final PersonalConfig config;
  private final int memoryMb;

  /**
   * The columns of a configuration.
   *
   * @param memoryMb for the engine that rewrites Parquet
   */
  public PersonalColumns(PersonalConfig config, int memoryMb) {
    this.config = config;
    this.memoryMb = memoryMb;
  }

  @Override
  public Fetched rewrite(DataSource source, Fetched fetched, Path target, RunContext context) {
    if (config.isEmpty()) {
      return fetched;
    }
    KeyedHash hash = new KeyedHash(key(context));
    Given given = new Given(source, config, fetched.cells().keySet(), hash, context);
    Path file = fetched.file();
    try {
      switch (source.format()) {
        case CSV -> CsvRewriter.rewrite(given, file, target);
        case JSON -> JsonRewriter.rewrite(given, file, target);
        case PARQUET -> ParquetRewriter.rewrite(given, file, target, memoryMb);
        case ARCHIVE ->
            throw given
                .failed("has no columns of a table, and features.personal names some")
                .remedy("take these files from a folder without personal data")
                .build();
      }
      return given.concealed(fetched, target);
    } catch (CharacterCodingException e) {
      // The cause would show what stands there.
      throw given
          .failed("is not a text in UTF-8")
          .remedy("declare the encoding of the source, for example encoding: iso-8859-1")
          .build();
    } catch (IOException e) {
      throw given.failed("cannot be rewritten without its personal columns").cause(e).build();
    }
  }

  private byte[] key(RunContext context) {
    return config
        .key()
        .map(Secret::reveal)
        .map(secret -> secret.getBytes(StandardCharsets.UTF_8))
        .orElseGet(() -> WorkspaceKey.of(context.workspace()));
  }

  /**
   * What a source is to be rewritten with.
   *
   * @param told the columns that the path of the file says, and not the file
   */
  record Given(
      DataSource source,
      PersonalConfig config,
      Set<String> told,
      KeyedHash hash,
      RunContext context) {
    private static final int DIGITS = 16;

    /** What a path says of a person is left out or hashed there too, and so is the path itself. */
    Fetched concealed(Fetched fetched, Path rewritten) {
      if (told.stream().noneMatch(this::isPersonal)) {
        return new Fetched(fetched.path(), fetched.cells(), rewritten);
      }
      if (fetched.path().isEmpty()) {
        throw failed("has a personal column in the path that the configuration writes out")
            .limit("a path that is found by a glob, which lands as its hash")
            .remedy("name its file by a glob such as *.csv")
            .build();
      }
      Map<String, String> cells = new TreeMap<>();
      fetched
          .cells()
          .forEach(
              (column, text) -> {
                if (!isPersonal(column)) {
                  cells.put(column, text);
                } else if (!isDropped(column)) {
                  cells.put(column, text.isBlank() ? "" : hash.of(text.strip()));
                }
              });
      return new Fetched(hash.of(fetched.path()).substring(0, DIGITS), cells, rewritten);
    }

    boolean isPersonal(String column) {
      return config.columns().containsKey(column);
    }

    boolean isDropped(String column) {
      return config.columns().get(column) == Treatment.DROP;
    }

    /** Refuses a source that lacks one of the columns: its name may be mistyped. */
    void requireAll(Collection<String> found) {
      for (String column : config.columns().keySet()) {
        if (!found.contains(column) && !told.contains(column)) {
          throw failed("lacks a personal column")
              .found("no column \"" + column + '"' + Problems.didYouMean(column, found))
              .limit("the columns of data_pipeline.features.personal are in every source")
              .remedy("correct its name in data_pipeline.features.personal")
              .build();
        }
      }
    }

    PipelineException.Builder failed(String what) {
      return PipelineException.failed("The source \"" + source.name() + "\" " + what)
          .where(source.origin());
    }
  }
}
