package io.edgeflow.deploy.agent.probe;

import io.edgeflow.core.artifact.AtomicFile;
import io.edgeflow.core.json.Json;
import io.edgeflow.deploy.agent.process.ParentWatch;
import io.edgeflow.deploy.bundle.Bundle;
import io.edgeflow.deploy.release.RefusedException;
import io.edgeflow.deploy.release.Release;
import io.edgeflow.deploy.release.ReleaseStatement;
import io.edgeflow.deploy.serving.GoldenCheck;
import io.edgeflow.deploy.serving.LoadedModel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The child process that tries a model: loads it, asks the golden rows, writes {@code probe.json}.
 * It ends with its parent, which holds its standard input.
 */
final class ProbeMain {
  private ProbeMain() {}

  /** Takes the folder of an unpacked bundle. */
  public static void main(String[] arguments) {
    ParentWatch.start(() -> Runtime.getRuntime().halt(1));
    try {
      probe(Path.of(arguments[0]));
      System.exit(0);
    } catch (RefusedException | RuntimeException e) {
      e.printStackTrace();
      System.err.println(ChildProbe.TOLD + e.toString().lines().findFirst().orElse(""));
      System.exit(1);
    }
  }

  private static void probe(Path folder) throws RefusedException {
    String text = new String(new Release(folder).signed().bytes(), StandardCharsets.UTF_8);
    ReleaseStatement statement = ReleaseStatement.FORM.read(text, folder);
    Bundle bundle = Bundle.open(folder, statement);
    try (LoadedModel model = LoadedModel.open(bundle.model(), bundle.inference())) {
      GoldenCheck golden = GoldenCheck.run(model, bundle.golden());
      ProbeReport report = new ProbeReport(model.runtime(), model.loadTimeMs(), golden);
      AtomicFile.write(folder.resolve(ProbeReport.FILE), Json.text(report));
    }
  }
}
