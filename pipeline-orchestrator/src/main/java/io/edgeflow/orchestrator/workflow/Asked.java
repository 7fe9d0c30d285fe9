package io.edgeflow.orchestrator.workflow;

import io.edgeflow.core.error.PipelineException;
import java.util.List;

/**
 * Which steps are asked for.
 *
 * @param first steps before this one must come from the cache, or are left out
 * @param last steps after this one are left out
 */
record Asked(List<String> names, int first, int last) {
  static Asked of(RunRequest request, List<String> names) {
    int first = request.only().or(request::from).map(name -> place(name, names)).orElse(0);
    int last = request.only().map(name -> place(name, names)).orElse(names.size() - 1);
    return new Asked(names, first, last);
  }

  private static int place(String name, List<String> names) {
    int place = names.indexOf(name);
    if (place < 0) {
      throw PipelineException.config("There is no stage of this name")
          .found(name)
          .limit(String.join(", ", names))
          .build();
    }
    return place;
  }

  boolean before(String name) {
    return names.indexOf(name) < first;
  }

  boolean includes(String name) {
    return !before(name) && !after(name);
  }

  boolean after(String name) {
    return names.indexOf(name) > last;
  }
}
