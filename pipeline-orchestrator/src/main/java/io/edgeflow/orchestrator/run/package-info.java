/**
 * What a run leaves behind for other tools: {@code run.json}, {@code events.jsonl} and the lock;
 * imports the core only.
 */
@NullMarked
package io.edgeflow.orchestrator.run;

import org.jspecify.annotations.NullMarked;
