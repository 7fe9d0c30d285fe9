package io.edgeflow.orchestrator.cli;

import io.edgeflow.core.json.Json;
import io.edgeflow.formats.ModelInspector;
import io.edgeflow.formats.inspect.ModelSummary;
import io.edgeflow.orchestrator.model.ReadChoices;
import io.edgeflow.orchestrator.model.SummaryText;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    description =
        "Tells what a model file holds: layers, shapes, parameters, MACs, number formats, the share"
            + " of the file that each layer takes, and the most memory that activations need.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Reads ONNX, TFLite and graph files (.safetensors), by what they begin with and not by name."
          + " Peak memory: each tensor is held until its last reader is done, and what works"
          + " element by element writes over its input.",
      "",
      "Example: edgeflow inspect mobilenet_v2.onnx",
      "         edgeflow inspect lstm.onnx --shape input=1,28,28 --json"
    })
final class InspectCommand implements Callable<Integer> {
  private final Io io;

  @Parameters(paramLabel = "FILE", description = "a model file")
  Path file = Path.of("");

  @Mixin ReadArguments read = new ReadArguments();

  @Option(names = "--json", description = "prints everything as JSON")
  boolean json;

  InspectCommand(Io io) {
    this.io = io;
  }

  @Override
  public Integer call() {
    ModelSummary summary = ModelInspector.inspect(file, ReadChoices.of(read.shapes, read.batch));
    io.out().print(json ? Json.pretty(summary) : SummaryText.of(summary, io.style()));
    return 0;
  }
}
