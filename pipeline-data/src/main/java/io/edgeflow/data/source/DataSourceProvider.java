package io.edgeflow.data.source;

import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Provider;
import io.edgeflow.core.config.Providers;
import io.edgeflow.core.config.Section;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A kind of data source. A new one is a public class that implements this, and its name in {@code
 * META-INF/services/io.edgeflow.data.source.DataSourceProvider}; then its {@link #id()} is a {@code
 * type} of {@code data_pipeline.data_sources}, with {@link #fields()} as its keys beside {@code
 * name} and {@code type}.
 */
public interface DataSourceProvider extends Provider {
  /** All kinds on the class path. */
  Providers<DataSourceProvider> ALL = Providers.of(DataSourceProvider.class);

  /**
   * The source that an entry describes. Nothing is read or connected to yet.
   *
   * @param entry has {@link DataSource#NAME}, a value for each mandatory key of {@link #fields()},
   *     and the other keys as the table says
   * @param base where relative paths that a file gives are looked up, before the working folder
   * @param problems gets what contradicts itself in the entry
   * @return empty when a problem was added
   */
  Optional<DataSource> source(Section entry, Optional<Path> base, Problems problems);
}
