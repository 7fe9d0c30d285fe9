package io.edgeflow.deploy.release;

import io.edgeflow.core.artifact.AtomicFile;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.file.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** The folder of releases, one sub-folder a version; a release appears whole or not at all. */
public final class ReleaseStore {
  private static final String INCOMING = ".incoming";

  private final Path root;

  /** A store in a folder, which is created when the first release arrives. */
  public ReleaseStore(Path root) {
    this.root = root;
  }

  /** The newest version, empty when there is none. */
  public OptionalLong newest() {
    return folders().stream()
        .map(folder -> String.valueOf(folder.getFileName()))
        .filter(name -> name.matches("[1-9][0-9]{0,17}"))
        .mapToLong(Long::parseLong)
        .max();
  }

  /** The release of a version, which must be there. */
  public Release open(long version) {
    return new Release(root.resolve(Long.toString(version)));
  }

  /**
   * Adds a release: written aside, forced to disk, renamed.
   *
   * @throws PipelineException if the version is taken or the folder cannot be written
   */
  public Release publish(long version, byte[] bundle, SignedStatement signed) {
    Path folder = root.resolve(Long.toString(version));
    try {
      Files.createDirectories(root);
      removeTornOnes();
      Path aside = Files.createTempDirectory(root, INCOMING);
      AtomicFile.write(aside.resolve(Release.BUNDLE), bundle);
      signed.write(aside);
      Files.move(aside, folder, StandardCopyOption.ATOMIC_MOVE);
      return new Release(folder);
    } catch (IOException e) {
      throw PipelineException.failed("Cannot write the release " + version)
          .where(folder)
          .cause(e)
          .build();
    }
  }

  private void removeTornOnes() throws IOException {
    for (Path folder : folders()) {
      if (String.valueOf(folder.getFileName()).startsWith(INCOMING)) {
        FileTree.delete(folder);
      }
    }
  }

  private List<Path> folders() {
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    try (Stream<Path> children = Files.list(root)) {
      return children.filter(Files::isDirectory).toList();
    } catch (IOException e) {
      throw PipelineException.failed("Cannot list the releases").where(root).cause(e).build();
    }
  }
}
