// SPDX-License-Identifier: Apache-2.0
/** Child processes: start, wait until ready, restart, stop; in this JVM or in a supervisor process of its own. */
@NullMarked
package io.notenboom.launcher.process;

import org.jspecify.annotations.NullMarked;
