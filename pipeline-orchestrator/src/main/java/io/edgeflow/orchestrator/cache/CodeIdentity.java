package io.edgeflow.orchestrator.cache;

import io.edgeflow.core.artifact.Sha256;
import io.edgeflow.core.error.PipelineException;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Which code is running: the digest of our own jars (or class folders, in an IDE and in tests) and
 * the engines' versions. Our jars are built reproducibly, so equal sources give equal digests.
 *
 * @param ownCode SHA-256 over the code of the modules
 * @param engines library file names and the Java release
 */
public record CodeIdentity(String ownCode, List<String> engines) {
  /** Copies the list. */
  public CodeIdentity {
    engines = List.copyOf(engines);
  }

  /**
   * The identity of the running program.
   *
   * @param modules one class of each of our modules
   * @param engineResources a class-path resource that only the engine's library has, for each
   *     engine
   */
  public static CodeIdentity of(List<Class<?>> modules, List<String> engineResources) {
    StringBuilder digests = new StringBuilder();
    for (Class<?> module : modules) {
      digests.append(digest(place(module))).append('\n');
    }
    List<String> engines = new ArrayList<>();
    engines.add("java " + Runtime.version().feature() + " " + System.getProperty("os.arch"));
    engineResources.stream().map(CodeIdentity::library).forEach(engines::add);
    return new CodeIdentity(Sha256.of(digests.toString()), engines);
  }

  /** Whether two classes come from the same jar or folder. */
  public static boolean samePlace(Class<?> one, Class<?> other) {
    return place(one).equals(place(other));
  }

  private static Path place(Class<?> type) {
    CodeSource source = Objects.requireNonNull(type.getProtectionDomain().getCodeSource());
    try {
      return Path.of(source.getLocation().toURI());
    } catch (URISyntaxException e) {
      throw PipelineException.failed("Cannot find the code of " + type).cause(e).build();
    }
  }

  private static String digest(Path place) {
    if (Files.isRegularFile(place)) {
      return Sha256.of(place);
    }
    try (Stream<Path> files = Files.walk(place)) {
      StringBuilder all = new StringBuilder();
      files
          .filter(Files::isRegularFile)
          .sorted()
          .forEach(
              f -> all.append(place.relativize(f)).append(' ').append(Sha256.of(f)).append('\n'));
      return Sha256.of(all.toString());
    } catch (IOException e) {
      throw PipelineException.failed("Cannot read our own code").where(place).cause(e).build();
    }
  }

  /**
   * The jar that has a resource: {@code pytorch-jni-2.7.1.jar} of {@code
   * jar:file:…/pytorch-jni-2.7.1.jar!/…}.
   */
  public static String library(String resource) {
    URL url = CodeIdentity.class.getClassLoader().getResource(resource);
    if (url == null) {
      return "no " + resource;
    }
    String jar = url.getPath().replaceFirst("!.*", "");
    return jar.substring(jar.lastIndexOf('/') + 1);
  }
}
