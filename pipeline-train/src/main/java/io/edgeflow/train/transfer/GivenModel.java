package io.edgeflow.train.transfer;

import io.edgeflow.core.graph.ModelGraph;

/**
 * A model that was read from a file.
 *
 * @param file where it was read from
 * @param origin with the notes of the reader
 * @param graph in floats, as the file has it
 */
public record GivenModel(ModelFile file, ModelOrigin origin, ModelGraph graph) {
  /** What is said of errors: the key and the file. */
  String place() {
    return file.key() + ", " + origin.file();
  }
}
