package io.edgeflow.orchestrator.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/**
 * What a model file leaves open, for the commands that read one; see {@link
 * io.edgeflow.orchestrator.model.ReadChoices}.
 */
final class ReadArguments {
  @Option(
      names = "--shape",
      paramLabel = "INPUT=SIZES",
      description =
          "all sizes of an input that the file leaves open, as in input=1,3,224,224; once for each")
  List<String> shapes = new ArrayList<>();

  @Option(
      names = "--batch",
      paramLabel = "WHERE",
      defaultValue = "auto",
      description =
          "where the samples of a batch lie in the inputs: first, the first axis whatever its size;"
              + " none, the file takes one sample without an axis for more; auto, the default, sees"
              + " by the sizes")
  String batch = "auto";
}
