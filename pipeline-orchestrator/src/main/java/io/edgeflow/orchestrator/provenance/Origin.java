package io.edgeflow.orchestrator.provenance;

import com.sun.management.OperatingSystemMXBean;
import io.edgeflow.orchestrator.cache.CodeIdentity;
import io.edgeflow.orchestrator.run.Provenance;
import io.edgeflow.orchestrator.run.Provenance.Git;
import io.edgeflow.orchestrator.run.Provenance.Machine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks git, the system and the class path; what cannot be told is left out. */
public final class Origin {
  private static final Logger LOG = LoggerFactory.getLogger(Origin.class);
  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  /** A resource that only the engine's library has, by the engine's name. */
  private static final Map<String, String> ENGINES =
      Map.of(
          "DJL", "ai/djl/engine/Engine.class",
          "PyTorch", "native/lib/pytorch.properties",
          "ONNX Runtime", "ai/onnxruntime/OrtEnvironment.class",
          "LiteRT (TFLite)", "org/bytedeco/tensorflowlite/Interpreter.class",
          "DuckDB", "org/duckdb/DuckDBDriver.class");

  private static final Pattern VERSION = Pattern.compile("-([0-9]+(?:\\.[0-9]+)+)");

  private Origin() {}

  /**
   * The provenance of a run that begins.
   *
   * @param workflow its name
   * @param config its configuration file; null when it was made in code
   */
  public static Provenance of(String workflow, @Nullable Path config) {
    Git git = Optional.ofNullable(config).flatMap(Origin::git).orElse(null);
    return new Provenance(workflow, git, machine(), engines());
  }

  /** The repository that a file is in; its own settings start no programs. */
  static Optional<Git> git(Path file) {
    Path absolute = file.toAbsolutePath().normalize();
    Path folder = absolute.getParent();
    Optional<String> commit = git(folder, "rev-parse", "--verify", "HEAD").map(String::strip);
    if (commit.isEmpty()) {
      return Optional.empty();
    }
    boolean unchanged =
        git(folder, "status", "--porcelain", "--untracked-files=no")
                .filter(String::isBlank)
                .isPresent()
            && git(folder, "ls-files", "--error-unmatch", "--", absolute.toString()).isPresent();
    return Optional.of(new Git(commit.get(), !unchanged));
  }

  private static Optional<String> git(@Nullable Path folder, String... arguments) {
    Stream<String> start =
        Stream.of(
            "git", "--no-optional-locks", "-c", "core.fsmonitor=false", "--literal-pathspecs");
    return ShortCommand.run(folder, Stream.concat(start, Stream.of(arguments)).toList());
  }

  static Machine machine() {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    String os = System.getProperty("os.name") + " " + System.getProperty("os.version");
    return new Machine(
        cpu(),
        Runtime.getRuntime().availableProcessors(),
        system.getTotalMemorySize(),
        os,
        Runtime.version() + " (" + System.getProperty("java.vendor") + ")");
  }

  private static String cpu() {
    return linuxCpu()
        .or(() -> ShortCommand.run(null, List.of("sysctl", "-n", "machdep.cpu.brand_string")))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .orElse(System.getProperty("os.arch"));
  }

  private static Optional<String> linuxCpu() {
    if (!Files.isReadable(CPU_INFO)) {
      return Optional.empty();
    }
    try (Stream<String> lines = Files.lines(CPU_INFO)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1))
          .findFirst()
          .or(() -> Optional.of(""));
    } catch (IOException e) {
      LOG.debug("{} cannot be read", CPU_INFO, e);
      return Optional.of("");
    }
  }

  /** Read from the names of their jars, because asking an engine would load it. */
  static Map<String, String> engines() {
    Map<String, String> versions = new TreeMap<>();
    ENGINES.forEach(
        (name, resource) -> {
          Matcher version = VERSION.matcher(CodeIdentity.library(resource));
          if (version.find()) {
            versions.put(name, version.group(1));
          }
        });
    return versions;
  }
}
