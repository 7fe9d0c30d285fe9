package io.edgeflow.orchestrator.cli;

import io.edgeflow.core.artifact.AtomicFile;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.deploy.EdgeModel;
import io.edgeflow.deploy.release.ReleaseStore;
import io.edgeflow.orchestrator.predict.CsvPrediction;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    description = "Predicts the rows of a CSV file with a released model, as a device does.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "The input's first line names its columns; those that the model does not take are copied.",
      "",
      "Example: edgeflow predict --input config/data/digits.csv --output answers.csv"
    })
final class PredictCommand implements Callable<Integer> {
  private static final String STREAM = "-";

  private final Io io;

  @Mixin WorkspaceArguments workspace = new WorkspaceArguments();

  @Option(
      names = "--release",
      paramLabel = "N",
      description = "the release's version (default: the newest)")
  @Nullable Long release;

  @Option(
      names = "--input",
      required = true,
      paramLabel = "FILE",
      description = "a CSV file; - reads the standard input")
  String input = STREAM;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "where the answers go; it appears when all are there (default: printed)")
  @Nullable Path output;

  PredictCommand(Io io) {
    this.io = io;
  }

  @Override
  public Integer call() throws IOException {
    try (EdgeModel model = EdgeModel.load(release());
        Reader in = open()) {
      if (output == null) {
        Writer out = new OutputStreamWriter(io.out(), StandardCharsets.UTF_8);
        CsvPrediction.of(model, in, source(), out, io.progress());
        out.flush();
      } else {
        long rows = toFile(model, in, output);
        io.tell(rows + " rows predicted by release " + model.version() + ": " + output);
      }
    }
    return 0;
  }

  private Path release() {
    Path releases = workspace.of(io).releases();
    long newest = new ReleaseStore(releases).newest().orElse(0);
    long wanted = release == null ? newest : release;
    Path folder = releases.resolve(Long.toString(wanted));
    if (wanted < 1 || !Files.isDirectory(folder)) {
      throw PipelineException.config("There is no such release")
          .found(newest == 0 ? "no release" : "none above " + newest)
          .limit(release == null ? "one" : release)
          .where(releases)
          .remedy("edgeflow run makes releases; --workspace says where they are")
          .build();
    }
    return folder;
  }

  private Reader open() {
    if (input.equals(STREAM)) {
      return new InputStreamReader(io.in(), StandardCharsets.UTF_8);
    }
    try {
      return Files.newBufferedReader(Path.of(input));
    } catch (IOException e) {
      throw PipelineException.config("Cannot read the input")
          .where(input)
          .remedy("check --input")
          .cause(e)
          .build();
    }
  }

  private String source() {
    return input.equals(STREAM) ? "standard input" : input;
  }

  private long toFile(EdgeModel model, Reader in, Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw PipelineException.config("There is no folder for the output")
          .where(file)
          .remedy("check --output")
          .build();
    }
    Path aside = Files.createTempFile(folder, ".", ".tmp");
    try {
      long rows;
      try (BufferedWriter out = Files.newBufferedWriter(aside)) {
        rows = CsvPrediction.of(model, in, source(), out, io.progress());
      }
      AtomicFile.publish(aside, file);
      return rows;
    } finally {
      Files.deleteIfExists(aside);
    }
  }
}
