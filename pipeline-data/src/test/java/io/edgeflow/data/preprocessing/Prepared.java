package io.edgeflow.data.preprocessing;

import io.edgeflow.core.dataset.Dataset;
import io.edgeflow.core.dataset.DatasetManifest;
import io.edgeflow.core.dataset.Schema;
import io.edgeflow.core.run.RunContext;
import io.edgeflow.core.sample.Target;
import io.edgeflow.data.quality.DataValidator;
import io.edgeflow.data.quality.RowFacts;
import io.edgeflow.data.quality.ValidRows;
import io.edgeflow.data.table.Collected;
import io.edgeflow.data.table.CollectedTable;
import io.edgeflow.data.table.FeatureConfig;
import io.edgeflow.data.table.SchemaInference;
import io.edgeflow.data.table.TableColumns;
import io.edgeflow.data.table.WindowConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A data set made from the lines of a table, without the stage around it. */
record Prepared(RunContext context, RawSplits splits, ValidRows rows, DatasetManifest manifest) {
  static final long SHARD = 1 << 20;

  /** How it is made. */
  record Recipe(
      FeatureConfig features, PreprocessingConfig preprocessing, SplitConfig split, long shard) {
    static Recipe usual() {
      return new Recipe(
          FeatureConfig.defaults(), PreprocessingConfig.defaults(), SplitConfig.defaults(), SHARD);
    }

    Recipe with(FeatureConfig other) {
      return new Recipe(other, preprocessing, split, shard);
    }

    Recipe with(PreprocessingConfig other) {
      return new Recipe(features, other, split, shard);
    }

    Recipe with(SplitConfig other) {
      return new Recipe(features, preprocessing, other, shard);
    }

    Recipe with(long shardBytes) {
      return new Recipe(features, preprocessing, split, shardBytes);
    }
  }

  @SafeVarargs
  static Prepared of(Path temp, Recipe recipe, long seed, int threads, List<String>... sources) {
    RunContext context = context(temp, seed, threads);
    try (Collected collected = new Collected(temp.resolve("artifacts"))) {
      TableColumns.Extra extra =
          new TableColumns.Extra(
              Optional.empty(),
              recipe.split().keptColumn(),
              recipe.split().column(),
              recipe.features().window().flatMap(WindowConfig::order).or(recipe.split()::time),
              recipe.features().window().flatMap(WindowConfig::by),
              List.copyOf(recipe.preprocessing().encode().columns().keySet()));
      for (int i = 0; i < sources.length; i++) {
        collected.csv("s" + i, sources[i].toArray(String[]::new));
      }
      CollectedTable table = collected.load(recipe.features(), extra);
      Target target = recipe.features().target().resolve(table);
      Schema schema = SchemaInference.schema(recipe.features(), table.columns(), target);
      RowFacts facts = RowFacts.measure(table, target, List.of(), schema.raw().channels());
      ValidRows rows =
          new DataValidator(
                  facts,
                  recipe.preprocessing().missing()::drops,
                  recipe.split().parting(target, seed))
              .validate(collected.folder(), collected.store());
      RawSplits splits =
          new RawWriter(recipe.split(), recipe.preprocessing().encode(), List.of(), recipe.shard())
              .write(table, schema, collected.folder(), context);
      DatasetManifest manifest =
          new DataPreprocessor(recipe.preprocessing(), recipe.split(), recipe.shard())
              .prepare(splits, "v1", context);
      return new Prepared(context, splits, rows, manifest);
    }
  }

  Dataset open() {
    return Dataset.open(manifest, context.artifacts());
  }

  /** A header and one line for each number. */
  static List<String> lines(String header, int count, IntFunction<String> line) {
    return Stream.concat(Stream.of(header), IntStream.range(0, count).mapToObj(line)).toList();
  }

  private static RunContext context(Path temp, long seed, int threads) {
    return RunContext.standalone(temp, seed).withThreads(threads);
  }
}
