package io.edgeflow.orchestrator.cli;

import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String own = Main.class.getPackage().getImplementationVersion();
    String java = Runtime.version() + ", " + System.getProperty("os.name");
    return new String[] {
      "edgeflow " + (own == null ? "(from class folders)" : own),
      "Java " + java + " " + System.getProperty("os.arch")
    };
  }
}
