package io.edgeflow.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** A user's own provider on a class path of its own: compiled, named as a service, loaded. */
public final class OwnCode implements AutoCloseable {
  private final ClassLoader before = Thread.currentThread().getContextClassLoader();
  private final URLClassLoader loader;

  private OwnCode(URLClassLoader loader) {
    this.loader = loader;
  }

  /**
   * Compiles a source file and makes its class a provider until this is closed.
   *
   * @param folder where the classes go; made when absent
   */
  public static OwnCode compile(Path source, Path folder, Class<?> service) throws IOException {
    Path classes = Files.createDirectories(folder);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      Iterable<? extends JavaFileObject> sources = files.getJavaFileObjects(source);
      List<String> options =
          List.of("-d", classes.toString(), "-cp", System.getProperty("java.class.path"));
      assertThat(compiler.getTask(null, files, null, options, null, sources).call()).isTrue();
    }
    String name = source.getFileName().toString().replace(".java", "");
    Path services = Files.createDirectories(classes.resolve("META-INF/services"));
    Files.writeString(services.resolve(service.getName()), "com.example." + name + "\n");
    URL[] place = {classes.toUri().toURL()};
    OwnCode code =
        new OwnCode(new URLClassLoader(place, Thread.currentThread().getContextClassLoader()));
    Thread.currentThread().setContextClassLoader(code.loader);
    return code;
  }

  @Override
  public void close() throws IOException {
    Thread.currentThread().setContextClassLoader(before);
    loader.close();
  }
}
