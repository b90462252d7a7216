// SPDX-License-Identifier: Apache-2.0
/** A control plane on this machine, with all it needs for development. */
@NullMarked
package io.notenboom.launcher.hosting;

import org.jspecify.annotations.NullMarked;
