package io.edgeflow.train.transfer;

import io.edgeflow.core.graph.ModelGraph;
import java.util.List;

/**
 * A model that was read from a file.
 *
 * @param file where it was read from
 * @param sha256 of the file's content
 * @param graph in floats, as the file has it
 * @param notes of the reader
 */
public record GivenModel(ModelFile file, String sha256, ModelGraph graph, List<String> notes) {
  /** Copies the notes. */
  public GivenModel {
    notes = List.copyOf(notes);
  }

  /** What is said of errors: the key and the file. */
  String place() {
    return file.key() + ", " + file.name();
  }
}
