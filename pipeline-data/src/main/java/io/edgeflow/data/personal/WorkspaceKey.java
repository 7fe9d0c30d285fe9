package io.edgeflow.data.personal;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.run.Workspace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/** The key of a workspace: 256 random bits, made when first asked for, for its owner to read. */
final class WorkspaceKey {
  static final String FILE = "personal.key";

  private static final int BYTES = 32;

  private WorkspaceKey() {}

  /** Sources are landed side by side: the first one makes it. */
  static synchronized byte[] of(Workspace workspace) {
    Path file = workspace.root().resolve(FILE);
    try {
      if (!Files.exists(file)) {
        create(workspace.root(), file);
      }
      return HexFormat.of().parseHex(Files.readString(file).strip());
    } catch (IOException | IllegalArgumentException e) {
      // An exception of the digits would show some of them.
      throw PipelineException.failed("The key of personal columns cannot be read or made")
          .found(e instanceof IOException ? e : "not " + 2 * BYTES + " hexadecimal digits")
          .where(file)
          .remedy("restore it; a new one is made when it is gone, and gives other hashes")
          .build();
    }
  }

  /** Written aside under its rights, and linked: two processes end with one key. */
  private static void create(Path root, Path file) throws IOException {
    Files.createDirectories(root);
    byte[] key = new byte[BYTES];
    new SecureRandom().nextBytes(key);
    Path aside = Files.createTempFile(root, ".personal", ".key", ownerOnly());
    try {
      Files.writeString(aside, HexFormat.of().formatHex(key) + "\n", StandardCharsets.US_ASCII);
      Files.createLink(file, aside);
    } catch (FileAlreadyExistsException e) {
      return;
    } finally {
      Files.deleteIfExists(aside);
    }
  }

  private static FileAttribute<?>[] ownerOnly() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
