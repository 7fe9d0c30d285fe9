package io.edgeflow.core.artifact;

import io.edgeflow.core.error.PipelineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Files under their SHA-256 in {@code artifacts/sha256/xx/…}; written once, never changed. A file
 * is verified against its name the first time this store looks at it. Thread-safe.
 */
public final class ArtifactStore {
  private final Path root;
  private final Set<String> verified = ConcurrentHashMap.newKeySet();

  /** A store in the given folder, which is created when the first file arrives. */
  public ArtifactStore(Path root) {
    this.root = root;
  }

  /** Takes bytes in under the given name. */
  public Artifact put(String name, byte[] bytes) {
    String sha = Sha256.of(bytes);
    Path file = location(sha);
    if (!Files.exists(file)) {
      AtomicFile.write(file, bytes);
    }
    return new Artifact(name, sha, bytes.length);
  }

  /** Copies a file in under the given name; the original stays. */
  public Artifact put(String name, Path source) {
    try {
      String sha = Sha256.of(source);
      Path file = location(sha);
      if (!Files.exists(file)) {
        Path folder = scratch();
        Path aside = folder.resolve(sha);
        Files.copy(source, aside, StandardCopyOption.REPLACE_EXISTING);
        AtomicFile.publish(aside, file);
        Files.delete(folder);
      }
      return new Artifact(name, sha, Files.size(file));
    } catch (IOException e) {
      throw PipelineException.failed("Cannot store the file").where(source).cause(e).build();
    }
  }

  /**
   * Takes a finished file in under the given name, which is not copied and lies in a {@linkplain
   * #scratch scratch folder} no more.
   */
  public Artifact take(String name, Path source) {
    String sha = Sha256.of(source);
    Path file = location(sha);
    try {
      if (Files.exists(file)) {
        Files.delete(source);
      } else {
        AtomicFile.publish(source, file);
        verified.add(sha);
      }
      return new Artifact(name, sha, Files.size(file));
    } catch (IOException e) {
      throw PipelineException.failed("Cannot store the file").where(source).cause(e).build();
    }
  }

  /**
   * The path of a stored file.
   *
   * @throws PipelineException if it is missing or its content no longer has its digest
   */
  public Path open(Artifact artifact) {
    Path file = location(artifact.sha256());
    if (!Files.isRegularFile(file)) {
      throw damaged(artifact, file, "missing").build();
    }
    if (!verified.contains(artifact.sha256())) {
      String found = Sha256.of(file);
      if (!found.equals(artifact.sha256())) {
        throw damaged(artifact, file, found).limit(artifact.sha256()).build();
      }
      verified.add(artifact.sha256());
    }
    return file;
  }

  /**
   * Whether the file is there and whole; always looks, and spares {@link #open} the second look.
   */
  public boolean holds(Artifact artifact) {
    Path file = location(artifact.sha256());
    boolean whole = Files.isRegularFile(file) && Sha256.of(file).equals(artifact.sha256());
    if (whole) {
      verified.add(artifact.sha256());
    } else {
      verified.remove(artifact.sha256());
    }
    return whole;
  }

  /** The bytes of a stored file. */
  public byte[] read(Artifact artifact) {
    Path file = open(artifact);
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw PipelineException.failed("Cannot read the artifact").where(file).cause(e).build();
    }
  }

  /** A fresh folder on the store's file system for files that are still being written. */
  public Path scratch() {
    try {
      Files.createDirectories(root);
      return Files.createTempDirectory(root, ".scratch");
    } catch (IOException e) {
      throw PipelineException.failed("Cannot write to the artifact store")
          .where(root)
          .cause(e)
          .build();
    }
  }

  /** Where a digest's file lies, whether or not it is there. */
  public Path location(String sha256) {
    return root.resolve("sha256").resolve(sha256.substring(0, 2)).resolve(sha256);
  }

  private static PipelineException.Builder damaged(Artifact artifact, Path file, String found) {
    return PipelineException.failed("The artifact " + artifact.name() + " is missing or damaged")
        .found(found)
        .where(file)
        .remedy("delete it and run again; it will be made anew");
  }
}
