package io.edgeflow.installed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A local Maven repository with the modules as {@code mvn install} lays them out, and links to all
 * that this build's own repository holds of others. So nothing of ours is left in the user's, and
 * nothing of 500 MB is copied.
 */
record LocalRepository(Path root) {
  private static final List<String> GROUP = List.of("io", "edgeflow");

  static LocalRepository in(Path root, Path others) throws IOException {
    link(Files.createDirectories(root), others, 0);
    LocalRepository repository = new LocalRepository(root);
    for (Pom pom : Pom.all()) {
      repository.install(pom);
    }
    return repository;
  }

  /** Links what lies beside each folder on the way to our group. */
  private static void link(Path here, Path others, int depth) throws IOException {
    String own = GROUP.get(depth);
    try (Stream<Path> found = Files.list(others)) {
      for (Path other : found.filter(path -> !path.endsWith(own)).toList()) {
        Files.createSymbolicLink(here.resolve(other.getFileName()), other);
      }
    }
    Path next = Files.createDirectories(here.resolve(own));
    if (depth + 1 < GROUP.size() && Files.isDirectory(others.resolve(own))) {
      link(next, others.resolve(own), depth + 1);
    }
  }

  private void install(Pom pom) throws IOException {
    String name = pom.artifactId() + "-" + pom.version();
    Path folder =
        root.resolve(String.join("/", GROUP)).resolve(pom.artifactId()).resolve(pom.version());
    Files.createDirectories(folder);
    Files.copy(pom.file(), folder.resolve(name + ".pom"));
    if (!pom.texts("/project/packaging").contains("pom")) {
      Files.copy(pom.jar(), folder.resolve(name + ".jar"));
    }
  }
}
