package io.edgeflow.core.config;

import io.edgeflow.core.error.PipelineException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The providers of one kind on the class path, in the order of their ids. They are looked up when
 * they are first asked for. Thread-safe.
 *
 * @param <P> the service interface
 */
public final class Providers<P extends Provider> {
  private final Class<P> service;
  private @Nullable ClassLoader loader;
  private SortedMap<String, P> found = Collections.emptySortedMap();

  private Providers(Class<P> service) {
    this.service = service;
  }

  /** Those that {@code META-INF/services} names for a service interface. */
  public static <P extends Provider> Providers<P> of(Class<P> service) {
    return new Providers<>(service);
  }

  /**
   * All of them, by id.
   *
   * @throws PipelineException of kind CONFIG if two have the same id, an id is not snake_case, or
   *     one cannot be loaded
   */
  public synchronized SortedMap<String, P> all() {
    ClassLoader current = Thread.currentThread().getContextClassLoader();
    if (found.isEmpty() || loader != current) {
      found = Collections.unmodifiableSortedMap(load(current));
      loader = current;
    }
    return found;
  }

  /** Their ids in order. */
  public List<String> ids() {
    return List.copyOf(all().keySet());
  }

  /** The one with an id. */
  public Optional<P> find(String id) {
    return Optional.ofNullable(all().get(id));
  }

  private SortedMap<String, P> load(ClassLoader from) {
    SortedMap<String, P> all = new TreeMap<>();
    try {
      for (P provider : ServiceLoader.load(service, from)) {
        add(provider, all);
      }
    } catch (ServiceConfigurationError e) {
      throw PipelineException.config("A provider on the class path cannot be loaded")
          .found(String.valueOf(e.getMessage()))
          .where("META-INF/services/" + service.getName())
          .remedy(
              "name a public class there that implements the interface and has a constructor"
                  + " without parameters")
          .cause(e)
          .build();
    }
    return all;
  }

  private void add(P provider, SortedMap<String, P> all) {
    String id = provider.id();
    if (!id.matches("[a-z][a-z0-9_]{0,63}")) {
      throw PipelineException.config("The id of a provider must be snake_case")
          .found("\"" + id + "\"")
          .where(provider.getClass().getName())
          .build();
    }
    P other = all.put(id, provider);
    if (other != null) {
      throw PipelineException.config("Two providers of the same kind have the same id")
          .found(id + ": " + other.getClass().getName() + ", " + provider.getClass().getName())
          .where(service.getName())
          .remedy("take one of them off the class path")
          .build();
    }
  }
}
