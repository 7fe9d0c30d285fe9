package io.edgeflow.deploy.agent.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line of a small, quickly starting Java process. */
public final class JavaCommand {
  private static final int WARNS_OF_NATIVES = 22;
  private static final int WARNS_OF_UNSAFE = 23;

  /** Where the launcher keeps an agent's classes; it sets this property. */
  private static final String CLASSES = "edgeflow.agent.classes";

  private JavaCommand() {}

  /**
   * A command for this Java.
   *
   * @param flags put after our own, so that they win
   */
  public static List<String> of(
      String classPath, List<String> flags, String mainClass, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xshare:auto",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Dfile.encoding=UTF-8",
            "-Dai.djl.offline=true"));
    int java = Runtime.version().feature();
    if (java >= WARNS_OF_NATIVES) {
      command.add("--enable-native-access=ALL-UNNAMED");
    }
    if (java >= WARNS_OF_UNSAFE) {
      command.add("--sun-misc-unsafe-memory-access=allow");
    }
    command.addAll(sharing());
    command.addAll(flags);
    command.addAll(List.of("-cp", classPath, mainClass));
    command.addAll(arguments);
    return command;
  }

  /**
   * The flags by which a process lists its classes, of which the launcher makes an archive before
   * the next one starts; none when there is such a list or archive, or no launcher.
   */
  public static List<String> listing() {
    String name = System.getProperty(CLASSES);
    boolean wanted =
        name != null
            && !Files.exists(Path.of(name + ".classes"))
            && !Files.exists(Path.of(name + ".jsa"));
    return wanted ? List.of("-XX:DumpLoadedClassList=" + name + ".classes") : List.of();
  }

  /** An archive of parsed classes, where there is one; a third of a start is parsing them. */
  private static List<String> sharing() {
    String name = System.getProperty(CLASSES);
    if (name == null) {
      return List.of();
    }
    List<String> flags = new ArrayList<>(List.of("-D" + CLASSES + "=" + name));
    // An empty one says that this Java makes none.
    if (new File(name + ".jsa").length() > 0) {
      flags.addAll(List.of("-XX:SharedArchiveFile=" + name + ".jsa", "-Xlog:cds*=off"));
    }
    return flags;
  }
}
