/** What an application gets of the modules: their poms, their jars and what comes with them. */
@NullMarked
package io.edgeflow.installed;

import org.jspecify.annotations.NullMarked;
