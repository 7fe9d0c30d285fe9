package io.edgeflow.deploy.agent.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line of a small, quickly starting Java process. */
public final class JavaCommand {
  private static final int WARNS_OF_NATIVES = 22;
  private static final int WARNS_OF_UNSAFE = 23;

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
    command.addAll(flags);
    command.addAll(List.of("-cp", classPath, mainClass));
    command.addAll(arguments);
    return command;
  }
}
