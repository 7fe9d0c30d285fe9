package io.edgeflow.orchestrator.cli;

import io.edgeflow.data.DataProfiler;
import io.edgeflow.data.profile.DataProfile;
import io.edgeflow.data.profile.ProfileLimits;
import io.edgeflow.data.profile.Suggestion;
import io.edgeflow.orchestrator.console.ProfileText;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    description = "Looks at data, without a workflow and without a workspace.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Example: edgeflow data profile config/data/digits.csv",
      "         edgeflow data suggest rows.parquet"
    })
final class DataCommand {
  private static final String SOURCE =
      "a CSV, JSON lines (.jsonl, .ndjson) or Parquet file, packed or not, or a folder of images";

  private DataCommand() {}

  static CommandLine of(Io io) {
    return new CommandLine(new DataCommand())
        .addSubcommand("profile", new Profile(io))
        .addSubcommand("suggest", new Suggest(io));
  }

  @Command(
      description =
          "Tells what the columns of a source hold: completeness, uniqueness, distinctness and"
              + " entropy (as Deequ defines them), moments, quantiles, frequent values, classes and"
              + " correlations.",
      mixinStandardHelpOptions = true,
      footer = {
        "",
        "Of more than 50 million cells, quantiles are those of rows taken evenly, with their error,"
            + " and columns of many values have an estimate of how many they are.",
        "",
        "Example: edgeflow data profile config/data/digits.csv --label label",
        "         edgeflow data profile images/ --json"
      })
  static final class Profile implements Callable<Integer> {
    private final Io io;

    @Parameters(paramLabel = "SOURCE", description = SOURCE)
    Path source = Path.of("");

    @Option(
        names = "--label",
        paramLabel = "COLUMN",
        description = "the column of classes (default: label, where there is one)")
    @Nullable String label;

    @Option(names = "--json", description = "prints everything as JSON")
    boolean json;

    Profile(Io io) {
      this.io = io;
    }

    @Override
    public Integer call() {
      DataProfile profile =
          new DataProfiler(Optional.ofNullable(label), ProfileLimits.THOROUGH).of(source);
      io.out().print(json ? DataProfile.FORM.pretty(profile) : ProfileText.of(profile, io.style()));
      return 0;
    }
  }

  @Command(
      description =
          "Prints constraints that a source keeps to, to be pasted below data_pipeline and"
              + " corrected by who knows the data.",
      mixinStandardHelpOptions = true,
      footer = {
        "",
        "Ranges are a tenth wider than what was seen.",
        "",
        "Example: edgeflow data suggest rows.csv.gz"
      })
  static final class Suggest implements Callable<Integer> {
    private final Io io;

    @Parameters(paramLabel = "SOURCE", description = SOURCE)
    Path source = Path.of("");

    Suggest(Io io) {
      this.io = io;
    }

    @Override
    public Integer call() {
      io.out().print(Suggestion.yaml(DataProfiler.profile(source)));
      return 0;
    }
  }
}
