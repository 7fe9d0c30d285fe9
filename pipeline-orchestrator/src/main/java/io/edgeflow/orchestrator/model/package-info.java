/** What the commands on single model files show, and what they read beside the model. */
@NullMarked
package io.edgeflow.orchestrator.model;

import org.jspecify.annotations.NullMarked;
