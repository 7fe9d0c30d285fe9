package io.edgeflow.orchestrator.shell;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.orchestrator.console.Logging;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import jdk.jshell.tool.JavaShellToolBuilder;

/**
 * JShell with Edgeflow on its class path and imported. Reads piped input too: each value is then
 * printed as in a session.
 */
public final class Shell {
  private static final String WELCOME =
      "Edgeflow in JShell. Try:"
          + " EdgeModel.load(Path.of(\".edgeflow/releases/1\")).predict(new float[64])"
          + "   (/exit leaves)";

  private Shell() {}

  /**
   * Runs a session until {@code /exit} or the end of the input.
   *
   * @param interactive whether a person types
   * @return the session's exit code
   */
  public static int run(InputStream in, PrintStream out, PrintStream err, boolean interactive) {
    Path startup = startup();
    try {
      if (interactive) {
        out.println(WELCOME);
      }
      JavaShellToolBuilder shell = JavaShellToolBuilder.builder().in(in, null).out(out).err(err);
      if (!interactive) {
        shell.persistence(new HashMap<>());
      }
      return shell.start(arguments(startup, interactive).toArray(new String[0]));
    } catch (Exception e) {
      throw PipelineException.failed("The shell ended unexpectedly").cause(e).build();
    } finally {
      delete(startup);
    }
  }

  private static List<String> arguments(Path startup, boolean interactive) {
    List<String> arguments = new ArrayList<>();
    arguments.add("--class-path=" + System.getProperty("java.class.path"));
    arguments.add("--startup=" + startup);
    arguments.add("--feedback=" + (interactive ? "normal" : "concise"));
    arguments.add("-R-Dai.djl.offline=true");
    arguments.add("-R-Dfile.encoding=UTF-8");
    Logging.settings().forEach((name, value) -> arguments.add("-R-D" + name + "=" + value));
    return arguments;
  }

  private static Path startup() {
    try (InputStream script =
        Objects.requireNonNull(Shell.class.getResourceAsStream("startup.jsh"))) {
      Path file = Files.createTempFile("edgeflow", ".jsh");
      Files.copy(script, file, StandardCopyOption.REPLACE_EXISTING);
      return file;
    } catch (IOException e) {
      throw PipelineException.failed("Cannot prepare the shell").cause(e).build();
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw PipelineException.failed("Cannot delete the file").where(file).cause(e).build();
    }
  }
}
